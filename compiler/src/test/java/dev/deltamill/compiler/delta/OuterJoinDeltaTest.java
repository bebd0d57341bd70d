package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.OuterJoin.Kind;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OuterJoinDeltaTest {
  private static final Relation.OuterJoin LEFT = outer(Kind.LEFT);
  private static final Relation.OuterJoin FULL = outer(Kind.FULL);
  private static final Row A = Row.of(1L, 0L, "a");
  private static final Row B = Row.of(1L, BigDecimal.ONE);
  private static final Row NO_A = Row.of(null, null, null);
  private static final Row NO_B = Row.of(null, null);

  private static Relation.OuterJoin outer(Kind kind) {
    Relation.Join pairs = Queries.join(Queries.R, Queries.S, 0, 0);
    return new Relation.OuterJoin(Queries.R, Queries.S, pairs.condition(), kind);
  }

  @Test
  void aRowIsPaddedWhenItsLastPartnerGoes() {
    Database one = Database.of(Map.of(Queries.R, List.of(A), Queries.S, List.of(B)), Map.of(Queries.S, List.of(B.weighing(-1))));
    assertThat(change(LEFT, one)).isEqualTo(Map.of(A.with(B), -1L, A.with(NO_B), 1L));
    Database two = Database.of(Map.of(Queries.R, List.of(A), Queries.S, List.of(B, B)), Map.of(Queries.S, List.of(B.weighing(-1))));
    assertThat(change(LEFT, two)).isEqualTo(Map.of(A.with(B), -1L));
  }

  @Test
  void duplicatesArePaddedAsOftenAsTheyStand() {
    Database database = Database.of(Map.of(Queries.R, List.of(A, A)), Map.of(Queries.S, List.of(B.weighing(1), B.weighing(1))));
    assertThat(change(LEFT, database)).isEqualTo(Map.of(A.with(NO_B), -2L, A.with(B), 4L));
  }

  /** A partner goes while another of the same key comes. */
  @Test
  void nothingIsPaddedBetweenTwoPartners() {
    Row other = Row.of(1L, BigDecimal.TWO);
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(A), Queries.S, List.of(B)),
            Map.of(Queries.S, List.of(B.weighing(-1), other.weighing(1))));
    assertThat(change(LEFT, database)).isEqualTo(Map.of(A.with(B), -1L, A.with(other), 1L));
  }

  /** A row moves to a key whose partner dies at the same time, and its old partner's key is left alone. */
  @Test
  void aRowMovesWhileItsPartnerDies() {
    Row moved = Row.of(2L, 0L, "a");
    Row second = Row.of(2L, BigDecimal.ONE);
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(A), Queries.S, List.of(B, second)),
            Map.of(Queries.R, List.of(A.weighing(-1), moved.weighing(1)), Queries.S, List.of(second.weighing(-1))));
    assertThat(change(FULL, database))
        .isEqualTo(Map.of(A.with(B), -1L, moved.with(NO_B), 1L, NO_A.with(B), 1L, NO_A.with(second), -1L));
  }

  @Test
  void nullIsNobodysKey() {
    Row a = Row.of(null, 0L, "a");
    Row b = Row.of(null, BigDecimal.ONE);
    Database database = Database.of(Map.of(Queries.R, List.of(a)), Map.of(Queries.S, List.of(b.weighing(1))));
    assertThat(change(LEFT, database)).isEmpty();
    assertThat(change(FULL, database)).isEqualTo(Map.of(NO_A.with(b), 1L));
  }

  /** {@code ON a.k = b.k AND a.v > 0}: the row is there whatever b holds, and never has a partner. */
  @Test
  void aConditionOnTheLeftSideHidesPartnersNotRows() {
    Expression positive =
        Queries.operator(">", SqlType.BOOLEAN, Queries.R.column(1), Queries.constant("0", Queries.R.column(1).type()));
    Relation.OuterJoin join =
        new Relation.OuterJoin(Queries.R, Queries.S, Expression.and(List.of(LEFT.condition(), positive)), Kind.LEFT);
    Database database = Database.of(Map.of(Queries.R, List.of(A)), Map.of(Queries.S, List.of(B.weighing(1))));
    assertThat(change(join, database)).isEmpty();
  }

  /** The same with the formula for one changed side used for each of two. */
  @Test
  void wouldPadTwiceIfComputedPerSource() {
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(A), Queries.S, List.of(B)),
            Map.of(Queries.R, List.of(A.weighing(1)), Queries.S, List.of(B.weighing(-1))));
    List<Row> wrong = new ArrayList<>();
    for (Relation.Scan source : List.of(Queries.R, Queries.S)) {
      Relation keys = new Relation.Aggregate(Relation.Changes.of(source), List.of(0), List.of(), false);
      List<Relation> now = new ArrayList<>();
      List<Relation> before = new ArrayList<>();
      for (Relation.Scan side : List.of(Queries.R, Queries.S)) {
        List<Expression.Column> key = List.of(side.column(0));
        now.add(Deltas.restriction().restrict(side, key, keys));
        before.add(new Relation.Net(Deltas.restriction().restrict(Relation.Before.of(side), key, keys)));
      }
      RelationEvaluator evaluator = new RelationEvaluator(database);
      wrong.addAll(evaluator.evaluate(ZSets.lift(LEFT.withInputs(now))));
      wrong.addAll(evaluator.evaluate(ZSets.liftNegated(LEFT.withInputs(before))));
    }
    assertThat(Row.net(wrong)).isEqualTo(Map.of(A.with(B), -2L, A.with(NO_B), 4L));
    assertThat(change(LEFT, database)).isEqualTo(Map.of(A.with(B), -1L, A.with(NO_B), 2L));
  }

  /** {@code ON a.n < b.n} and the like: which rows a change reaches is found by joining it. */
  @Test
  void aRangeIsNoKey() {
    Relation.Join cross = new Relation.Join(List.of(Queries.S, Queries.U), Expression.Literal.TRUE);
    Relation.OuterJoin join =
        new Relation.OuterJoin(
            Queries.S,
            Queries.U,
            Queries.operator("<", SqlType.BOOLEAN, cross.column(1), cross.column(3)),
            Kind.LEFT);
    Row low = Row.of(1L, new BigDecimal("1.0"));
    Row same = Row.of(1L, new BigDecimal("1.00"));
    Row high = Row.of(1L, new BigDecimal("9.00"));
    Row u = Row.of(1L, new BigDecimal("2.50"));
    Database database = Database.of(Map.of(Queries.S, List.of(low, same, high)), Map.of(Queries.U, List.of(u.weighing(1))));
    assertThat(change(join, database))
        .isEqualTo(
            Map.of(low.with(NO_B), -1L, low.with(u), 1L, same.with(NO_B), -1L, same.with(u), 1L));
  }

  private static Map<Row, Long> change(Relation query, Database database) {
    Map<Row, Long> change = Row.net(Deltas.of(query, database));
    assertThat(change).isEqualTo(Deltas.expected(query, database));
    return change;
  }
}
