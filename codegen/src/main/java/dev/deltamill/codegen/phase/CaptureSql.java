package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.LiteralSql;
import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.MaintenancePlan.SourceColumn;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * capture/&lt;source&gt;.sql: change buffer and triggers of a source, shared by all definitions that read it. Statement triggers with transition tables
 * append removed rows (−1) and new rows (+1) with the writer's transaction id. Where the rows lie in several tables, {@link TreeTriggers} says which
 * table gets which triggers.
 *
 * <p>A writer never fails because of us: before a row is read the function compares the captured columns with the table's; where they differ it leaves
 * a mark instead, and the stream tables are recomputed. So the INSERT behind it cannot raise, and no sub-transaction is needed to catch it.
 */
final class CaptureSql {
  private final QualifiedName source;
  private final QualifiedName captured;
  private final List<SourceColumn> columns;
  private final Optional<String> condition;
  private final boolean tree;

  /**
   * @param source as the definitions name it
   * @param captured the table that gets the triggers: the source, or a stream table's storage
   * @param columns those that are captured
   * @param condition column of {@code captured} that must be true for a row to count
   * @param tree whether rows of it may lie in other tables, or be reached by others' names
   */
  CaptureSql(
      QualifiedName source, QualifiedName captured, List<SourceColumn> columns, Optional<String> condition, boolean tree) {
    this.source = source;
    this.captured = captured;
    this.columns = columns;
    this.condition = condition;
    this.tree = tree;
  }

  String capture() {
    SqlWriter out = new SqlWriter();
    buffer(out);
    function(out, "insert", List.of(copy("new_rows", 1)));
    function(out, "update", List.of(copy("old_rows", -1), copy("new_rows", 1)));
    function(out, "delete", List.of(copy("old_rows", -1)));
    truncateFunction(out);
    if (tree) {
      rowFunction(out);
      out.blank().line(TreeTriggers.create(source, false).stripTrailing());
    } else {
      trigger(out, "insert", "INSERT", "NEW TABLE AS new_rows");
      trigger(out, "update", "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows");
      trigger(out, "delete", "DELETE", "OLD TABLE AS old_rows");
      trigger(out, "truncate", "TRUNCATE", "");
    }
    // PostgreSQL takes a table that was never analysed for ten pages of rows, and then scans sources to join them.
    out.blank().line("ANALYZE " + ObjectNames.buffer(source).sql() + ";");
    return out.toString();
  }

  private void buffer(SqlWriter out) {
    String buffer = ObjectNames.buffer(source).sql();
    out.comment("Change buffer of " + source + ": a row per change, weight 1 for added and -1 for removed.");
    out.line("CREATE TABLE IF NOT EXISTS " + buffer + " (");
    out.items(List.of("__xid xid8 NOT NULL", "__weight smallint NOT NULL")).line(");");
    for (SourceColumn column : columns) {
      String type = column.bufferType().sql();
      out.line("ALTER TABLE " + buffer + " ADD COLUMN IF NOT EXISTS " + sql(column) + " " + type + ";");
    }
  }

  private void function(SqlWriter out, String event, List<String> copies) {
    SqlWriter body = new SqlWriter();
    columnCheck(body);
    childCheck(body);
    insertInto(body);
    body.line(String.join("\nUNION ALL\n", copies) + ";");
    triggerFunction(out, event, body);
  }

  private void insertInto(SqlWriter out) {
    List<String> names = new ArrayList<>(List.of("__xid", "__weight"));
    columns.forEach(column -> names.add(sql(column)));
    out.line("INSERT INTO " + ObjectNames.buffer(source).sql() + " (").items(names).line(")");
  }

  private void rowFunction(SqlWriter out) {
    SqlWriter body = new SqlWriter();
    columnCheck(body);
    body.line("IF TG_OP <> 'INSERT' THEN").indented(() -> row(body, "OLD", -1)).line("END IF;");
    body.line("IF TG_OP <> 'DELETE' THEN").indented(() -> row(body, "NEW", 1)).line("END IF;");
    triggerFunction(out, "row", body);
  }

  private void row(SqlWriter out, String record, int weight) {
    insertInto(out);
    List<String> values = new ArrayList<>(List.of("pg_current_xact_id()", String.valueOf(weight)));
    columns.forEach(column -> values.add(record + "." + sql(column)));
    out.line("VALUES (").items(values).line(");");
  }

  private void truncateFunction(SqlWriter out) {
    SqlWriter body = new SqlWriter();
    mark(body, "TRUNCATE");
    triggerFunction(out, "truncate", body);
  }

  private void triggerFunction(SqlWriter out, String event, SqlWriter body) {
    String name = ObjectNames.captureFunction(source, event).sql();
    String text = body.line("RETURN NULL;").toString();
    String quote = dollarQuote(text);
    out.blank();
    out.line("CREATE OR REPLACE FUNCTION " + name + "() RETURNS trigger");
    out.line("LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp");
    out.line("AS " + quote).line("BEGIN").indented(() -> out.line(text.stripTrailing()));
    out.line("END").line(quote + ";");
    out.line("REVOKE ALL ON FUNCTION " + name + "() FROM PUBLIC;");
  }

  /** A dollar quote that the text does not hold: names of columns may hold anything. */
  private static String dollarQuote(String text) {
    String quote = "$capture$";
    for (int i = 2; text.contains(quote); i++) {
      quote = "$capture" + i + "$";
    }
    return quote;
  }

  private void mark(SqlWriter out, String reason) {
    out.line("INSERT INTO deltamill.capture_mark (source, xid, reason)");
    out.line("VALUES (" + LiteralSql.string(source.sql()) + ", pg_current_xact_id(), " + LiteralSql.string(reason) + ");");
  }

  private void columnCheck(SqlWriter out) {
    if (columns.isEmpty()) {
      return;
    }
    List<String> expected = new ArrayList<>();
    for (SourceColumn column : columns) {
      SqlType type = column.field().type();
      expected.add(
          "("
              + LiteralSql.string(column.field().name())
              + ", to_regtype("
              + LiteralSql.string(type.name().sql())
              + ")::oid, "
              + type.modifier()
              + ")");
    }
    out.line("IF (");
    out.indented(
        () -> {
          out.line("SELECT count(*)").line("FROM pg_attribute AS a").line("JOIN (VALUES").items(expected);
          out.line(") AS e (name, type, modifier)");
          out.indented(() -> out.line("ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier"));
          out.line("WHERE a.attrelid = TG_RELID AND NOT a.attisdropped");
        });
    out.line(") <> " + columns.size() + " THEN");
    out.indented(
        () -> {
          mark(out, "captured columns are not what they were");
          out.line("RETURN NULL;");
        });
    out.line("END IF;");
  }

  /**
   * A statement's transition tables hold what it changed in all tables below. A table that came below and is gone again before the next refresh
   * leaves no trace but here.
   */
  private void childCheck(SqlWriter out) {
    if (!captured.equals(source)) {
      // Nobody puts tables below our storage.
      return;
    }
    out.line(tree ? TreeTriggers.OTHER_CHILDREN : "IF EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = TG_RELID) THEN");
    out.indented(
        () -> {
          mark(out, "rows came or went with partitions or children");
          out.line("RETURN NULL;");
        });
    out.line("END IF;");
  }

  private String copy(String transitionTable, int weight) {
    SqlWriter out = new SqlWriter();
    List<String> items = new ArrayList<>(List.of("pg_current_xact_id()", String.valueOf(weight)));
    columns.forEach(column -> items.add("r." + sql(column)));
    out.line("SELECT").items(items).line("FROM " + transitionTable + " AS r");
    condition.ifPresent(column -> out.line("WHERE r." + column));
    return out.toString().stripTrailing();
  }

  private void trigger(SqlWriter out, String event, String keyword, String referencing) {
    out.blank();
    out.line("CREATE OR REPLACE TRIGGER deltamill_capture_" + event);
    out.line("AFTER " + keyword + " ON " + captured.sql());
    if (!referencing.isEmpty()) {
      out.line("REFERENCING " + referencing);
    }
    out.line("FOR EACH STATEMENT EXECUTE FUNCTION " + ObjectNames.captureFunction(source, event).sql() + "();");
  }

  private static String sql(SourceColumn column) {
    return new Identifier(column.field().name()).sql();
  }
}
