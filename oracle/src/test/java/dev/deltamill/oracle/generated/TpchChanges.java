package dev.deltamill.oracle.generated;

import java.util.List;

/** Five rounds of changes to TPC-H's tables, each of which changes the result of every one of the 22 queries. */
final class TpchChanges {
  /**
   * A statement.
   *
   * @param table that it changes; a query that does not read it can do without the statement. Empty for what belongs to the session.
   */
  record Change(String table, String sql) {}

  private TpchChanges() {}

  static final List<List<Change>> STEPS =
      List.of(rowsCome(), valuesChange(), keysMove(), rowsGo(), everything());

  private static Change on(String table, String sql) {
    return new Change(table, TpchData.oneLine(sql));
  }

  private static Change session(String sql) {
    return new Change("", sql);
  }

  private static List<Change> rowsCome() {
    return List.of(
        on("region", "INSERT INTO region VALUES (5, 'OCEANIA', 'r')"),
        on("nation", "INSERT INTO nation VALUES (25, 'AUSTRALIA', 5, 'n')"),
        on(
            "supplier",
            """
            INSERT INTO supplier SELECT s_suppkey + 100, 'Supplier#' || s_suppkey + 100, s_address, s_nationkey, s_phone, s_acctbal + 7, 'plain'
            FROM supplier WHERE s_suppkey <= 16
            """),
        on(
            "customer",
            """
            INSERT INTO customer SELECT c_custkey + 100, 'Customer#' || c_custkey + 100, c_address, c_nationkey, c_phone, c_acctbal + 2000,
            c_mktsegment, c_comment FROM customer WHERE c_custkey % 2 = 0
            """),
        on(
            "part",
            """
            INSERT INTO part SELECT p_partkey + 100, p_name, p_mfgr, p_brand, p_type, p_size, p_container, p_retailprice, p_comment
            FROM part WHERE p_partkey <= 12
            """),
        on(
            "partsupp",
            """
            INSERT INTO partsupp SELECT ps_partkey, ps_suppkey + 100, ps_availqty + 10, ps_supplycost - 5, ps_comment
            FROM partsupp WHERE ps_suppkey <= 16
            """),
        on(
            "partsupp",
            """
            INSERT INTO partsupp SELECT ps_partkey + 100, ps_suppkey, ps_availqty, ps_supplycost, ps_comment
            FROM partsupp WHERE ps_partkey <= 12
            """),
        on(
            "orders",
            """
            INSERT INTO orders SELECT o_orderkey + 1000, 1 + (o_custkey + o_orderkey % 2) % 20, 'F', o_totalprice + 10, o_orderdate,
            o_orderpriority, o_clerk, o_shippriority, o_comment FROM orders WHERE o_orderkey % 3 = 0
            """),
        on(
            "lineitem",
            """
            INSERT INTO lineitem SELECT l_orderkey + 1000, l_partkey, CASE WHEN l_suppkey <= 16 THEN l_suppkey + 100 ELSE l_suppkey END,
            l_linenumber, l_quantity, l_extendedprice + CASE l_orderkey % 10 WHEN 6 THEN 9000 ELSE 1 END, l_discount, l_tax, l_returnflag, l_linestatus, l_shipdate, l_commitdate,
            l_receiptdate, l_shipinstruct, l_shipmode, l_comment FROM lineitem WHERE l_orderkey % 3 = 0
            """));
  }

  private static List<Change> valuesChange() {
    return List.of(
        on("region", "UPDATE region SET r_comment = NULL WHERE r_regionkey = 1"),
        on("nation", "UPDATE nation SET n_comment = NULL WHERE n_nationkey < 9"),
        on(
            "supplier",
            """
            UPDATE supplier SET s_acctbal = s_acctbal + 100, s_address = 'lane ' || s_suppkey,
            s_comment = CASE WHEN s_comment = 'plain' THEN 'Customer Complaints' ELSE 'plain' END WHERE s_suppkey % 3 = 0
            """),
        on(
            "customer",
            """
            UPDATE customer SET c_acctbal = c_acctbal + 500, c_address = 'lane ' || c_custkey,
            c_mktsegment = CASE c_mktsegment WHEN 'BUILDING' THEN 'MACHINERY' ELSE 'BUILDING' END WHERE c_custkey % 4 = 1
            """),
        on(
            "part",
            """
            UPDATE part SET p_name = 'green ' || p_name, p_type = CASE WHEN p_type LIKE 'PROMO%' THEN 'ECONOMY' ELSE 'PROMO' END || ' X BRASS',
            p_brand = CASE WHEN p_brand LIKE 'Brand#2%' THEN 'Brand#15' ELSE p_brand END WHERE p_partkey % 4 = 0
            """),
        on(
            "partsupp",
            "UPDATE partsupp SET ps_supplycost = ps_supplycost + 1.25, ps_availqty = ps_availqty / 2 WHERE (ps_partkey + ps_suppkey) % 3 = 0"),
        on(
            "orders",
            """
            UPDATE orders SET o_orderpriority = CASE o_orderpriority WHEN '1-URGENT' THEN '5-LOW' ELSE '1-URGENT' END,
            o_totalprice = o_totalprice * 2, o_comment = CASE o_comment WHEN 'plain' THEN 'special requests' ELSE 'plain' END
            WHERE o_orderkey % 3 = 1
            """),
        on(
            "lineitem",
            """
            UPDATE lineitem SET l_extendedprice = l_extendedprice * 1.10, l_commitdate = l_commitdate - 8, l_discount = l_discount / 2 + 0.02
            WHERE l_linenumber = 1 OR l_orderkey % 10 = 6
            """),
        on("lineitem", "UPDATE lineitem SET l_quantity = l_quantity + 3, l_tax = l_tax + 0.01 WHERE l_linenumber IN (2, 3)"));
  }

  private static List<Change> keysMove() {
    return List.of(
        session("BEGIN"),
        on("region", "UPDATE region SET r_regionkey = -1 WHERE r_regionkey = 5"),
        on("nation", "UPDATE nation SET n_regionkey = CASE n_nationkey WHEN 24 THEN 0 ELSE 1 END WHERE n_nationkey IN (0, 24)"),
        on(
            "nation",
            "UPDATE nation SET n_name = CASE n_nationkey WHEN 7 THEN 'FRANCE' ELSE 'GERMANY' END WHERE n_nationkey IN (6, 7)"),
        on("supplier", "UPDATE supplier SET s_suppkey = -1 WHERE s_suppkey = 3"),
        on("supplier", "UPDATE supplier SET s_suppkey = 3 WHERE s_suppkey = 4"),
        on("supplier", "UPDATE supplier SET s_suppkey = 4 WHERE s_suppkey = -1"),
        on("supplier", "UPDATE supplier SET s_phone = '11-' || s_suppkey"),
        on("supplier", "UPDATE supplier SET s_nationkey = (ARRAY[20, 3, 7, 12])[1 + s_suppkey % 4] WHERE s_suppkey > 110"),
        on("customer", "UPDATE customer SET c_custkey = c_custkey + 200 WHERE c_custkey IN (3, 9, 22)"),
        on("customer", "UPDATE customer SET c_nationkey = 12, c_phone = '31-1' WHERE c_custkey % 5 = 0"),
        on("part", "UPDATE part SET p_partkey = p_partkey + 200 WHERE p_partkey IN (5, 6)"),
        on("part", "UPDATE part SET p_partkey = p_partkey - 100 WHERE p_partkey IN (105, 106)"),
        on("partsupp", "UPDATE partsupp SET ps_suppkey = ps_suppkey + 50 WHERE ps_suppkey BETWEEN 111 AND 113"),
        on("orders", "UPDATE orders SET o_custkey = 1 + (o_custkey + 8) % 25 WHERE o_orderkey % 2 = 0"),
        on("orders", "UPDATE orders SET o_orderdate = o_orderdate - 40 WHERE o_orderkey % 20 IN (1, 13)"),
        on(
            "lineitem",
            "UPDATE lineitem SET l_orderkey = l_orderkey + 10, l_linenumber = l_linenumber + 10 WHERE l_orderkey < 80 AND l_linenumber = 4"),
        on(
            "lineitem",
            "UPDATE lineitem SET l_suppkey = l_suppkey + 100 WHERE l_suppkey <= 16 AND l_orderkey % 5 = 0 AND l_linenumber < 3"),
        on("lineitem", "UPDATE lineitem SET l_commitdate = l_receiptdate - 3 WHERE l_suppkey % 5 = 3 AND l_orderkey % 3 = 1"),
        on("lineitem", "UPDATE lineitem SET l_partkey = 1 + l_partkey % 24 WHERE l_linenumber = 3 AND l_orderkey % 2 = 1"),
        on(
            "lineitem",
            """
            UPDATE lineitem SET l_returnflag = CASE l_returnflag WHEN 'R' THEN 'N' ELSE 'R' END, l_shipmode = 'SHIP', l_discount = 0.06,
            l_shipdate = l_shipdate + 9, l_receiptdate = l_receiptdate + 9, l_commitdate = l_receiptdate + 2
            WHERE l_linenumber = 1 AND l_orderkey % 7 < 3
            """),
        session("COMMIT"));
  }

  private static List<Change> rowsGo() {
    return List.of(
        on("region", "DELETE FROM region WHERE r_regionkey = -1"),
        on("nation", "DELETE FROM nation WHERE n_nationkey IN (1, 25)"),
        on("supplier", "DELETE FROM supplier WHERE s_suppkey IN (7, 8, 10, 101, 110, 112)"),
        on("customer", "DELETE FROM customer WHERE c_custkey IN (4, 7, 23, 24, 102, 104)"),
        on("part", "DELETE FROM part WHERE p_partkey IN (2, 9, 16, 107)"),
        on("partsupp", "DELETE FROM partsupp WHERE (ps_partkey * 3 + ps_suppkey) % 7 = 0"),
        on("orders", "DELETE FROM orders WHERE o_orderkey % 9 = 4 OR o_orderkey IN (8, 1009, 1003, 1051)"),
        on("lineitem", "DELETE FROM lineitem WHERE (l_orderkey + l_linenumber) % 3 = 1"));
  }

  private static List<Change> everything() {
    return List.of(
        session("BEGIN"),
        on("region", "DELETE FROM region WHERE r_regionkey = 4"),
        on("region", "INSERT INTO region VALUES (4, 'MIDDLE EAST', 'back')"),
        on("nation", "UPDATE nation SET n_regionkey = 3 WHERE n_nationkey = 3"),
        on("nation", "UPDATE nation SET n_regionkey = 1 WHERE n_nationkey IN (3, 24)"),
        on("supplier", "DELETE FROM supplier WHERE s_suppkey IN (1, 2)"),
        on("supplier", "INSERT INTO supplier VALUES (1, 'Supplier#1', 'new', 3, '10-1', 1, 'plain'), (2, 'Supplier#2', 'new', 20, '10-2', 2, 'plain')"),
        on(
            "supplier",
            """
            INSERT INTO supplier SELECT s_suppkey, s_name, s_address || '!', 7, s_phone, s_acctbal, s_comment FROM supplier WHERE s_suppkey < 12
            ON CONFLICT (s_suppkey) DO UPDATE SET s_address = excluded.s_address, s_nationkey = (ARRAY[3, 20, 12])[1 + excluded.s_suppkey % 3]
            """),
        on("customer", "UPDATE customer SET c_acctbal = -c_acctbal WHERE c_custkey % 7 = 0"),
        on("customer", "UPDATE customer SET c_acctbal = 8000, c_mktsegment = 'BUILDING', c_address = 'new' WHERE c_custkey % 3 = 0"),
        on("part", "UPDATE part SET p_size = 14, p_container = 'MED BOX', p_brand = 'Brand#22' WHERE p_partkey % 4 = 1"),
        on("part", "UPDATE part SET p_name = 'forest green', p_type = 'ECONOMY POLISHED BRASS' WHERE p_partkey % 4 = 2"),
        on("partsupp", "UPDATE partsupp SET ps_supplycost = ps_supplycost / 2 WHERE ps_suppkey < 12"),
        on("partsupp", "UPDATE partsupp SET ps_availqty = 9000 WHERE ps_suppkey IN (1, 4, 8, 12)"),
        session("SAVEPOINT before_undone"),
        on("supplier", "DELETE FROM supplier"),
        on("part", "UPDATE part SET p_partkey = p_partkey + 1000"),
        on("orders", "UPDATE orders SET o_custkey = 1"),
        on("lineitem", "DELETE FROM lineitem WHERE l_linenumber = 1"),
        session("ROLLBACK TO SAVEPOINT before_undone"),
        on(
            "orders",
            """
            UPDATE orders SET o_orderdate = o_orderdate - 2, o_orderstatus = 'F', o_orderpriority = '2-HIGH', o_custkey = 1 + o_custkey % 18
            WHERE o_orderkey % 4 < 2
            """),
        on("lineitem", "UPDATE lineitem SET l_quantity = 3, l_shipmode = 'MAIL' WHERE l_linenumber = 3"),
        on(
            "lineitem",
            """
            UPDATE lineitem SET l_shipmode = 'AIR', l_shipinstruct = 'DELIVER IN PERSON', l_quantity = l_quantity + 5,
            l_extendedprice = l_extendedprice + 1000 WHERE l_linenumber = 2 OR l_orderkey % 10 = 6
            """),
        on("lineitem", "UPDATE lineitem SET l_quantity = 120, l_returnflag = 'R', l_receiptdate = l_commitdate + 4 WHERE l_orderkey % 10 IN (0, 1)"),
        session("COMMIT"));
  }
}
