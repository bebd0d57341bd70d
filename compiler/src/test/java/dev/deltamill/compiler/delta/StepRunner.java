package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.DeltaStep;
import dev.deltamill.ir.plan.WorkTable;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The delta steps of one refresh in memory, as the runtime runs them: in order, each only when one of its triggers changed. */
public final class StepRunner {
  private final Database database;
  private final Map<String, List<Row>> contents = new HashMap<>();
  private final Map<String, List<Field>> fields = new HashMap<>();
  private final List<DeltaStep> left = new ArrayList<>();

  private StepRunner(Database database, List<WorkTable> workTables, List<DeltaStep> steps) {
    this.database = database;
    workTables.forEach(
        table -> {
          contents.put(table.name(), new ArrayList<>());
          if (fields.put(table.name(), table.fields()) != null) {
            throw new IllegalStateException("two work tables are called " + table.name());
          }
        });
    left.addAll(steps);
  }

  /** What the steps leave in each work table. */
  public static Map<String, List<Row>> run(Database database, List<WorkTable> workTables, List<DeltaStep> steps) {
    StepRunner runner = new StepRunner(database, workTables, steps);
    while (!runner.left.isEmpty()) {
      runner.step(runner.left.removeFirst());
    }
    return runner.contents;
  }

  private void step(DeltaStep step) {
    checkFields(step);
    List<Row> rows = new RelationEvaluator(database, this::read).evaluate(step.relation());
    if (Collections.disjoint(step.triggers(), database.changed())) {
      boolean zset = step.relation().fields().getLast().equals(Relation.WEIGHT_FIELD);
      if (!(zset ? Row.net(rows).isEmpty() : rows.isEmpty())) {
        throw new IllegalStateException("step " + step.name() + " is not triggered and gives " + rows);
      }
      return;
    }
    contents.computeIfAbsent(step.target(), name -> missing(name)).addAll(rows);
  }

  private List<Row> read(String workTable) {
    left.forEach(
        step -> {
          if (step.target().equals(workTable)) {
            throw new IllegalStateException("work table " + workTable + " is read before step " + step.name() + " has filled it");
          }
        });
    return contents.computeIfAbsent(workTable, name -> missing(name));
  }

  private void checkFields(DeltaStep step) {
    List<Field> declared = fields.getOrDefault(step.target(), List.of());
    List<Field> given = step.relation().fields();
    boolean fits = declared.size() == given.size();
    for (int i = 0; fits && i < given.size(); i++) {
      fits =
          declared.get(i).type().name().equals(given.get(i).type().name())
              && (declared.get(i).nullable() || !given.get(i).nullable());
    }
    if (!fits) {
      throw new IllegalStateException("step " + step.name() + " gives " + given + " to a work table of " + declared);
    }
  }

  private static List<Row> missing(String workTable) {
    throw new IllegalStateException("no work table " + workTable);
  }
}
