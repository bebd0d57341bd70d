package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.DeltaStep;
import dev.deltamill.ir.plan.WorkTable;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the steps and work tables of one plan, in the order in which they must run. */
public final class StepBuilder {
  private final List<WorkTable> workTables = new ArrayList<>();
  private final List<DeltaStep> steps = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> prefixes = new HashMap<>();

  /** A prefix for the names of the next keyed operator's work tables. */
  String nextKeyedOperator() {
    return nextName("group");
  }

  /** A prefix of that stem that none before had. */
  String nextName(String stem) {
    return stem + prefixes.merge(stem, 1, Integer::sum);
  }

  /**
   * @param fields of what will be added; names that repeat are numbered, for columns of a table cannot
   */
  public Relation.Working workTable(String name, List<Field> fields) {
    List<Field> columns = distinctNames(fields);
    workTables.add(new WorkTable(name, columns));
    return new Relation.Working(name, columns);
  }

  private static List<Field> distinctNames(List<Field> fields) {
    Set<String> taken = new HashSet<>();
    List<Field> distinct = new ArrayList<>();
    for (Field field : fields) {
      String stem = field.name().isEmpty() ? "column" : field.name();
      String name = stem;
      for (int i = 2; !taken.add(name); i++) {
        name = Identifier.suffixed(stem, "_" + i);
      }
      distinct.add(new Field(name, field.type(), field.nullable()));
    }
    return distinct;
  }

  /** Adds a step that fills a work table with a relation made from a term. */
  public void step(String target, Relation relation, Delta.Term term) {
    String name = term.name().replaceAll("[^A-Za-z0-9_]", "_");
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "_" + i;
    }
    steps.add(new DeltaStep(unique, target, relation, term.triggers(), term.rule(), term.law()));
  }

  public List<WorkTable> workTables() {
    return List.copyOf(workTables);
  }

  public List<DeltaStep> steps() {
    return List.copyOf(steps);
  }
}
