package dev.deltamill.golden.engine;

import static dev.deltamill.golden.engine.Changes.oneOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes of the TPC-H tables: orders come, go and move between customers and dates; so do their lines, and what they refer to. */
final class TpchChanges implements Changes {
  private int copies;

  @Override
  public List<String> next(Random random) {
    List<String> statements = new ArrayList<>();
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      statements.addAll(step(random));
    }
    return statements;
  }

  private List<String> step(Random r) {
    int order = 1 + r.nextInt(3000);
    int customer = 1 + r.nextInt(300);
    return switch (r.nextInt(18)) {
      case 0 ->
          List.of(
              "UPDATE orders SET o_custkey = %d WHERE o_orderkey BETWEEN %d AND %d"
                  .formatted(customer, order, order + r.nextInt(6)));
      case 1 ->
          List.of(
              """
              UPDATE orders SET o_orderdate = %s,
                o_orderpriority = CASE WHEN o_orderpriority = '1-URGENT' THEN '3-MEDIUM' ELSE '1-URGENT' END
              WHERE o_orderkey BETWEEN %d AND %d"""
                  .formatted(date(r), order, order + 3));
      case 2 -> List.of("DELETE FROM lineitem WHERE l_orderkey = " + order);
      case 3 -> List.of("DELETE FROM orders WHERE o_orderkey = " + order);
      case 4 -> List.of(copyOrders(r, order), copyLines(order));
      case 5 ->
          List.of(
              "UPDATE lineitem SET l_shipdate = %s, l_receiptdate = %s, l_quantity = l_quantity + 1 WHERE l_orderkey = %d"
                  .formatted(date(r), date(r), order));
      case 6 ->
          List.of(
              "UPDATE lineitem SET l_returnflag = 'R', l_shipmode = 'MAIL', l_discount = 0.06 WHERE l_orderkey BETWEEN %d AND %d"
                  .formatted(order, order + 4));
      case 7 ->
          List.of(
              "UPDATE customer SET c_nationkey = %d, c_mktsegment = %s WHERE c_custkey = %d"
                  .formatted(r.nextInt(25), oneOf(r, "'BUILDING'", "'MACHINERY'"), customer));
      case 8 -> List.of("UPDATE supplier SET s_nationkey = %d WHERE s_suppkey = %d".formatted(r.nextInt(25), 1 + r.nextInt(100)));
      case 9 -> List.of("UPDATE nation SET n_regionkey = %d WHERE n_nationkey = %d".formatted(r.nextInt(5), r.nextInt(25)));
      case 10 -> List.of("UPDATE orders SET o_totalprice = 'NaN' WHERE o_orderkey = " + order);
      case 11 ->
          List.of(
              "UPDATE orders SET o_totalprice = %d.%02d WHERE o_orderkey = %d OR o_totalprice = 'NaN'"
                  .formatted(1 + r.nextInt(400_000), r.nextInt(100), order));
      case 12 -> List.of("DELETE FROM customer WHERE c_custkey = " + customer);
      case 13 ->
          List.of(
              "INSERT INTO customer SELECT %d, c_name, c_address, c_nationkey, c_phone, c_acctbal, c_mktsegment, c_comment"
                      .formatted(customer)
                  + " FROM customer ORDER BY c_custkey LIMIT 1 ON CONFLICT DO NOTHING");
      case 14 ->
          List.of(
              "BEGIN",
              "DELETE FROM lineitem WHERE l_orderkey = " + order,
              "SAVEPOINT s",
              "DELETE FROM orders WHERE o_orderkey BETWEEN %d AND %d".formatted(order, order + 100),
              "ROLLBACK TO s",
              "DELETE FROM orders WHERE o_orderkey = " + order,
              "COMMIT");
      // Extremes and whole priorities come and go.
      case 15 -> List.of("UPDATE orders SET o_orderpriority = %s WHERE o_orderkey %% 100 = %d".formatted(priority(r), r.nextInt(100)));
      case 16 -> List.of("UPDATE orders SET o_orderkey = -o_orderkey WHERE o_orderkey = " + order);
      default -> r.nextInt(6) > 0 ? List.of() : List.of("BEGIN", "TRUNCATE region", region(), "COMMIT");
    };
  }

  private String copyOrders(Random r, int order) {
    copies++;
    return """
        INSERT INTO orders
        SELECT o_orderkey + %d, o_custkey, o_orderstatus, o_totalprice, %s, o_orderpriority, o_clerk, o_shippriority, o_comment
        FROM orders WHERE o_orderkey BETWEEN %d AND %d ON CONFLICT DO NOTHING"""
        .formatted(copies * 10_000, date(r), order, order + 2);
  }

  private String copyLines(int order) {
    return """
        INSERT INTO lineitem
        SELECT l_orderkey + %d, l_partkey, l_suppkey, l_linenumber, l_quantity, l_extendedprice, l_discount, l_tax, l_returnflag,
          l_linestatus, l_shipdate, l_commitdate, l_receiptdate, l_shipinstruct, l_shipmode, l_comment
        FROM lineitem WHERE l_orderkey BETWEEN %d AND %d ON CONFLICT DO NOTHING"""
        .formatted(copies * 10_000, order, order + 2);
  }

  private static String region() {
    return "INSERT INTO region VALUES (0, 'AFRICA', 'r'), (1, 'AMERICA', 'r'), (2, 'ASIA', 'r'), (3, 'EUROPE', 'r')";
  }

  private static String priority(Random r) {
    return oneOf(r, "'1-URGENT'", "'2-HIGH'", "'5-LOW'", "'6-NEVER'");
  }

  private static String date(Random r) {
    return "date '%d-%02d-%02d'".formatted(1992 + r.nextInt(7), 1 + r.nextInt(12), 1 + r.nextInt(28));
  }
}
