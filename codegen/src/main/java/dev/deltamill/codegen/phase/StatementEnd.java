package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.WorkTable;
import java.util.ArrayList;
import java.util.List;

/** What statements that write to storage have at their end. */
final class StatementEnd {
  private StatementEnd() {}

  /** Work tables are emptied by the statement that reads them last. It still sees their rows: all its parts share one snapshot. */
  static void clear(MaintenancePlan plan, Statement statement) {
    for (WorkTable work : WorkTables.filledBySteps(plan)) {
      statement.with(
          work.name() + "_cleared", "DELETE FROM " + ObjectNames.workTable(plan.name(), work.name()).sql() + "\nRETURNING 1\n");
    }
  }

  /** The WITH clause and the one row that tells how many rows its parts touched, and how many groups they left to be recomputed. */
  static void counts(SqlWriter out, Statement statement) {
    List<String> counts = new ArrayList<>();
    for (String part : List.of("inserted", "updated", "deleted")) {
      counts.add((statement.has(part) ? "(SELECT count(*) FROM " + part + ")" : "0::bigint") + " AS " + part);
    }
    if (statement.has(Result.Grouped.RECOMPUTE)) {
      counts.add("(SELECT count(*) FROM " + Result.Grouped.RECOMPUTE + ") AS " + Result.Grouped.RECOMPUTE);
    }
    statement.writeWith(out);
    counts.set(counts.size() - 1, counts.getLast() + ";");
    out.line("SELECT").items(counts);
  }
}
