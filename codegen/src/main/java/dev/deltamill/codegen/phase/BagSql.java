package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * seed.sql, apply.sql and full.sql of a bag. Storage holds each row as often as the query does; a row is found by the hash of its binary image.
 * Apply nets the delta by identity, deletes as many copies as left and inserts as many as came. FULL does the same with the difference
 * between query and storage.
 */
final class BagSql {
  private final MaintenancePlan plan;
  private final StorageLayout layout;
  private final Result.Bag result;
  private final List<String> columns;

  BagSql(MaintenancePlan plan, StorageLayout layout, Result.Bag result) {
    this.plan = plan;
    this.layout = layout;
    this.result = result;
    this.columns = layout.visibleNames();
  }

  String seed() {
    SqlWriter out = new SqlWriter();
    Statement statement = new Statement(plan.name());
    SqlWriter query = queryWithIdentity(statement);
    out.comment("First fill of " + plan.name() + ".");
    out.line("INSERT INTO " + layout.table().sql() + " (").items(layout.names()).line(")");
    statement.writeWith(out);
    out.line(query.toString().stripTrailing() + ";");
    out.line("ANALYZE " + layout.table().sql() + ";");
    return out.toString();
  }

  String apply() {
    Statement statement = new Statement(plan.name());
    String delta = DeltaInput.of(plan, statement);
    SqlWriter incoming = new SqlWriter();
    List<String> items = new ArrayList<>(prefixed("d."));
    items.add("d.__weight");
    items.add(identity("d.") + " AS " + StorageLayout.ROW_ID);
    incoming.comment("the delta, each row with its identity");
    incoming.line("SELECT").items(items).line("FROM").indented(() -> incoming.line(delta + " AS d"));
    statement.with("incoming", incoming.toString());
    SqlWriter net = new SqlWriter();
    net.comment("what is left when changes that cancel are gone");
    net.line("SELECT").items(List.of("i." + StorageLayout.ROW_ID, "sum(i.__weight)::bigint AS __weight"));
    net.line("FROM").indented(() -> net.line("incoming AS i"));
    net.line("GROUP BY").items(List.of("i." + StorageLayout.ROW_ID)).line("HAVING sum(i.__weight) <> 0");
    statement.with("net", net.toString());
    SqlWriter out = new SqlWriter();
    out.comment("Merges the delta into the storage of " + plan.name() + ": copies that left are deleted, copies that came inserted.");
    merge(out, statement);
    return out.toString();
  }

  String full() {
    Statement statement = new Statement(plan.name());
    SqlWriter query = queryWithIdentity(statement);
    statement.with("incoming", "-- the query, each row with its identity\n" + query);
    SqlWriter net = new SqlWriter();
    net.comment("how many copies of each row the query has more than storage");
    net.line("SELECT").items(List.of("z." + StorageLayout.ROW_ID, "sum(z.copies)::bigint AS __weight"));
    net.line("FROM (");
    net.indented(
        () -> {
          net.line("SELECT i." + StorageLayout.ROW_ID + ", 1 AS copies FROM incoming AS i");
          net.line("UNION ALL");
          net.line("SELECT s." + StorageLayout.ROW_ID + ", -1 FROM " + layout.table().sql() + " AS s");
        });
    net.line(") AS z");
    net.line("GROUP BY").items(List.of("z." + StorageLayout.ROW_ID)).line("HAVING sum(z.copies) <> 0");
    statement.with("net", net.toString());
    SqlWriter out = new SqlWriter();
    out.comment("FULL refresh of " + plan.name() + ": storage becomes what the query gives, touching only rows that differ.");
    merge(out, statement);
    return out.toString();
  }

  /** The query's columns and their identity. */
  private SqlWriter queryWithIdentity(Statement statement) {
    SqlWriter out = new SqlWriter();
    SqlWriter query = new SqlWriter();
    new RelationSql(statement).write(query, result.query());
    List<String> items = new ArrayList<>(prefixed("q."));
    items.add(identity("q.") + " AS " + StorageLayout.ROW_ID);
    out.line("SELECT").items(items).line("FROM (");
    out.indented(() -> out.line(query.toString().stripTrailing()));
    out.line(") AS q (" + String.join(", ", columns) + ")");
    return out;
  }

  /** From parts {@code incoming} (columns, identity) and {@code net} (identity, weight) to storage. */
  private void merge(SqlWriter out, Statement statement) {
    String storage = layout.table().sql();
    String id = StorageLayout.ROW_ID;
    SqlWriter doomed = new SqlWriter();
    doomed.comment("stored copies of rows that left, counted");
    doomed.line("SELECT");
    doomed.items(List.of("s.ctid", "row_number() OVER (PARTITION BY s." + id + ") AS copy", "-n.__weight AS copies"));
    doomed.line("FROM").items(List.of("net AS n", storage + " AS s"));
    doomed.conditions("WHERE", List.of("n.__weight < 0", "s." + id + " = n." + id));
    statement.with("doomed", doomed.toString());
    SqlWriter deleted = new SqlWriter();
    deleted.line("DELETE FROM " + storage + " AS s").line("USING doomed AS d");
    deleted.conditions("WHERE", List.of("s.ctid = d.ctid", "d.copy <= d.copies")).line("RETURNING 1");
    statement.with("deleted", deleted.toString());
    SqlWriter inserted = new SqlWriter();
    inserted.line("INSERT INTO " + storage + " (").items(layout.names()).line(")");
    inserted.line("SELECT").items(layout.names().stream().map(name -> "a." + name).toList());
    inserted.line("FROM (");
    inserted.indented(
        () -> {
          List<String> items = new ArrayList<>(layout.names().stream().map(name -> "i." + name).toList());
          items.add("n.__weight");
          inserted.line("SELECT DISTINCT ON (i." + id + ")").items(items);
          inserted.line("FROM").items(List.of("net AS n", "incoming AS i"));
          inserted.conditions("WHERE", List.of("n.__weight > 0", "i." + id + " = n." + id));
        });
    inserted.line(") AS a").line("CROSS JOIN generate_series(1, a.__weight)").line("RETURNING 1");
    statement.with("inserted", inserted.toString());
    StatementEnd.clear(plan, statement);
    statement.writeWith(out);
    out.line("SELECT");
    out.items(
        List.of(
            "(SELECT count(*) FROM inserted) AS inserted",
            "0::bigint AS updated",
            "(SELECT count(*) FROM deleted) AS deleted",
            // A delta that removes what is not there is wrong, and raises an error here.
            "deltamill.multiplicity((SELECT count(*) FROM deleted)"
                + " + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;"));
  }

  /**
   * Identity of a row. Types are stated, since the image of a row includes them: change buffers hold what a domain is over, and the same value
   * of the domain would have another image.
   */
  private String identity(String prefix) {
    return RelationSql.identity(
        layout.columns().stream()
            .filter(StorageLayout.Column::visible)
            .map(column -> prefix + column.sql() + "::" + column.field().type().sql())
            .toList());
  }

  private List<String> prefixed(String prefix) {
    return RelationSql.prefixed(prefix, columns);
  }
}
