package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Cases;
import dev.deltamill.compiler.delta.Cases.Case;
import dev.deltamill.compiler.delta.RelationEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.compiler.delta.StepRunner;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Stored states plus partial sums are the states after, in every group that is not flagged for recomputation; and they show what the query shows. */
class GroupedPlannerTest {

  @Property(tries = 3000)
  void partialSumsCarryTheStates(@ForAll("anyGrouping") Case c) {
    MaintenancePlan plan = Planning.plan(c.query());
    if (!(plan.result() instanceof Result.Grouped grouped)) {
      return;
    }
    RelationEvaluator now = new RelationEvaluator(c.database());
    Map<Row, GroupRow> stored = GroupRow.ofAll(grouped, new RelationEvaluator(c.database().before()).evaluate(grouped.input()));
    Map<Row, GroupRow> wanted = GroupRow.ofAll(grouped, now.evaluate(grouped.input()));
    GroupMerge merge = new GroupMerge(plan, grouped, stored);
    merge.add(StepRunner.run(c.database(), plan.workTables(), plan.steps()).get(Result.DELTA));
    Set<Row> groups = new HashSet<>(wanted.keySet());
    groups.addAll(merge.merged().keySet());
    for (Row key : groups) {
      boolean flagged = merge.recomputed().contains(key);
      GroupRow expected = wanted.get(key);
      GroupRow actual = merge.merged().get(key);
      if (expected == null) {
        assertThat(actual.rows()).as("rows of a group that is gone: " + key).isZero();
      } else {
        assertThat(actual).as("group " + key).isNotNull();
        assertThat(actual.rows()).isEqualTo(expected.rows());
        if (!flagged) {
          assertThat(actual.comparable(grouped)).as("states of group " + key).isEqualTo(expected.comparable(grouped));
          assertThat(actual.visible(grouped)).as("group " + key + " as shown").isEqualTo(expected.visible(grouped));
        }
      }
    }
  }

  /** What is shown of all groups is what the query gives. */
  @Property(tries = 3000)
  void statesShowWhatTheQueryGives(@ForAll("anyGrouping") Case c) {
    if (Planning.plan(c.query()).result() instanceof Result.Grouped grouped) {
      List<Row> input = new RelationEvaluator(c.database()).evaluate(grouped.input());
      List<Row> shown = GroupRow.ofAll(grouped, input).values().stream().flatMap(group -> group.visible(grouped).stream()).toList();
      assertThat(Row.copies(shown)).isEqualTo(Row.copies(new RelationEvaluator(c.database()).evaluate(c.query())));
    }
  }

  @Provide
  Arbitrary<Case> anyGrouping() {
    return Cases.anyGrouping();
  }
}
