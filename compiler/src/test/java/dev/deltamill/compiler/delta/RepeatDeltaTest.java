package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatDeltaTest {
  /** Each row of r as often as its v says. */
  private static final Expression COUNT = Queries.cast(Queries.R.column(1), SqlType.BIGINT);

  private static final Relation.Repeat REPEAT = new Relation.Repeat(Queries.R, COUNT);

  /** A row twice, which leaves once; another whose count changes; one that is there less than not at all. */
  private static final Database DATABASE =
      Database.of(
          Map.of(Queries.R, List.of(Row.of(1L, 2L, "a"), Row.of(1L, 2L, "a"), Row.of(2L, 1L, "b"))),
          Map.of(
              Queries.R,
              List.of(
                  Row.of(1L, 2L, "a").weighing(-1),
                  Row.of(2L, 1L, "b").weighing(-1),
                  Row.of(2L, 3L, "b").weighing(1),
                  Row.of(3L, -4L, "c").weighing(1))));

  @Test
  void multipliesWeightsByCounts() {
    Derivation.Derived derived = Deltas.derived(RepeatDelta.derive(REPEAT, Deltas.scan(Queries.R)));
    assertThat(Deltas.net(derived.delta().terms().getFirst().relation(), DATABASE))
        .isEqualTo(Map.of(Row.of(1L, 2L, "a"), -2L, Row.of(2L, 1L, "b"), -1L, Row.of(2L, 3L, "b"), 3L))
        .isEqualTo(Deltas.expected(REPEAT, DATABASE));
  }

  /** A row that is there −4 times would be taken away. */
  @Test
  void wouldBeWrongWithNegativeCounts() {
    Relation.Changes changes = Relation.Changes.of(Queries.R);
    Relation wrong =
        ZSets.withWeight(
            changes,
            ZSets.dataColumns(changes),
            ZSets.product(List.of(changes.weight(), Queries.cast(changes.column(1), SqlType.BIGINT))));
    assertThat(Deltas.net(wrong, DATABASE)).containsEntry(Row.of(3L, -4L, "c"), -4L);
  }
}
