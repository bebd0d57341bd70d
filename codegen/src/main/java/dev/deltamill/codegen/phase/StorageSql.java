package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.WorkTable;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** storage.sql and drop.sql: storage table, its index, work tables, and the view with the user's name. */
final class StorageSql {
  private final MaintenancePlan plan;
  private final StorageLayout layout;

  StorageSql(MaintenancePlan plan, StorageLayout layout) {
    this.plan = plan;
    this.layout = layout;
  }

  String create() {
    SqlWriter out = new SqlWriter();
    Set<String> notNull = notNullColumns();
    out.comment("Storage of " + plan.name() + ": the query's columns, then hidden ones that begin with two underscores.");
    List<String> columns = new ArrayList<>();
    for (StorageLayout.Column column : layout.columns()) {
      columns.add(
          column.sql()
              + " "
              + column.field().type().sql()
              + (notNull.contains(column.field().name()) ? " NOT NULL" : ""));
    }
    out.line("CREATE TABLE " + layout.table().sql() + " (").items(columns);
    // Groups are updated in place again and again; the free space keeps those updates on their page.
    out.line(plan.result() instanceof Result.Grouped ? ") WITH (fillfactor = 85);" : ");");
    index(out);
    for (WorkTable work : WorkTables.of(plan, layout)) {
      out.blank().comment("Work table, empty between refreshes; nothing is lost with it in a crash.");
      out.line("CREATE UNLOGGED TABLE " + ObjectNames.workTable(plan.name(), work.name()).sql() + " (");
      out.items(work.fields().stream().map(StorageSql::column).toList()).line(");");
      out.line("ANALYZE " + ObjectNames.workTable(plan.name(), work.name()).sql() + ";");
    }
    out.blank().comment("What users read.");
    out.line("CREATE VIEW " + plan.name().sql() + " AS");
    out.line("SELECT").items(layout.visibleNames());
    String end = layout.has(StorageLayout.VISIBLE) ? "" : ";";
    out.line("FROM").indented(() -> out.line(layout.table().sql() + end));
    if (end.isEmpty()) {
      out.line("WHERE " + StorageLayout.VISIBLE + ";");
    }
    return out.toString();
  }

  private static String column(Field field) {
    return new Identifier(field.name()).sql() + " " + field.type().sql();
  }

  /** Hidden columns that are never NULL, and keys that are found by plain equality. */
  private Set<String> notNullColumns() {
    Set<String> names =
        layout.columns().stream()
            .filter(column -> !column.visible() && !column.field().nullable())
            .map(column -> column.field().name())
            .collect(Collectors.toSet());
    if (plan.result() instanceof Result.Grouped grouped) {
      grouped.keyColumns().stream()
          .filter(key -> !key.field().nullable())
          .forEach(key -> names.add(key.field().name()));
    }
    return names;
  }

  private void index(SqlWriter out) {
    String on = " ON " + layout.table().sql();
    switch (plan.result()) {
      case Result.Bag _ ->
          out.line("CREATE INDEX " + ObjectNames.index(plan.name(), "row_id").sql() + on + " (" + StorageLayout.ROW_ID + ");");
      case Result.Grouped grouped -> {
        String keys =
            grouped.keyColumns().stream().map(key -> new Identifier(key.field().name()).sql()).collect(Collectors.joining(", "));
        if (layout.keyHash()) {
          out.line("CREATE INDEX " + ObjectNames.index(plan.name(), "key").sql() + on + " (" + StorageLayout.KEY_HASH + ");");
        } else if (grouped.keyColumns().stream().noneMatch(key -> key.field().nullable()) && !keys.isEmpty()) {
          out.line("CREATE UNIQUE INDEX " + ObjectNames.index(plan.name(), "key").sql() + on + " (" + keys + ");");
        }
      }
    }
  }

  String drop() {
    SqlWriter out = new SqlWriter();
    out.comment("Removes " + plan.name() + ". Its change buffers stay while other stream tables read them.");
    out.line("DROP VIEW IF EXISTS " + plan.name().sql() + ";");
    for (WorkTable work : WorkTables.of(plan, layout)) {
      out.line("DROP TABLE IF EXISTS " + ObjectNames.workTable(plan.name(), work.name()).sql() + ";");
    }
    out.line("DROP TABLE IF EXISTS " + layout.table().sql() + ";");
    return out.toString();
  }
}
