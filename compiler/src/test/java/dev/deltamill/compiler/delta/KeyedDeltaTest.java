package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyedDeltaTest {
  /** max(v) by k. */
  private static final Relation.Aggregate MAXIMUM =
      new Relation.Aggregate(
          Queries.R,
          List.of(0),
          List.of(Queries.call("max", "max", Queries.R.column(1), SqlType.INTEGER)),
          false);

  private static final Relation BEFORE = Relation.Before.of(Queries.R);
  private static final Relation KEYS =
      new Relation.Aggregate(Relation.Changes.of(Queries.R), List.of(0), List.of(), false);

  /** The largest value of group 1 came after the frontier; so did a group of NULL. */
  private static final Database DATABASE =
      Database.of(
          Map.of(Queries.R, List.of(Row.of(1L, 1L, "a"), Row.of(2L, 2L, "a"))),
          Map.of(Queries.R, List.of(Row.of(1L, 2L, "a").weighing(1), Row.of(null, 1L, "a").weighing(1))));

  @Test
  void computesTheGroupsThatChangedBeforeAndAfter() {
    assertThat(Deltas.net(KeyedDelta.derive(bag -> MAXIMUM.withInputs(List.of(bag)), Queries.R, BEFORE, List.of(0), KEYS, Deltas.restriction()), DATABASE))
        .isEqualTo(Map.of(Row.of(1L, 1L), -1L, Row.of(1L, 2L), 1L, Row.of(null, 1L), 1L))
        .isEqualTo(Deltas.expected(MAXIMUM, DATABASE));
  }

  /** f over the union of {@code after} and the negated changes: the maximum before still sees the row that the change cancels. */
  @Test
  void wouldBeWrongOverWhatIsNotNetted() {
    Relation notNetted = new Relation.Project(BEFORE, ZSets.dataColumns(BEFORE));
    Relation wrong =
        new Relation.UnionAll(List.of(ZSets.lift(MAXIMUM), ZSets.liftNegated(MAXIMUM.withInputs(List.of(notNetted)))));
    assertThat(Deltas.net(wrong, DATABASE)).doesNotContainKey(Row.of(1L, 2L)).isNotEqualTo(Deltas.expected(MAXIMUM, DATABASE));
  }

  /** With a K that does not hold every key of the changes. */
  @Test
  void wouldBeWrongWithKeysLeftOut() {
    Relation some = new Relation.Filter(KEYS, Queries.equal(KEYS.column(0), Queries.constant("1", SqlType.INTEGER)));
    Relation wrong =
        KeyedDelta.derive(bag -> MAXIMUM.withInputs(List.of(bag)), Queries.R, BEFORE, List.of(0), some, Deltas.restriction());
    assertThat(Deltas.net(wrong, DATABASE)).isNotEqualTo(Deltas.expected(MAXIMUM, DATABASE));
  }

  @Test
  void takesTheWholeInputForOneKeyWhereThereIsNone() {
    Relation.Aggregate all = new Relation.Aggregate(Queries.R, List.of(), MAXIMUM.calls(), true);
    assertThat(
            Deltas.net(
                KeyedDelta.derive(bag -> all.withInputs(List.of(bag)), Queries.R, BEFORE, List.of(), KEYS, Deltas.restriction()),
                Database.of(Map.of(), Map.of(Queries.R, List.of(Row.of(1L, 2L, "a").weighing(1))))))
        .isEqualTo(Map.of(Row.of((Object) null), -1L, Row.of(2L), 1L));
  }
}
