package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import java.util.ArrayList;
import java.util.List;

/**
 * recompute.sql of a GROUP BY on top: the groups that {@link GroupedMerge} left, from their rows. A statement of its own, since most refreshes
 * leave none, and to plan it would cost them more than everything else.
 */
final class GroupedRecompute {
  /** What the phase computes, in the notation of the design. */
  static final String LAW = "f(after where key ∈ K), K = groups whose states do not follow from the changes";

  private final MaintenancePlan plan;
  private final Result.Grouped result;
  private final GroupRow row;

  GroupedRecompute(MaintenancePlan plan, Result.Grouped result, GroupRow row) {
    this.plan = plan;
    this.result = result;
    this.row = row;
  }

  static boolean isNeeded(MaintenancePlan plan) {
    return !plan.steps().isEmpty() && plan.result() instanceof Result.Grouped grouped && new GroupedDoubt(grouped).isPossible();
  }

  String recompute() {
    Statement statement = new Statement(plan.name());
    String work = ObjectNames.workTable(plan.name(), Result.Grouped.RECOMPUTE).sql();
    SqlWriter recomputed = new SqlWriter();
    recomputed.comment("keys and states of the groups that apply left");
    new RelationSql(statement).write(recomputed, GroupComputation.of(result, result.affected()));
    statement.with("recomputed", recomputed.toString());
    statement.with("counted", counted(work));
    SqlWriter wanted = new SqlWriter();
    List<String> items = new ArrayList<>(row.items("g"));
    items.add("g.__ctid");
    wanted.comment("the rows that storage should hold for them");
    wanted.line("SELECT").items(items).line("FROM").indented(() -> wanted.line("counted AS g"));
    statement.with("wanted", wanted.toString());
    row.update(statement);
    row.insert(statement);
    statement.with("recompute_cleared", "DELETE FROM " + work + "\nRETURNING 1\n");
    SqlWriter out = new SqlWriter();
    out.comment("Computes groups of " + plan.name() + " from their rows: those of which apply could not tell the new states.");
    out.comment("Runs when apply left any.");
    StatementEnd.counts(out, statement);
    return out.toString();
  }

  /** Both ways must count the same rows; if not, the delta is wrong and an error is raised. */
  private String counted(String work) {
    SqlWriter out = new SqlWriter();
    out.comment("each with its place in storage; the merge must have counted the same rows");
    List<String> items = new ArrayList<>(RelationSql.prefixed("r.", row.keyNames()));
    items.add("k.__ctid");
    for (State state : result.states()) {
      String name = GroupRow.column(state);
      items.add(
          state instanceof State.Rows
              ? "deltamill.multiplicity(CASE WHEN r." + name + " = k." + name + " THEN r." + name + " ELSE -1 END) AS " + name
              : "r." + name);
    }
    out.line("SELECT").items(items).line("FROM " + work + " AS k").line("LEFT JOIN recomputed AS r");
    out.indented(() -> out.conditions("ON", row.sameGroup("k", "r", row.keyHash("r"))));
    return out.toString();
  }
}
