package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sources as one refresh sees them: their rows now, and their change buffers. */
public record Database(Map<QualifiedName, Table> tables) {
  public Database {
    tables = new TreeMap<>(tables);
  }

  /**
   * One source.
   *
   * @param columns names, to which a scan of some columns refers
   * @param after its rows now
   * @param changes what happened since the frontier, in order and not netted, the weight last
   */
  public record Table(List<String> columns, List<Row> after, List<Row> changes) {
    /** The rows at the frontier. */
    List<Row> before() {
      List<Row> all = new ArrayList<>();
      after.forEach(row -> all.add(row.weighing(1)));
      changes.forEach(change -> all.add(change.data().weighing(-change.weight())));
      return RelationEvaluator.expand(all);
    }
  }

  /** Sources that held some rows and then changed; a table that is not named is empty. */
  public static Database of(Map<Relation.Scan, List<Row>> before, Map<Relation.Scan, List<Row>> changes) {
    Map<QualifiedName, Table> tables = new TreeMap<>();
    for (Relation.Scan scan : List.of(Queries.R, Queries.S, Queries.U)) {
      List<Row> all = new ArrayList<>();
      before.getOrDefault(scan, List.of()).forEach(row -> all.add(row.weighing(1)));
      all.addAll(changes.getOrDefault(scan, List.of()));
      tables.put(
          scan.table(),
          new Table(
              scan.fields().stream().map(Field::name).toList(),
              RelationEvaluator.expand(all),
              changes.getOrDefault(scan, List.of())));
    }
    return new Database(tables);
  }

  /** The same sources at the frontier, when nothing had happened yet. */
  public Database before() {
    Map<QualifiedName, Table> before = new TreeMap<>();
    tables.forEach((name, table) -> before.put(name, new Table(table.columns(), table.before(), List.of())));
    return new Database(before);
  }

  /** Sources with anything in their buffer. */
  public Set<QualifiedName> changed() {
    Set<QualifiedName> changed = new TreeSet<>();
    tables.forEach(
        (name, table) -> {
          if (!table.changes().isEmpty()) {
            changed.add(name);
          }
        });
    return changed;
  }

  /** These sources and a table that holds what a query gave at the frontier, as the stream table does that is refreshed. */
  public Database storing(QualifiedName streamTable, Relation query) {
    List<Row> rows = new RelationEvaluator(before()).evaluate(query);
    Map<QualifiedName, Table> more = new TreeMap<>(tables);
    more.put(streamTable, new Table(query.fields().stream().map(Field::name).toList(), rows, List.of()));
    return new Database(more);
  }

  List<Row> after(QualifiedName source, List<Field> fields) {
    Table table = table(source);
    if (table.columns().equals(fields.stream().map(Field::name).toList())) {
      return table.after();
    }
    return table.after().stream().map(row -> pick(table, fields, row)).toList();
  }

  /**
   * @param fields without the weight
   */
  List<Row> changes(QualifiedName source, List<Field> fields) {
    Table table = table(source);
    return table.changes().stream().map(change -> pick(table, fields, change).weighing(change.weight())).toList();
  }

  private Table table(QualifiedName source) {
    Table table = tables.get(source);
    if (table == null) {
      throw new IllegalArgumentException("no table " + source);
    }
    return table;
  }

  private static Row pick(Table table, List<Field> fields, Row row) {
    List<Object> values = new ArrayList<>();
    fields.forEach(field -> values.add(row.get(table.columns().indexOf(field.name()))));
    return new Row(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (name, table) ->
            text.append("\n  ").append(name).append(table.columns())
                .append("\n    after   ").append(table.after())
                .append("\n    changes ").append(table.changes()));
    return text.toString();
  }
}
