package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinDeltaTest {
  private static final Relation.Join JOIN = Queries.join(Queries.R, Queries.S, 0, 0);
  private static final Row LEFT = Row.of(1L, 0L, "a");
  private static final Row RIGHT = Row.of(1L, BigDecimal.ONE);

  /** Both rows of a pair are new. */
  private static final Database BOTH_NEW =
      Database.of(Map.of(), Map.of(Queries.R, List.of(LEFT.weighing(1)), Queries.S, List.of(RIGHT.weighing(1))));

  private static final Before BEFORE = new Before(Map.of());

  @Test
  void hasOneTermPerChangedInput() {
    Relation.Join wide = new Relation.Join(List.of(Queries.R, Queries.S, Queries.U), Expression.Literal.TRUE);
    Derivation.Derived derived =
        Deltas.derived(
            JoinDelta.derive(
                wide,
                wide.inputs().stream().map(input -> Deltas.scan((Relation.Scan) input)).toList(),
                List.of("r", "s", "u")));
    assertThat(derived.delta().terms())
        .extracting(Delta.Term::law)
        .containsExactly("Δr ⋈ before(s) ⋈ before(u)", "after(r) ⋈ Δs ⋈ before(u)", "after(r) ⋈ after(s) ⋈ Δu");
    assertThat(derived.delta().terms())
        .extracting(term -> List.copyOf(term.triggers()))
        .containsExactly(List.of(Queries.R.table()), List.of(Queries.S.table()), List.of(Queries.U.table()));
  }

  @Test
  void countsAPairOfNewRowsOnce() {
    assertThat(Row.net(Deltas.of(JOIN, BOTH_NEW)))
        .isEqualTo(Map.of(LEFT.with(RIGHT), 1L))
        .isEqualTo(Deltas.expected(JOIN, BOTH_NEW));
  }

  /** {@code Δr ⋈ after(s) + after(r) ⋈ Δs}. */
  @Test
  void wouldCountItTwiceWithAfterOnBothSides() {
    Relation wrong =
        new Relation.UnionAll(
            List.of(
                Before.WeightedJoin.of(JOIN, List.of(Relation.Changes.of(Queries.R), Queries.S)),
                Before.WeightedJoin.of(JOIN, List.of(Queries.R, Relation.Changes.of(Queries.S)))));
    assertThat(Deltas.net(wrong, BOTH_NEW)).isEqualTo(Map.of(LEFT.with(RIGHT), 2L));
  }

  /** {@code Δr ⋈ before(s) + before(r) ⋈ Δs}. */
  @Test
  void wouldMissItWithBeforeOnBothSides() {
    Relation wrong =
        new Relation.UnionAll(
            List.of(
                Before.WeightedJoin.of(JOIN, List.of(Relation.Changes.of(Queries.R), BEFORE.of(Queries.S))),
                Before.WeightedJoin.of(JOIN, List.of(BEFORE.of(Queries.R), Relation.Changes.of(Queries.S)))));
    assertThat(Deltas.net(wrong, BOTH_NEW)).isEmpty();
  }

  /** Each occurrence of a table is an input of its own, and both change at once. */
  @Test
  void joinsATableWithItself() {
    Relation.Join self = Queries.join(Queries.R, Queries.R, 0, 0);
    Database database = Database.of(Map.of(Queries.R, List.of(LEFT)), Map.of(Queries.R, List.of(LEFT.weighing(1))));
    assertThat(Row.net(Deltas.of(self, database)))
        .isEqualTo(Map.of(LEFT.with(LEFT), 3L))
        .isEqualTo(Deltas.expected(self, database));
  }
}
