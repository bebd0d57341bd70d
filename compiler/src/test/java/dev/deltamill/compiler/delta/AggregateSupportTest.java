package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.AggregateCall.Ordering;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregateSupportTest {
  private static final Optional<Ordering> WITHIN = Optional.of(new Ordering(true, List.of("")));

  @Test
  void onlySumsOfExactTypesFollowFromTheChanges() {
    assertThat(AggregateSupport.algebraic(call("sum", "int4", false, Optional.empty()))).isTrue();
    assertThat(AggregateSupport.algebraic(call("sum", "float8", false, Optional.empty()))).isFalse();
    assertThat(AggregateSupport.algebraic(call("sum", "int4", true, Optional.empty()))).isFalse();
    assertThat(AggregateSupport.algebraic(call("array_agg", "int4", false, Optional.empty()))).isFalse();
  }

  @Test
  void valuesThatAreEqualAndLookDifferentAreRefusedWhereOneOfThemCannotStandForAll() {
    assertThat(refusals(call("array_agg", "numeric", true, Optional.empty()))).isEmpty();
    assertThat(refusals(call("mode", "numeric", false, WITHIN))).isEmpty();
    assertThat(refusals(call("array_agg", "_numeric", true, Optional.empty()))).singleElement().asString().contains("equal values can look different");
    Expression number = new Expression.Column(0, SqlType.NUMERIC, true);
    AggregateCall pairs = call("covar_pop", "numeric", true, Optional.empty()).over(List.of(number, number), Optional.empty());
    assertThat(refusals(pairs)).singleElement().asString().contains("equal values can look different");
    AggregateCall constant = call("mode", "numeric", false, WITHIN).over(List.of(Expression.Literal.nullOf(SqlType.NUMERIC)), Optional.empty());
    assertThat(refusals(constant)).singleElement().asString().contains("equal values can look different");
  }

  @Test
  void theQueryLeavesOpenWhichOfEqualValuesCounts() {
    assertThat(tieBroken(call("mode", "float8", false, WITHIN))).isTrue();
    assertThat(tieBroken(call("array_agg", "numeric", true, Optional.empty()))).isTrue();
    assertThat(tieBroken(call("count", "numeric", true, Optional.empty()))).isFalse();
    assertThat(tieBroken(call("mode", "int4", false, WITHIN))).isFalse();
    SqlType real = SqlType.builtin("float8");
    Expression exact = new Expression.Cast(new Expression.Column(0, SqlType.INTEGER, true), real, true, Volatility.IMMUTABLE);
    assertThat(tieBroken(call("percentile_cont", "float8", false, WITHIN).over(List.of(exact), Optional.empty()))).isFalse();
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertThat(refusals(call("jsonb_agg", "timestamptz", false, Optional.empty()))).singleElement().asString().contains("depend on the session");
    Expression column = new Expression.Column(0, SqlType.INTEGER, true);
    AggregateCall direct = call("percentile_disc", "int4", false, WITHIN).over(List.of(column, column), Optional.empty());
    assertThat(refusals(direct)).singleElement().asString().contains("one for the whole group");
    assertThat(AggregateSupport.refusals(new Relation.Aggregate(over(direct).input(), List.of(0), List.of(direct), false))).isEmpty();
  }

  /** PostgreSQL sorts the rows for its own ordered-set aggregates only. */
  @Test
  void usersAggregatesAreTakenButForOrderedSets() {
    assertThat(refusals(own(Optional.empty()))).isEmpty();
    assertThat(tieBroken(own(Optional.empty()))).isTrue();
    assertThat(refusals(own(WITHIN))).singleElement().asString().contains("an order that nothing decides");
  }

  @Test
  void fractionsLieBetweenZeroAndOne() {
    Expression column = new Expression.Column(0, SqlType.INTEGER, true);
    for (String fraction : List.of("0", "1", "0.95", "1e-3", "{0.1,0.9}")) {
      assertThat(refusals(percentile(fraction, column))).isEmpty();
    }
    for (String fraction : List.of("1.5", "-0.1", "95")) {
      assertThat(refusals(percentile(fraction, column))).singleElement().asString().contains("not between 0 and 1");
    }
  }

  private static AggregateCall percentile(String fraction, Expression value) {
    Expression literal = new Expression.Literal(Optional.of(fraction), SqlType.builtin("float8"));
    return call("percentile_disc", "int4", false, WITHIN).over(List.of(literal, value), Optional.empty());
  }

  private static AggregateCall own(Optional<Ordering> ordering) {
    return new AggregateCall(
        "x",
        new QualifiedName(new Identifier("public"), new Identifier("total")),
        List.of(new Expression.Column(0, SqlType.INTEGER, true)),
        false,
        Optional.empty(),
        SqlType.TEXT,
        Span.at("", 1, 1),
        false,
        ordering);
  }

  private static boolean tieBroken(AggregateCall call) {
    return AggregateSupport.tieBroken(over(call));
  }

  private static Relation.Aggregate over(AggregateCall call) {
    Relation input = new Relation.Values(List.of(new Field("a", SqlType.TEXT, true)), List.of());
    return new Relation.Aggregate(input, List.of(), List.of(call), true);
  }

  private static List<String> refusals(AggregateCall call) {
    return AggregateSupport.refusals(over(call)).stream().map(Diagnostic::message).toList();
  }

  private static AggregateCall call(String function, String type, boolean distinct, Optional<Ordering> ordering) {
    return new AggregateCall(
        "x",
        QualifiedName.builtin(function),
        List.of(new Expression.Column(0, SqlType.builtin(type), true)),
        distinct,
        Optional.empty(),
        SqlType.TEXT,
        Span.at("", 1, 1),
        false,
        ordering);
  }
}
