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
 * apply.sql of a GROUP BY on top: adds what the delta contributes to the stored states and writes the rows that became different. Groups whose
 * states do not follow from that are left to {@link GroupedRecompute}.
 */
final class GroupedMerge {
  private final MaintenancePlan plan;
  private final StorageLayout layout;
  private final Result.Grouped result;
  private final GroupRow row;
  private final GroupedDoubt doubt;

  GroupedMerge(MaintenancePlan plan, StorageLayout layout, Result.Grouped result, GroupRow row) {
    this.plan = plan;
    this.layout = layout;
    this.result = result;
    this.row = row;
    this.doubt = new GroupedDoubt(result);
  }

  String apply() {
    Statement statement = new Statement(plan.name());
    String delta = DeltaInput.of(plan, statement);
    boolean extremes = result.states().stream().anyMatch(state -> state instanceof State.Extreme);
    if (extremes) {
      statement.with("netted", netted(delta));
    }
    statement.with("changed", extremes ? changed("netted", "n") : changed(delta, "d"));
    statement.with("merged", merged());
    if (doubt.isPossible()) {
      statement.with(Result.Grouped.RECOMPUTE, recompute());
    }
    statement.with("wanted", wanted());
    if (!result.global()) {
      statement.with("deleted", deleted());
    }
    row.update(statement);
    row.insert(statement);
    StatementEnd.clear(plan, statement);
    SqlWriter out = new SqlWriter();
    out.comment("Merges the delta into the storage of " + plan.name() + ": what it contributes is added to the groups' states.");
    StatementEnd.counts(out, statement);
    return out.toString();
  }

  private String netted(String delta) {
    SqlWriter out = new SqlWriter();
    out.comment("changes per group and value, so that changes that cancel are seen to cancel");
    List<String> grouping = new ArrayList<>(RelationSql.prefixed("d.", row.keyNames()));
    for (State state : result.states()) {
      if (state instanceof State.Extreme) {
        grouping.add("d." + GroupRow.column(state));
      }
    }
    List<String> items = new ArrayList<>(grouping);
    sums("d", items);
    out.line("SELECT").items(items).line("FROM").indented(() -> out.line(delta + " AS d")).line("GROUP BY").items(grouping);
    return out.toString();
  }

  /** One row per changed group: its contributions, and the extremes that came and went. */
  private String changed(String from, String alias) {
    SqlWriter out = new SqlWriter();
    out.comment("one row per changed group: what its states change by");
    List<String> keys = RelationSql.prefixed(alias + ".", row.keyNames());
    List<String> items = new ArrayList<>(keys);
    sums(alias, items);
    for (State state : result.states()) {
      if (state instanceof State.Extreme extreme) {
        String value = (extreme.maximum() ? "max(" : "min(") + alias + "." + GroupRow.column(state) + ")";
        String rows = alias + "." + row.rows();
        items.add(value + " FILTER (WHERE " + rows + " > 0) AS " + GroupedDoubt.came(state));
        // Where equal values can look different, one may have gone and its equal come: the count is as before and the image is not.
        items.add(value + (extreme.canonical() ? " FILTER (WHERE " + rows + " < 0)" : "") + " AS " + GroupedDoubt.left(state));
      }
    }
    if (layout.keyHash()) {
      items.add(row.keyHash(alias) + " AS " + StorageLayout.KEY_HASH);
    }
    out.line("SELECT").items(items).line("FROM").indented(() -> out.line(from + " AS " + alias));
    if (!keys.isEmpty()) {
      out.line("GROUP BY").items(keys);
    }
    return out.toString();
  }

  private void sums(String alias, List<String> items) {
    for (State state : result.states()) {
      if (!(state instanceof State.Extreme)) {
        String name = GroupRow.column(state);
        items.add("coalesce(sum(" + alias + "." + name + "), 0)::" + state.type().sql() + " AS " + name);
      }
    }
    if (doubt.countsRemoved()) {
      items.add("coalesce(sum(" + alias + "." + Result.Grouped.REMOVED + "), 0)::bigint AS " + Result.Grouped.REMOVED);
    }
  }

  /** Stored states plus changes; which groups do not follow from that. */
  private String merged() {
    SqlWriter out = new SqlWriter();
    out.comment("stored states plus what changed" + (doubt.isPossible() ? "; which groups do not follow from that" : ""));
    List<String> items = new ArrayList<>(RelationSql.prefixed("c.", row.keyNames()));
    if (layout.keyHash()) {
      items.add("c." + StorageLayout.KEY_HASH);
    }
    items.add("s.ctid AS __ctid");
    for (State state : result.states()) {
      String name = GroupRow.column(state);
      String sum = "coalesce(s." + name + ", 0) + c." + name;
      items.add(
          switch (state) {
            case State.Rows _, State.NonNull _ -> "deltamill.multiplicity(" + sum + ") AS " + name;
            case State.Sum _ -> sum + " AS " + name;
            case State.Extreme extreme ->
                (extreme.maximum() ? "greatest(s." : "least(s.") + name + ", c." + GroupedDoubt.came(state) + ") AS " + name;
          });
    }
    if (doubt.isPossible()) {
      items.add(doubt.condition() + " AS __recompute");
    }
    out.line("SELECT").items(items).line("FROM changed AS c");
    out.line("LEFT JOIN " + row.storage() + " AS s").indented(() -> out.conditions("ON", row.sameGroup("s", "c")));
    return out.toString();
  }

  private String recompute() {
    List<String> names = WorkTables.recompute(layout, result).stream().map(StorageLayout.Column::sql).toList();
    SqlWriter out = new SqlWriter();
    out.comment("left to be computed from their rows");
    out.line("INSERT INTO " + ObjectNames.workTable(plan.name(), Result.Grouped.RECOMPUTE).sql() + " (").items(names).line(")");
    out.line("SELECT").items(RelationSql.prefixed("m.", names)).line("FROM merged AS m").line("WHERE m.__recompute").line("RETURNING 1");
    return out.toString();
  }

  private String wanted() {
    SqlWriter out = new SqlWriter();
    out.comment("the rows that storage should hold for the changed groups");
    List<String> items = new ArrayList<>(row.items("g"));
    items.add("g.__ctid");
    out.line("SELECT").items(items).line("FROM").indented(() -> out.line("merged AS g"));
    List<String> conditions = new ArrayList<>();
    if (!result.global()) {
      // The user's expressions are not defined on a group without rows: avg would divide by zero.
      conditions.add("g." + row.rows() + " > 0");
    }
    if (doubt.isPossible()) {
      conditions.add("NOT g.__recompute");
    }
    return out.conditions("WHERE", conditions).toString();
  }

  private String deleted() {
    SqlWriter out = new SqlWriter();
    out.line("DELETE FROM " + row.storage() + " AS s").line("USING merged AS w");
    return out.conditions("WHERE", List.of("s.ctid = w.__ctid", "w." + row.rows() + " = 0")).line("RETURNING 1").toString();
  }
}
