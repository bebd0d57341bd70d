package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.DeltaStep;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where a merge finds the delta. Steps of their own run only when their sources changed, but each writes its rows to a work table, from which the
 * merge reads and removes them. Where there are just one or two steps, that costs more than planning one that turns out to have nothing to do:
 * they are part of the merge's statement.
 */
final class DeltaInput {
  private static final int MOST_STEPS = 2;

  private DeltaInput() {}

  static boolean isInline(MaintenancePlan plan) {
    return !plan.steps().isEmpty()
        && plan.steps().size() <= MOST_STEPS
        && plan.steps().stream().allMatch(step -> step.target().equals(Result.DELTA));
  }

  /** What holds the delta, as SQL; where that is a part of the statement it is added. */
  static String of(MaintenancePlan plan, Statement statement) {
    if (!isInline(plan)) {
      return ObjectNames.workTable(plan.name(), Result.DELTA).sql();
    }
    SqlWriter out = new SqlWriter();
    RelationSql relations = new RelationSql(statement);
    for (int i = 0; i < plan.steps().size(); i++) {
      DeltaStep step = plan.steps().get(i);
      if (i > 0) {
        out.line("UNION ALL");
      }
      out.comment(step.rule() + ": " + step.law());
      relations.write(out, step.relation());
    }
    statement.with(Result.DELTA, DeltaSql.columns(plan, Result.DELTA), out.toString());
    return new Identifier(Result.DELTA).sql();
  }

  static String rules(MaintenancePlan plan) {
    return plan.steps().stream().map(DeltaStep::rule).distinct().collect(Collectors.joining(", "));
  }

  static String laws(MaintenancePlan plan) {
    return plan.steps().stream().map(DeltaStep::law).collect(Collectors.joining(" + "));
  }

  static SortedSet<QualifiedName> triggers(MaintenancePlan plan) {
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    plan.steps().forEach(step -> triggers.addAll(step.triggers()));
    return triggers;
  }
}
