package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.WorkTable;

/** What every merge does at its end. */
final class StatementEnd {
  private StatementEnd() {}

  /** Work tables are emptied by the statement that reads them last. It still sees their rows: all its parts share one snapshot. */
  static void clearWorkTables(MaintenancePlan plan, Statement statement) {
    for (WorkTable work : plan.workTables()) {
      statement.with(
          work.name() + "_cleared", "DELETE FROM " + ObjectNames.workTable(plan.name(), work.name()).sql() + "\nRETURNING 1\n");
    }
  }
}
