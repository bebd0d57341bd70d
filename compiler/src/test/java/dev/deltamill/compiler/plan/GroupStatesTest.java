package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupStatesTest {
  private static final Expression NOT_NULL = Queries.R.column(1);
  private static final Expression NULLABLE = Queries.R.column(0);
  private static final Expression TEXT = Queries.R.column(2);

  @Test
  void aCountOfRowsNeedsNothingElse() {
    assertThat(states(Queries.count("n"))).containsExactly(new State.Rows("__count"));
  }

  @Test
  void aCountOfWhatIsNeverNullIsTheCountOfRows() {
    assertThat(states(call("count", NOT_NULL, SqlType.BIGINT))).containsExactly(new State.Rows("__count"));
    assertThat(states(call("count", NULLABLE, SqlType.BIGINT)))
        .containsExactly(new State.Rows("__count"), new State.NonNull("__count_k", NULLABLE));
  }

  /** sum, avg and count of one argument: one sum, one count. */
  @Test
  void statesAreShared() {
    AggregateCall sum = call("sum", NULLABLE, SqlType.BIGINT);
    AggregateCall avg = call("avg", NULLABLE, SqlType.NUMERIC);
    AggregateCall count = call("count", NULLABLE, SqlType.BIGINT);
    assertThat(states(sum, avg, count, sum))
        .containsExactly(
            new State.Rows("__count"),
            new State.Sum("__sum_k", NULLABLE, SqlType.BIGINT, true),
            new State.NonNull("__count_k", NULLABLE));
  }

  @Test
  void minimumAndMaximumAreTwoStates() {
    assertThat(states(call("min", TEXT, SqlType.TEXT), call("max", TEXT, SqlType.TEXT), call("max", TEXT, SqlType.TEXT)))
        .containsExactly(
            new State.Rows("__count"),
            new State.Extreme("__min_t", TEXT, false, true),
            new State.Extreme("__max_t", TEXT, true, true));
  }

  /** A name that was asked for and not needed is free again. */
  @Test
  void namesAreDistinctAndNotWasted() {
    Expression twice = Queries.operator("+", SqlType.INTEGER, NULLABLE, NULLABLE);
    Expression thrice = Queries.operator("*", SqlType.INTEGER, NULLABLE, NULLABLE);
    assertThat(
            states(
                call("sum", twice, SqlType.BIGINT), call("sum", twice, SqlType.BIGINT), call("sum", thrice, SqlType.BIGINT)))
        .extracting(State::column)
        .containsExactly("__count", "__sum_sum", "__count_sum", "__sum_sum_2", "__count_sum_2");
  }

  @Test
  void namesOfUsersAreNotTaken() {
    GroupStates states =
        new GroupStates(grouping(call("sum", NULLABLE, SqlType.BIGINT)), new KnownScales(), new HashSet<>(Set.of("__count", "__sum_k")));
    assertThat(states.states()).extracting(State::column).containsExactly("__count_2", "__sum_k_2", "__count_k");
  }

  /** PostgreSQL would cut them, and two could become one. */
  @Test
  void longNamesAreNumbered() {
    Relation.Scan wide =
        Queries.scan(
            "w", new Field("x".repeat(62) + "1", SqlType.INTEGER, true), new Field("x".repeat(62) + "2", SqlType.INTEGER, true));
    GroupStates states =
        new GroupStates(
            new Relation.Aggregate(
                wide,
                List.of(),
                List.of(call("max", wide.column(0), SqlType.INTEGER), call("max", wide.column(1), SqlType.INTEGER)),
                true),
            new KnownScales(),
            Set.of());
    assertThat(states.states()).extracting(State::column).containsExactly("__count", "__max", "__max_2");
  }

  @Test
  void onlyNumericsOfUnknownScaleMayShrink() {
    assertThat(sum(Queries.S, Queries.S.column(1))).isEqualTo(new State.Sum("__sum_n", Queries.S.column(1), SqlType.NUMERIC, false));
    assertThat(sum(Queries.U, Queries.U.column(1))).isEqualTo(new State.Sum("__sum_n", Queries.U.column(1), SqlType.NUMERIC, true));
    Expression amount = Queries.cast(Queries.S.column(1), Queries.AMOUNT);
    assertThat(sum(Queries.S, amount)).isEqualTo(new State.Sum("__sum_sum", amount, SqlType.NUMERIC, true));
    Expression big = Queries.cast(Queries.S.column(0), SqlType.BIGINT);
    assertThat(sum(Queries.S, big)).isEqualTo(new State.Sum("__sum_sum", big, SqlType.NUMERIC, true));
  }

  private static State sum(Relation input, Expression argument) {
    Relation.Aggregate sums =
        new Relation.Aggregate(input, List.of(), List.of(call("sum", argument, SqlType.NUMERIC)), true);
    return new GroupStates(sums, new KnownScales(), Set.of()).states().get(1);
  }

  /** sum over nothing but NULLs is NULL, not 0; a group has a row, so a sum of what is never NULL has a value, except where there may be no row. */
  @Test
  void aSumOfNothingIsNull() {
    assertThat(new GroupStates(grouping(call("sum", NULLABLE, SqlType.BIGINT)), new KnownScales(), Set.of()).results().getFirst())
        .isInstanceOf(Expression.Case.class);
    assertThat(new GroupStates(grouping(call("sum", NOT_NULL, SqlType.BIGINT)), new KnownScales(), Set.of()).results().getFirst())
        .isInstanceOf(Expression.Column.class);
    Relation.Aggregate all =
        new Relation.Aggregate(Queries.R, List.of(), List.of(call("sum", NOT_NULL, SqlType.BIGINT)), true);
    assertThat(new GroupStates(all, new KnownScales(), Set.of()).results().getFirst()).isInstanceOf(Expression.Case.class);
  }

  private static List<State> states(AggregateCall... calls) {
    return new GroupStates(grouping(calls), new KnownScales(), Set.of()).states();
  }

  private static Relation.Aggregate grouping(AggregateCall... calls) {
    return new Relation.Aggregate(Queries.R, List.of(0), Arrays.asList(calls), false);
  }

  private static AggregateCall call(String function, Expression argument, SqlType type) {
    return Queries.call(function, function, argument, type);
  }
}
