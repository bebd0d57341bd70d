package dev.deltamill.cli.demo;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.postgresql.copy.CopyIn;

/**
 * What happens between two refreshes: the specification's refresh functions (clause 2.27, 2.28), each of a thousandth of the
 * orders, and updates of about a thousandth of orders, lineitem, customer and part that move rows between groups and joins.
 */
final class Changes {
  /** Of each 32 order keys the specification uses the first 8 and leaves the next 8 to RF1. */
  private static final int NEW_KEY = 8;

  private final Tpch tpch;
  private final long ordersPerRound;
  private final Iterator<Order> newOrders;
  private final Iterator<LineItem> newLines;
  private long created;
  private LineItem pending;
  private long deleted;

  Changes(Tpch tpch) {
    this.tpch = tpch;
    this.ordersPerRound = Math.max(1, tpch.orders() / 1000);
    // The second half of a data set of twice the size: orders that the tables do not have.
    this.newOrders = new OrderGenerator(tpch.scale() * 2, 2, 2, tpch.distributions(), tpch::texts).iterator();
    this.newLines = new LineItemGenerator(tpch.scale() * 2, 2, 2, tpch.distributions(), tpch::texts).iterator();
    this.pending = newLines.next();
  }

  /** Rows of sources that a round changed. */
  record Counts(long inserted, long deleted, long updated) {}

  Counts round(Connection connection, int round) throws SQLException {
    connection.setAutoCommit(false);
    try {
      long inserted = insertOrders(connection);
      connection.commit();
      long removed = deleteOrders(connection);
      connection.commit();
      long updated = update(connection, round);
      connection.commit();
      return new Counts(inserted, removed, updated);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** RF1. */
  private long insertOrders(Connection connection) throws SQLException {
    StringBuilder orders = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    long rows = 0;
    for (int i = 0; i < ordersPerRound; i++) {
      Order order = newOrders.next();
      long key = (created >> 3 << 5) + (created & 7) + NEW_KEY;
      created++;
      Tpch.append(orders, under(order, key));
      rows++;
      while (pending.orderKey() == order.orderKey()) {
        Tpch.append(lines, under(pending, key));
        rows++;
        pending = newLines.next();
      }
    }
    copy(connection, "orders", orders);
    copy(connection, "lineitem", lines);
    return rows;
  }

  private static void copy(Connection connection, String table, StringBuilder lines) throws SQLException {
    CopyIn copy = Tpch.copyInto(connection, table);
    Tpch.write(copy, lines);
    copy.endCopy();
  }

  /** The order under another key, of a customer that there is. */
  private Order under(Order order, long key) {
    return new Order(
            order.rowNumber(),
            key,
            1 + (order.customerKey() - 1) % tpch.customers(),
            order.orderStatus(),
            order.totalPriceInCents(),
            order.orderDate(),
            order.orderPriority(),
            order.clerk(),
            order.shipPriority(),
            order.comment());
  }

  /** The line under its order's key, with a part that there is and one of the four who supply it (clause 4.2.3). */
  private LineItem under(LineItem line, long key) {
    long part = 1 + (line.partKey() - 1) % tpch.parts();
    long suppliers = tpch.suppliers();
    long supplier =
        (part + line.lineNumber() % 4 * (suppliers / 4 + (part - 1) / suppliers)) % suppliers + 1;
    return new LineItem(
            line.rowNumber(),
            key,
            part,
            supplier,
            line.lineNumber(),
            line.quantity(),
            line.extendedPriceInCents(),
            line.discountPercent(),
            line.taxPercent(),
            line.returnFlag(),
            line.status(),
            line.shipDate(),
            line.commitDate(),
            line.receiptDate(),
            line.shipInstructions(),
            line.shipMode(),
            line.comment());
  }

  /** RF2. */
  private long deleteOrders(Connection connection) throws SQLException {
    Set<Long> keys = new HashSet<>();
    for (long i = 0; i < ordersPerRound; i++) {
      deleted++;
      keys.add((deleted >> 3 << 5) + (deleted & 7));
    }
    long rows = 0;
    for (String table : new String[] {"lineitem WHERE l_orderkey", "orders WHERE o_orderkey"}) {
      try (var statement = connection.prepareStatement("DELETE FROM " + table + " = ANY (?)")) {
        statement.setArray(1, connection.createArrayOf("integer", keys.toArray()));
        rows += statement.executeUpdate();
      }
    }
    return rows;
  }

  private long update(Connection connection, int round) throws SQLException {
    long rows = 0;
    for (String sql : Tpch.resource("updates.sql").split(";\\s*\n")) {
      if (!sql.isBlank()) {
        try (var statement = connection.prepareStatement(sql.replace(":round", String.valueOf(round)))) {
          rows += statement.executeUpdate();
        }
      }
    }
    return rows;
  }
}
