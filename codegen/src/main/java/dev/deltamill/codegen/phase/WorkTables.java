package dev.deltamill.codegen.phase;

import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.WorkTable;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** The tables in which phases of one refresh leave rows for later ones. */
final class WorkTables {
  private WorkTables() {}

  static List<WorkTable> of(MaintenancePlan plan, StorageLayout layout) {
    List<WorkTable> tables = new ArrayList<>(filledBySteps(plan));
    if (plan.result() instanceof Result.Grouped grouped && GroupedRecompute.isNeeded(plan)) {
      tables.add(
          new WorkTable(
              Result.Grouped.RECOMPUTE, recompute(layout, grouped).stream().map(StorageLayout.Column::field).toList()));
    }
    return tables;
  }

  /** Those that the delta steps fill. */
  static List<WorkTable> filledBySteps(MaintenancePlan plan) {
    return plan.workTables().stream().filter(table -> !(DeltaInput.isInline(plan) && table.name().equals(Result.DELTA))).toList();
  }

  /** Groups to compute anew: key, how many rows the merge counted, and the group's place in storage, if it has one. */
  static List<StorageLayout.Column> recompute(StorageLayout layout, Result.Grouped grouped) {
    List<Field> fields = new ArrayList<>();
    grouped.keyColumns().forEach(key -> fields.add(key.field()));
    fields.add(new Field(grouped.states().getFirst().column(), SqlType.BIGINT, false));
    if (layout.keyHash()) {
      fields.add(new Field(StorageLayout.KEY_HASH, SqlType.BIGINT, false));
    }
    fields.add(new Field("__ctid", SqlType.builtin("tid"), true));
    return fields.stream().map(field -> new StorageLayout.Column(field, false)).toList();
  }
}
