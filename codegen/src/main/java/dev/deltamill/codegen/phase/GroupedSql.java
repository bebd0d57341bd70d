package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ExpressionSql;
import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * seed.sql, apply.sql and full.sql of a GROUP BY on top. Apply adds the partial sums of the delta to the stored states, recomputes the groups whose
 * states do not follow from the changes alone, and writes the rows that became different.
 */
final class GroupedSql {
  private final MaintenancePlan plan;
  private final StorageLayout layout;
  private final Result.Grouped result;
  private final String storage;

  GroupedSql(MaintenancePlan plan, StorageLayout layout, Result.Grouped result) {
    this.plan = plan;
    this.layout = layout;
    this.result = result;
    this.storage = layout.table().sql();
  }

  String seed() {
    Statement statement = new Statement(plan.name());
    statement.with("groups", "-- keys and states of every group\n" + computed(statement));
    SqlWriter out = new SqlWriter();
    out.comment("First fill of " + plan.name() + ".");
    out.line("INSERT INTO " + storage + " (").items(layout.names()).line(")");
    statement.writeWith(out);
    out.line("SELECT").items(storageItems("g")).line("FROM").indented(() -> out.line("groups AS g;"));
    out.line("ANALYZE " + storage + ";");
    return out.toString();
  }

  String full() {
    Statement statement = new Statement(plan.name());
    statement.with("groups", "-- keys and states of every group\n" + computed(statement));
    SqlWriter wanted = new SqlWriter();
    wanted.comment("the rows that storage should hold");
    wanted.line("SELECT").items(storageItems("g")).line("FROM").indented(() -> wanted.line("groups AS g"));
    statement.with("wanted", wanted.toString());
    SqlWriter deleted = new SqlWriter();
    deleted.line("DELETE FROM " + storage + " AS s").line("WHERE NOT EXISTS (");
    deleted.indented(() -> deleted.line("SELECT FROM wanted AS w").conditions("WHERE", sameGroup("s", "w")));
    deleted.line(")").line("RETURNING 1");
    statement.with("deleted", deleted.toString());
    SqlWriter updated = new SqlWriter();
    updated.line("UPDATE " + storage + " AS s").line("SET").items(assignments("w")).line("FROM wanted AS w");
    List<String> conditions = new ArrayList<>(sameGroup("s", "w"));
    conditions.add(differs("w"));
    updated.conditions("WHERE", conditions).line("RETURNING 1");
    statement.with("updated", updated.toString());
    SqlWriter inserted = new SqlWriter();
    inserted.line("INSERT INTO " + storage + " (").items(layout.names()).line(")");
    inserted.line("SELECT").items(RelationSql.prefixed("w.", layout.names())).line("FROM wanted AS w").line("WHERE NOT EXISTS (");
    inserted.indented(() -> inserted.line("SELECT FROM " + storage + " AS s").conditions("WHERE", sameGroup("s", "w")));
    inserted.line(")").line("RETURNING 1");
    statement.with("inserted", inserted.toString());
    SqlWriter out = new SqlWriter();
    out.comment("FULL refresh of " + plan.name() + ": storage becomes what the query gives, touching only groups that differ.");
    finish(out, statement);
    return out.toString();
  }

  String apply() {
    Statement statement = new Statement(plan.name());
    statement.with("changed", changed(statement));
    statement.with("merged", merged());
    String latest = "merged";
    if (recomputes()) {
      statement.local(Result.Grouped.RECOMPUTE, Result.Grouped.RECOMPUTE);
      statement.with(Result.Grouped.RECOMPUTE, recompute());
      statement.with("recomputed", "-- those groups from their rows\n" + recomputed(statement));
      statement.with("settled", settled());
      latest = "settled";
    }
    SqlWriter wanted = new SqlWriter();
    String from = latest;
    wanted.comment("the rows that storage should hold for the changed groups");
    List<String> items = new ArrayList<>(storageItems("g"));
    items.add("g.__ctid");
    wanted.line("SELECT").items(items).line("FROM").indented(() -> wanted.line(from + " AS g"));
    String rows = new Identifier(result.states().getFirst().column()).sql();
    if (!result.global()) {
      // The user's expressions are not defined on a group without rows: avg would divide by zero.
      wanted.conditions("WHERE", List.of("g." + rows + " > 0"));
    }
    statement.with("wanted", wanted.toString());
    if (!result.global()) {
      SqlWriter deleted = new SqlWriter();
      deleted.line("DELETE FROM " + storage + " AS s").line("USING " + from + " AS w");
      deleted.conditions("WHERE", List.of("s.ctid = w.__ctid", "w." + rows + " = 0")).line("RETURNING 1");
      statement.with("deleted", deleted.toString());
    }
    SqlWriter updated = new SqlWriter();
    updated.line("UPDATE " + storage + " AS s").line("SET").items(assignments("w")).line("FROM wanted AS w");
    updated.conditions("WHERE", List.of("s.ctid = w.__ctid", differs("w"))).line("RETURNING 1");
    statement.with("updated", updated.toString());
    SqlWriter inserted = new SqlWriter();
    inserted.line("INSERT INTO " + storage + " (").items(layout.names()).line(")");
    inserted.line("SELECT").items(RelationSql.prefixed("w.", layout.names())).line("FROM wanted AS w");
    inserted.conditions("WHERE", List.of("w.__ctid IS NULL")).line("RETURNING 1");
    statement.with("inserted", inserted.toString());
    StatementEnd.clearWorkTables(plan, statement);
    SqlWriter out = new SqlWriter();
    out.comment("Merges the delta into the storage of " + plan.name() + ": partial sums are added to the groups' states.");
    finish(out, statement);
    return out.toString();
  }

  private void finish(SqlWriter out, Statement statement) {
    boolean deletes = statement.has("deleted");
    statement.writeWith(out);
    out.line("SELECT");
    out.items(
        List.of(
            "(SELECT count(*) FROM inserted) AS inserted",
            "(SELECT count(*) FROM updated) AS updated",
            (deletes ? "(SELECT count(*) FROM deleted)" : "0::bigint") + " AS deleted;"));
  }

  /** Keys and states of all groups, computed from their rows. */
  private String computed(Statement statement) {
    SqlWriter out = new SqlWriter();
    new RelationSql(statement).write(out, GroupComputation.of(result, result.input()));
    return out.toString();
  }

  /** The same for the groups to recompute; no row is read where there are none. */
  private String recomputed(Statement statement) {
    SqlWriter out = new SqlWriter();
    new RelationSql(statement)
        .writeGated(out, GroupComputation.of(result, result.affected()), "(SELECT count(*) > 0 FROM recompute)");
    return out.toString();
  }

  /** One row per changed group: its partial sums, and the extremes that came and went. */
  private String changed(Statement statement) {
    List<State> extremes = result.states().stream().filter(state -> state instanceof State.Extreme).toList();
    String source = ObjectNames.workTable(plan.name(), Result.DELTA).sql();
    if (!extremes.isEmpty()) {
      SqlWriter netted = new SqlWriter();
      netted.comment("changes per group and value, so that changes that cancel are seen to cancel");
      List<String> grouping = new ArrayList<>(RelationSql.prefixed("d.", keyNames()));
      extremes.forEach(state -> grouping.add("d." + column(state)));
      List<String> items = new ArrayList<>(grouping);
      linearSums("d", items);
      netted.line("SELECT").items(items).line("FROM").indented(() -> netted.line(source + " AS d")).line("GROUP BY").items(grouping);
      statement.with("netted", netted.toString());
    }
    String alias = extremes.isEmpty() ? "d" : "n";
    SqlWriter out = new SqlWriter();
    out.comment("one row per changed group: what its states change by");
    List<String> keys = RelationSql.prefixed(alias + ".", keyNames());
    List<String> items = new ArrayList<>(keys);
    linearSums(alias, items);
    String rows = alias + "." + column(result.states().getFirst());
    for (State state : extremes) {
      State.Extreme extreme = (State.Extreme) state;
      String best = extreme.maximum() ? "max(" : "min(";
      String value = best + alias + "." + column(state) + ")";
      items.add(value + " FILTER (WHERE " + rows + " > 0) AS " + came(state));
      // Where equal values can look different, one may have gone and its equal come: the count is as before and the image is not.
      items.add(value + (extreme.canonical() ? " FILTER (WHERE " + rows + " < 0)" : "") + " AS " + left(state));
    }
    if (layout.keyHash()) {
      items.add("hash_record_extended(ROW(" + String.join(", ", keys) + "), 0) AS " + StorageLayout.KEY_HASH);
    }
    String from = extremes.isEmpty() ? source + " AS d" : "netted AS n";
    out.line("SELECT").items(items).line("FROM").indented(() -> out.line(from));
    if (!keys.isEmpty()) {
      out.line("GROUP BY").items(keys);
    }
    return out.toString();
  }

  private void linearSums(String alias, List<String> items) {
    for (State state : result.states()) {
      if (!(state instanceof State.Extreme)) {
        items.add("coalesce(sum(" + alias + "." + column(state) + "), 0)::" + state.type().sql() + " AS " + column(state));
      }
    }
    if (countsRemoved()) {
      items.add("coalesce(sum(" + alias + "." + Result.Grouped.REMOVED + "), 0)::bigint AS " + Result.Grouped.REMOVED);
    }
  }

  /** Stored states plus changes; which groups do not follow from that. */
  private String merged() {
    SqlWriter out = new SqlWriter();
    out.comment("stored states plus what changed" + (recomputes() ? "; which groups do not follow from that" : ""));
    List<String> items = new ArrayList<>(RelationSql.prefixed("c.", keyNames()));
    if (layout.keyHash()) {
      items.add("c." + StorageLayout.KEY_HASH);
    }
    items.add("s.ctid AS __ctid");
    for (State state : result.states()) {
      String name = column(state);
      String sum = "coalesce(s." + name + ", 0) + c." + name;
      items.add(
          switch (state) {
            case State.Rows _, State.NonNull _ -> "deltamill.multiplicity(" + sum + ") AS " + name;
            case State.Sum _ -> sum + " AS " + name;
            case State.Extreme extreme ->
                (extreme.maximum() ? "greatest(s." : "least(s.") + name + ", c." + came(state) + ") AS " + name;
          });
    }
    if (recomputes()) {
      items.add(recomputeCondition() + " AS __recompute");
    }
    out.line("SELECT").items(items).line("FROM changed AS c");
    out.line("LEFT JOIN " + storage + " AS s").indented(() -> out.conditions("ON", sameGroup("s", "c")));
    return out.toString();
  }

  private boolean recomputes() {
    return !result.canonicalKeys() || result.states().stream().anyMatch(GroupedSql::mayRecompute);
  }

  private static boolean mayRecompute(State state) {
    return switch (state) {
      case State.Rows _, State.NonNull _ -> false;
      case State.Sum(_, _, var type, _) -> type.is("numeric");
      case State.Extreme _ -> true;
    };
  }

  private boolean countsRemoved() {
    return result.states().stream().anyMatch(state -> state instanceof State.Sum sum && !sum.fixedScale());
  }

  private String recomputeCondition() {
    String rows = column(result.states().getFirst());
    List<String> reasons = new ArrayList<>();
    if (!result.canonicalKeys()) {
      reasons.add("true");
    }
    for (State state : result.states()) {
      String name = column(state);
      switch (state) {
        case State.Rows _, State.NonNull _ -> {}
        case State.Sum(_, _, var type, var fixedScale) -> {
          if (type.is("numeric")) {
            // NaN and the infinities do not go away by subtraction.
            reasons.add("c." + name + " IN ('NaN', 'Infinity', '-Infinity')");
            reasons.add("s." + name + " IN ('NaN', 'Infinity', '-Infinity')");
          }
          if (!fixedScale) {
            reasons.add("c." + Result.Grouped.REMOVED + " > 0 AND scale(c." + name + ") >= coalesce(scale(s." + name + "), 0)");
          }
        }
        case State.Extreme(_, _, var maximum, var canonical) -> {
          String reaches = maximum ? " >= s." : " <= s.";
          reasons.add("c." + left(state) + reaches + name);
          if (!canonical) {
            reasons.add("c." + came(state) + reaches + name);
            reasons.add("s." + name + " IS NULL AND c." + came(state) + " IS NOT NULL");
          }
        }
      }
    }
    String condition = "coalesce(" + String.join(" OR ", reasons) + ", false)";
    // The one group without keys stays when its last row goes, and its states with it.
    return result.global() ? condition : "coalesce(s." + rows + ", 0) + c." + rows + " > 0 AND " + condition;
  }

  private String recompute() {
    SqlWriter out = new SqlWriter();
    out.comment("keys of the groups to compute anew");
    List<String> keys = RelationSql.prefixed("m.", keyNames());
    out.line("SELECT").items(keys.isEmpty() ? List.of("true AS needed") : keys);
    out.line("FROM").indented(() -> out.line("merged AS m")).line("WHERE m.__recompute");
    return out.toString();
  }

  private String settled() {
    SqlWriter out = new SqlWriter();
    out.comment("merged states, or recomputed ones where needed");
    List<String> items = new ArrayList<>();
    for (String key : keyNames()) {
      items.add(result.canonicalKeys() ? "m." + key : "CASE WHEN m.__recompute THEN r." + key + " ELSE m." + key + " END AS " + key);
    }
    if (layout.keyHash()) {
      items.add("m." + StorageLayout.KEY_HASH);
    }
    items.add("m.__ctid");
    for (State state : result.states()) {
      String name = column(state);
      // Both ways must count the same rows; if not, the delta is wrong and an error is raised.
      String recomputed =
          state instanceof State.Rows ? "deltamill.multiplicity(CASE WHEN r." + name + " = m." + name + " THEN r." + name + " ELSE -1 END)" : "r." + name;
      items.add("CASE WHEN m.__recompute THEN " + recomputed + " ELSE m." + name + " END AS " + name);
    }
    out.line("SELECT").items(items).line("FROM merged AS m").line("LEFT JOIN recomputed AS r");
    List<String> on = new ArrayList<>(List.of("m.__recompute"));
    for (int i = 0; i < keyNames().size(); i++) {
      String key = keyNames().get(i);
      boolean nullable = result.keyColumns().get(i).field().nullable();
      on.add("r." + key + (nullable ? " IS NOT DISTINCT FROM m." : " = m.") + key);
    }
    out.indented(() -> out.conditions("ON", on));
    return out.toString();
  }

  /** Storage columns from an alias that holds keys, states and, where there is one, the hash. */
  private List<String> storageItems(String alias) {
    List<Field> fields = result.groupFields();
    ExpressionSql expressions = new ExpressionSql(i -> alias + "." + new Identifier(fields.get(i).name()).sql());
    List<String> items = new ArrayList<>();
    for (StorageLayout.Column column : layout.columns()) {
      String name = column.field().name();
      if (column.visible()) {
        String text =
            result.outputs().stream()
                .filter(output -> output.name().equals(name))
                .map(output -> visible(output.expression(), expressions))
                .findFirst()
                .orElseThrow();
        items.add(text.equals(alias + "." + column.sql()) ? text : text + " AS " + column.sql());
      } else if (name.equals(StorageLayout.VISIBLE)) {
        items.add("(" + expressions.print(result.having().orElseThrow()) + ") IS TRUE AS " + name);
      } else if (name.equals(StorageLayout.KEY_HASH)) {
        items.add("hash_record_extended(ROW(" + String.join(", ", RelationSql.prefixed(alias + ".", keyNames())) + "), 0) AS " + name);
      } else {
        items.add(alias + "." + column.sql());
      }
    }
    return items;
  }

  /** A visible column; where HAVING hides the group nothing is computed, since HAVING may be what keeps an expression from raising. */
  private String visible(Expression output, ExpressionSql expressions) {
    String text = expressions.print(output);
    return result.having().isEmpty() || output instanceof Expression.Column
        ? text
        : "CASE WHEN " + expressions.print(result.having().get()) + " THEN " + text + " END";
  }

  /** Conditions under which two rows are the same group. */
  private List<String> sameGroup(String left, String right) {
    List<String> conditions = new ArrayList<>();
    if (layout.keyHash()) {
      conditions.add(left + "." + StorageLayout.KEY_HASH + " = " + right + "." + StorageLayout.KEY_HASH);
    }
    for (int i = 0; i < keyNames().size(); i++) {
      String key = keyNames().get(i);
      boolean nullable = result.keyColumns().get(i).field().nullable();
      conditions.add(left + "." + key + (nullable ? " IS NOT DISTINCT FROM " : " = ") + right + "." + key);
    }
    return conditions.isEmpty() ? List.of("true") : conditions;
  }

  private List<String> assignments(String alias) {
    return layout.names().stream().map(name -> name + " = " + alias + "." + name).toList();
  }

  /** Whether the stored row and the wanted one are not the same bytes. */
  private String differs(String alias) {
    return "ROW("
        + String.join(", ", RelationSql.prefixed("s.", layout.names()))
        + ")::record OPERATOR(pg_catalog.*<>) ROW("
        + String.join(", ", RelationSql.prefixed(alias + ".", layout.names()))
        + ")::record";
  }

  private List<String> keyNames() {
    return result.keyColumns().stream().map(key -> new Identifier(key.field().name()).sql()).toList();
  }

  private static String column(State state) {
    return new Identifier(state.column()).sql();
  }

  private static String came(State state) {
    return new Identifier(state.column() + "_came").sql();
  }

  private static String left(State state) {
    return new Identifier(state.column() + "_left").sql();
  }
}
