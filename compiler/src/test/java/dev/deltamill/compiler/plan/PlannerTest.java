package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Cases;
import dev.deltamill.compiler.delta.Cases.Case;
import dev.deltamill.compiler.delta.RelationEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.compiler.delta.StepRunner;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.WorkTable;
import dev.deltamill.ir.relation.Field;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlannerTest {

  /** Normal form, pruning, derivation and steps together; groupings on top have their own law. */
  @Property(tries = 1000)
  void bagsFollowTheirQuery(@ForAll("anyQuery") Case c) {
    MaintenancePlan plan = Planning.plan(c.query());
    Assume.that(plan.result() instanceof Result.Bag);
    Map<Row, Long> actual = Row.copies(new RelationEvaluator(c.database().before()).evaluate(c.query()));
    List<Row> delta = StepRunner.run(c.database().storing(plan.name(), c.query()), plan.workTables(), plan.steps()).get(Result.DELTA);
    Row.net(delta).forEach((row, weight) -> actual.merge(row, weight, Long::sum));
    actual.values().removeIf(copies -> copies == 0);
    assertThat(actual).isEqualTo(Row.copies(new RelationEvaluator(c.database()).evaluate(c.query())));
  }

  /** A table with two columns of one name cannot be created. */
  @Property(tries = 1000)
  void workTablesHaveDistinctColumns(@ForAll("anyQuery") Case c) {
    MaintenancePlan plan = Planning.plan(c.query());
    for (WorkTable table : plan.workTables()) {
      if (!table.name().equals(Result.DELTA)) {
        assertThat(table.fields()).extracting(Field::name).as(table.name()).doesNotHaveDuplicates();
      }
    }
    assertThat(plan.steps()).extracting(step -> step.name()).doesNotHaveDuplicates();
  }

  /** Only what is read is captured, and every trigger is a source. */
  @Property(tries = 1000)
  void triggersAreSources(@ForAll("anyQuery") Case c) {
    MaintenancePlan plan = Planning.plan(c.query());
    List<?> sources = plan.sources().stream().map(MaintenancePlan.Source::table).toList();
    plan.steps().forEach(step -> assertThat(sources.containsAll(step.triggers())).as(step.name()).isTrue());
    assertThat(plan.steps().stream().filter(step -> step.triggers().isEmpty())).as("steps that never run").isEmpty();
  }

  @Provide
  Arbitrary<Case> anyQuery() {
    return Cases.anyQuery();
  }
}
