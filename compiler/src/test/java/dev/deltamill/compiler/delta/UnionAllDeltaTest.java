package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Relation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnionAllDeltaTest {
  private static final Relation.UnionAll UNION =
      new Relation.UnionAll(List.of(Queries.select(Queries.R, 0), Queries.select(Queries.S, 0)));

  /** The value stands in both branches and leaves one. */
  private static final Database DATABASE =
      Database.of(
          Map.of(Queries.R, List.of(Row.of(1L, 0L, "a")), Queries.S, List.of(Row.of(1L, BigDecimal.ONE))),
          Map.of(Queries.R, List.of(Row.of(1L, 0L, "a").weighing(-1))));

  @Test
  void addsTheChangesOfItsBranches() {
    Derivation.Derived derived =
        Deltas.derived(UnionAllDelta.derive(UNION, List.of(Deltas.scan(Queries.R), Deltas.scan(Queries.S))));
    assertThat(derived.delta().terms()).extracting(Delta.Term::law).containsExactly("Δr", "Δs");
    assertThat(Row.net(Deltas.of(UNION, DATABASE))).isEqualTo(Map.of(Row.of(1L), -1L)).isEqualTo(Deltas.expected(UNION, DATABASE));
  }

  /** UNION without ALL is keyed: the other branch still holds the value. */
  @Test
  void wouldBeWrongWithoutAll() {
    Relation union = new Relation.Aggregate(UNION, List.of(0), List.of(), false);
    assertThat(Deltas.expected(union, DATABASE)).isEmpty();
    assertThat(Row.net(Deltas.of(union, DATABASE))).isEmpty();
  }
}
