package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectDeltaTest {
  private static final Relation.Project PROJECT = Queries.select(Queries.R, 0);

  /** Two rows that the projection makes equal. */
  private static final Database DATABASE =
      Database.of(
          Map.of(Queries.R, List.of(Row.of(1L, 0L, "a"), Row.of(1L, 0L, "b"))),
          Map.of(Queries.R, List.of(Row.of(1L, 0L, "a").weighing(-1))));

  @Test
  void addsTheWeightsOfRowsThatBecomeEqual() {
    Derivation.Derived derived = Deltas.derived(ProjectDelta.derive(PROJECT, Deltas.scan(Queries.R)));
    assertThat(Deltas.net(derived.delta().terms().getFirst().relation(), DATABASE))
        .isEqualTo(Map.of(Row.of(1L), -1L))
        .isEqualTo(Deltas.expected(PROJECT, DATABASE));
  }

  /** On sets it would not hold: the value is still there. The keyed rule says so. */
  @Test
  void wouldBeWrongForDistinct() {
    Relation distinct = new Relation.Aggregate(PROJECT, List.of(0), List.of(), false);
    assertThat(Deltas.expected(distinct, DATABASE)).isEmpty();
    assertThat(Row.net(Deltas.of(PROJECT, DATABASE))).isNotEmpty();
    assertThat(Row.net(Deltas.of(distinct, DATABASE))).isEmpty();
  }
}
