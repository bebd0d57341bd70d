package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Schedule;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Plans for queries that no text stands behind. */
final class Planning {
  private Planning() {}

  static MaintenancePlan plan(Relation query) {
    Planner.Outcome outcome =
        new Planner(Queries.CATALOG)
            .plan(
                new Planner.Request(
                    QualifiedName.of("public", "q"), "", Queries.SPAN, RefreshMode.AUTO, new Schedule.Manual(), query, List.of(), Set.of(), new TreeMap<>(), List.of()));
    assertThat(outcome).isInstanceOf(Planner.Outcome.Planned.class);
    return ((Planner.Outcome.Planned) outcome).plan();
  }
}
