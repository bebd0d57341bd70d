package dev.deltamill.runtime;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The indexes by which deltas look rows up, as they are in a database, and those that are missing. */
public final class Indexes {
  private static final int NAME_BYTES = 40;

  /** Columns of the indexes of a table that equality can use; an expression has no name. */
  private static final String INDEXES =
      """
      SELECT c.relname, i.indisunique AND i.indimmediate, ARRAY(
        SELECT coalesce(a.attname, '')::text
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE k.position <= i.indnkeyatts
        ORDER BY k.position) AS columns
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_am m ON m.oid = c.relam
      WHERE i.indrelid = to_regclass(?) AND i.indisvalid AND i.indpred IS NULL AND m.amname IN ('btree', 'hash')
      ORDER BY c.relname
      """;

  private final ConnectionSource source;

  public Indexes(ConnectionSource source) {
    this.source = source;
  }

  /** Which of them are there. */
  public List<IndexSupport> inspect(List<WantedIndex> wanted) {
    try (Session session = Session.open(source)) {
      List<IndexSupport> found = new ArrayList<>();
      for (WantedIndex one : wanted) {
        found.add(inspect(session, one));
      }
      return found;
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
  }

  private record Found(String name, boolean unique, List<String> columns) {}

  private static IndexSupport inspect(Session session, WantedIndex wanted) throws SQLException {
    if (session.query("SELECT to_regclass(?) IS NULL", row -> row.getBoolean(1), wanted.indexed().sql()).getFirst()) {
      return IndexSupport.unknown(wanted);
    }
    return session
        .query(INDEXES, row -> new Found(row.getString(1), row.getBoolean(2), Session.texts(row, "columns")), wanted.indexed().sql())
        .stream()
        .filter(index -> serves(index, wanted))
        .findFirst()
        .map(index -> IndexSupport.existing(wanted, new Identifier(index.name()).sql()))
        .orElseGet(() -> IndexSupport.missing(wanted));
  }

  private static boolean serves(Found index, WantedIndex wanted) {
    List<Identifier> columns = new ArrayList<>();
    for (String column : index.columns()) {
      if (column.isEmpty()) {
        // Uniqueness that needs the expression too says nothing of the columns before it.
        return wanted.isServedBy(columns, false);
      }
      columns.add(new Identifier(column));
    }
    return wanted.isServedBy(columns, index.unique());
  }

  /**
   * What became of a missing index.
   *
   * @param refusal why it was not made; empty where it was
   */
  public record Made(WantedIndex wanted, String refusal) {}

  /**
   * Makes indexes, without keeping writers out. One that cannot be made is left out and does not keep the others back.
   *
   * @param starting told before each
   */
  public List<Made> create(List<WantedIndex> missing, Consumer<WantedIndex> starting) {
    try (Session session = Session.open(source)) {
      List<Made> made = new ArrayList<>();
      for (WantedIndex wanted : missing) {
        starting.accept(wanted);
        made.add(new Made(wanted, create(session, wanted)));
      }
      return made;
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
  }

  private static String create(Session session, WantedIndex wanted) throws SQLException {
    String kind = "SELECT relkind FROM pg_catalog.pg_class WHERE oid = to_regclass(?)";
    if (session.query(kind, row -> row.getString(1), wanted.indexed().sql()).contains("p")) {
      return "PostgreSQL builds an index of a partitioned table only while it keeps writers out";
    }
    QualifiedName name = new QualifiedName(wanted.indexed().schema(), name(wanted));
    // What an earlier attempt left half-built serves nobody.
    drop(session, name);
    try {
      session.execute(IndexSql.createConcurrently(name.name(), wanted));
      return "";
    } catch (SQLException e) {
      if (!SqlState.isOfStatement(e) && !SqlState.isTransient(e)) {
        throw e;
      }
      if (!SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
        drop(session, name);
      }
      return Failures.reason(e);
    }
  }

  private static void drop(Session session, QualifiedName index) throws SQLException {
    if (session.query("SELECT to_regclass(?) IS NOT NULL", row -> row.getBoolean(1), index.sql()).getFirst()) {
      session.execute("DROP INDEX CONCURRENTLY " + index.sql());
    }
  }

  /** {@code dm_orders_5f0c3a91}: the same each time, and within what PostgreSQL keeps of a name. */
  private static Identifier name(WantedIndex wanted) {
    String table = wanted.indexed().name().value();
    while (table.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
      table = table.substring(0, table.offsetByCodePoints(table.length(), -1));
    }
    return new Identifier("dm_" + table + "_" + Hashes.sha256(wanted.on()).substring(0, 8));
  }
}
