package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deltamill.ir.plan.DeltaStep;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregateDeltaTest {
  private static final Relation.Join JOIN = Queries.join(Queries.R, Queries.S, 0, 0);

  /** count(*) by k over two sources. */
  private static final Relation.Aggregate COUNT =
      new Relation.Aggregate(JOIN, List.of(0), List.of(Queries.count("count")), false);

  /** Both sources touch group 1. */
  private static final Database BOTH_CHANGED =
      Database.of(
          Map.of(Queries.R, List.of(Row.of(1L, 0L, "a")), Queries.S, List.of(Row.of(1L, BigDecimal.ONE))),
          Map.of(
              Queries.R, List.of(Row.of(1L, 1L, "b").weighing(1)),
              Queries.S, List.of(Row.of(1L, BigDecimal.TWO).weighing(1))));

  @Test
  void computesAGroupOnceFromTheChangesOfAllSources() {
    assertThat(Row.net(Deltas.of(COUNT, BOTH_CHANGED)))
        .isEqualTo(Map.of(Row.of(1L, 1L), -1L, Row.of(1L, 4L), 1L))
        .isEqualTo(Deltas.expected(COUNT, BOTH_CHANGED));
  }

  /** The keyed rule once per changed source, each with that source's keys. */
  @Test
  void wouldCountAGroupTwiceIfComputedPerSource() {
    List<Row> wrong = new ArrayList<>();
    for (Relation.Scan source : List.of(Queries.R, Queries.S)) {
      Relation keys = new Relation.Aggregate(Relation.Changes.of(source), List.of(0), List.of(), false);
      Relation change =
          KeyedDelta.derive(
              bag -> COUNT.withInputs(List.of(bag)), JOIN, new Before(Map.of()).of(JOIN), COUNT.keys(), keys, Deltas.restriction());
      wrong.addAll(new RelationEvaluator(BOTH_CHANGED).evaluate(change));
    }
    assertThat(Row.net(wrong)).isEqualTo(Map.of(Row.of(1L, 1L), -2L, Row.of(1L, 4L), 2L));
  }

  @Test
  void collectsKeysPerSourceAndRunsWhenAnyChanged() {
    StepBuilder steps = new StepBuilder();
    Derivation.Derived derived =
        Deltas.derived(
            AggregateDelta.derive(
                COUNT,
                new Delta(List.of(Deltas.scan(Queries.R).terms().getFirst(), Deltas.scan(Queries.S).terms().getFirst())),
                new Before(Map.of()),
                Deltas.restriction(),
                steps));
    assertThat(steps.steps())
        .extracting(DeltaStep::name, DeltaStep::target, step -> List.copyOf(step.triggers()))
        .containsExactly(
            tuple("group1_keys_r", "group1_keys", List.of(Queries.R.table())),
            tuple("group1_keys_s", "group1_keys", List.of(Queries.S.table())),
            tuple("group1", "group1_changes", List.of(Queries.R.table(), Queries.S.table())));
    assertThat(derived.delta().terms()).hasSize(1);
  }

  @Test
  void groupsAppearAndVanish() {
    Relation.Aggregate byKey = new Relation.Aggregate(Queries.R, List.of(0), List.of(Queries.count("count")), false);
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(Row.of(null, 0L, "a"))),
            Map.of(Queries.R, List.of(Row.of(null, 0L, "a").weighing(-1), Row.of(1L, 0L, "a").weighing(1))));
    assertThat(Row.net(Deltas.of(byKey, database))).isEqualTo(Map.of(Row.of(null, 1L), -1L, Row.of(1L, 1L), 1L));
  }

  @Test
  void aGlobalAggregateHasARowOverNothing() {
    Relation.Aggregate all =
        new Relation.Aggregate(
            Queries.R,
            List.of(),
            List.of(Queries.count("count"), Queries.call("sum", "sum", Queries.R.column(1), SqlType.BIGINT)),
            true);
    Database database = Database.of(Map.of(), Map.of(Queries.R, List.of(Row.of(1L, 2L, "a").weighing(1))));
    assertThat(Row.net(Deltas.of(all, database))).isEqualTo(Map.of(Row.of(0L, null), -1L, Row.of(1L, 2L), 1L));
  }
}
