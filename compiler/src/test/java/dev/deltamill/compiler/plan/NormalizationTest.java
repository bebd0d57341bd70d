package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deltamill.compiler.delta.Cases;
import dev.deltamill.compiler.delta.Cases.Case;
import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.compiler.delta.RelationEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NormalizationTest {

  @Property(tries = 1000)
  void keepsTheBag(@ForAll("anyQuery") Case c) {
    Relation normal = Normalization.normalize(c.query());
    RelationEvaluator evaluator = new RelationEvaluator(c.database());
    assertThat(Row.copies(evaluator.evaluate(normal))).isEqualTo(Row.copies(evaluator.evaluate(c.query())));
    assertThat(normal.fields())
        .extracting(Field::name, Field::type)
        .isEqualTo(c.query().fields().stream().map(field -> tuple(field.name(), field.type())).toList());
  }

  @Property(tries = 1000)
  void hasTheFormThatRulesExpect(@ForAll("anyQuery") Case c) {
    Relation normal = Normalization.normalize(c.query());
    assertNormal(normal);
    assertThat(Normalization.normalize(normal)).as("normalised again").isEqualTo(normal);
  }

  @Provide
  Arbitrary<Case> anyQuery() {
    return Cases.anyQuery();
  }

  @Example
  void pullsAJoinOutOfAJoin() {
    Relation inner = new Relation.Filter(Queries.select(Queries.join(Queries.R, Queries.S, 0, 0), 1, 4), Expression.Literal.FALSE);
    Relation normal = Normalization.normalize(Queries.join(inner, Queries.U, 0, 0));
    assertThat(normal).isInstanceOf(Relation.Project.class);
    assertThat(normal.inputs().getFirst()).isInstanceOf(Relation.Join.class);
    assertThat(normal.inputs().getFirst().inputs()).containsExactly(Queries.R, Queries.S, Queries.U);
  }

  /** {@code count(*) FILTER (WHERE c)} must not count rows for which c is NULL. */
  @Example
  void aFilterClauseBecomesACase() {
    Expression condition = Queries.equal(Queries.R.column(0), Queries.constant("1", SqlType.INTEGER));
    AggregateCall call = Queries.call("n", "count", List.of(), Optional.of(condition), SqlType.BIGINT);
    Relation normal = Normalization.normalize(new Relation.Aggregate(Queries.R, List.of(), List.of(call), true));
    AggregateCall guarded = ((Relation.Aggregate) normal).calls().getFirst();
    assertThat(guarded.filter()).isEmpty();
    assertThat(guarded.arguments())
        .containsExactly(
            new Expression.Case(
                List.of(condition, Expression.Literal.TRUE, Expression.Literal.nullOf(SqlType.BOOLEAN)), SqlType.BOOLEAN));
  }

  /** A filter on what a dependent join adds stays with it. */
  private static boolean isDependentFilter(Relation relation) {
    return relation instanceof Relation.Filter(var input, _)
        && (input instanceof Relation.Apply || input instanceof Relation.Lateral);
  }

  @Example
  void countsTheRowsOfAUnionOnce() {
    Relation left = Relation.Aggregate.distinct(Queries.select(Queries.R, 0));
    Relation union = Relation.Aggregate.distinct(new Relation.UnionAll(List.of(left, Queries.select(Queries.S, 0))));
    assertThat(aggregates(Normalization.normalize(Relation.Aggregate.distinct(Queries.select(union, 0))))).isEqualTo(1);
  }

  /** Of 1.0 and 1.00 the inner one keeps one, so the text of it is one row, not two. */
  @Example
  void keepsADistinctBelowAComputedColumn() {
    Relation inner = Relation.Aggregate.distinct(Queries.select(Queries.S, 1));
    Relation text =
        new Relation.Project(inner, List.of(new Relation.Project.Output("t", Queries.cast(inner.column(0), SqlType.TEXT))));
    assertThat(aggregates(Normalization.normalize(Relation.Aggregate.distinct(text)))).isEqualTo(2);
  }

  private static long aggregates(Relation relation) {
    return (relation instanceof Relation.Aggregate ? 1 : 0)
        + relation.inputs().stream().mapToLong(NormalizationTest::aggregates).sum();
  }

  private static void assertNormal(Relation relation) {
    switch (relation) {
      case Relation.Filter(var input, var condition) -> {
        assertThat(input).as("below a filter").isNotInstanceOfAny(Relation.Filter.class, Relation.Project.class);
        if (input instanceof Relation.Join) {
          assertThat(condition.conjuncts()).as("above a join").allMatch(Expression::dependent);
        }
      }
      case Relation.Project(var input, _) -> assertThat(input).as("below a projection").isNotInstanceOf(Relation.Project.class);
      case Relation.Join(var inputs, _) ->
          inputs.forEach(
              input ->
                  assertThat(isDependentFilter(input) ? input.inputs().getFirst() : input)
                      .as("below a join")
                      .isNotInstanceOfAny(Relation.Filter.class, Relation.Project.class, Relation.Join.class));
      case Relation.OuterJoin(var left, _, _, var kind) -> {
        if (kind == Relation.OuterJoin.Kind.LEFT) {
          assertThat(left).as("below a left join").isNotInstanceOf(Relation.Project.class);
        }
      }
      case Relation.UnionAll(var inputs) ->
          inputs.forEach(input -> assertThat(input).as("below a union").isNotInstanceOf(Relation.UnionAll.class));
      case Relation.Aggregate(_, _, var calls, _) -> calls.forEach(call -> assertThat(call.filter()).isEmpty());
      case Relation.Apply(var input, _) -> assertThat(input).as("below sub-queries").isNotInstanceOf(Relation.Project.class);
      case Relation.Lateral lateral ->
          assertThat(lateral.left()).as("left of LATERAL").isNotInstanceOf(Relation.Project.class);
      case Relation.Window _, Relation.Scan _, Relation.Values _, Relation.Repeat _, Relation.TableFunction _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _,
          Relation.Shared _, Relation.Recursion _, Relation.Iteration _ -> {}
    }
    relation.inputs().forEach(NormalizationTest::assertNormal);
  }
}
