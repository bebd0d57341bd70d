package dev.deltamill.compiler.delta;

import dev.deltamill.compiler.delta.Database.Table;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Contents of {@link Queries}' tables and a history of changes to each: inserts, deletes, updates, rows that come and go at once. */
final class DatabaseGenerator {
  private static final Map<String, List<@Nullable Object>> VALUES =
      Map.of(
          "r.k", Arrays.asList(1L, null, 2L),
          "r.v", List.of(0L, 1L, 2L),
          "r.t", Arrays.asList("a", null, "b"),
          "s.k", Arrays.asList(1L, null, 2L),
          "s.n", Arrays.asList(new BigDecimal("1"), null, new BigDecimal("1.0"), new BigDecimal("1.00"), new BigDecimal("2.5")),
          "u.k", List.of(1L, 2L, 3L),
          "u.n", Arrays.asList(new BigDecimal("1.00"), null, new BigDecimal("2.50")));

  private final Choices choices;

  DatabaseGenerator(Choices choices) {
    this.choices = choices;
  }

  Database database() {
    Map<QualifiedName, Table> tables = new TreeMap<>();
    for (Relation.Scan scan : List.of(Queries.R, Queries.S, Queries.U)) {
      tables.put(scan.table(), table(scan));
    }
    return new Database(tables);
  }

  private Table table(Relation.Scan scan) {
    List<Row> rows = new ArrayList<>();
    for (int i = choices.below(4); i > 0; i--) {
      insert(scan, row(scan), rows, new ArrayList<>());
    }
    List<Row> changes = new ArrayList<>();
    for (int i = choices.below(4); i > 0; i--) {
      change(scan, rows, changes);
    }
    return new Table(scan.fields().stream().map(Field::name).toList(), rows, changes);
  }

  private void change(Relation.Scan scan, List<Row> rows, List<Row> changes) {
    int kind = choices.below(4);
    if (kind == 0 || kind == 2) {
      insert(scan, kind == 2 && !rows.isEmpty() ? choices.of(rows) : row(scan), rows, changes);
    }
    if (kind == 3 && insert(scan, row(scan), rows, changes)) {
      changes.add(rows.removeLast().weighing(-1));
    }
    if (kind == 1 && !rows.isEmpty()) {
      Row gone = rows.remove(choices.below(rows.size()));
      changes.add(gone.weighing(-1));
      if (choices.oneIn(2)) {
        insert(scan, row(scan), rows, changes);
      }
    }
  }

  /** Whether the row could be inserted: keys are unique at any moment. */
  private static boolean insert(Relation.Scan scan, Row row, List<Row> rows, List<Row> changes) {
    Row key = AggregateEvaluator.key(scan.key(), row);
    if (!scan.key().isEmpty() && rows.stream().anyMatch(other -> AggregateEvaluator.key(scan.key(), other).equals(key))) {
      return false;
    }
    rows.add(row);
    changes.add(row.weighing(1));
    return true;
  }

  private Row row(Relation.Scan scan) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Field field : scan.fields()) {
      values.add(choices.of(VALUES.get(scan.alias() + "." + field.name())));
    }
    return new Row(values);
  }
}
