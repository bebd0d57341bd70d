package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.AggregateCall.Ordering;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregateSqlTest {
  private static final SqlType FLOAT = SqlType.builtin("float8");
  private static final Expression NUMBER = new Expression.Column(0, SqlType.INTEGER, true);
  private static final Expression TEXT = new Expression.Column(1, SqlType.TEXT, true);
  private static final Expression REAL = new Expression.Column(2, FLOAT, true);

  @Test
  void rowsWithoutAnOrderAreTakenInThatOfTheirImages() {
    assertPrints("array_agg(t ORDER BY record_send(ROW(t)))", call("array_agg", false, Optional.empty(), TEXT));
    assertPrints("sum(f ORDER BY record_send(ROW(f)))", call("sum", false, Optional.empty(), REAL));
    assertPrints("corr(f, n ORDER BY record_send(ROW(f, n)))", call("corr", false, Optional.empty(), REAL, NUMBER));
  }

  @Test
  void tiesOfTheUsersOrderAreBrokenByTheImage() {
    assertPrints(
        "array_agg(t ORDER BY n DESC NULLS LAST, record_send(ROW(t)))",
        call("array_agg", false, Optional.of(new Ordering(false, List.of(" DESC NULLS LAST"))), TEXT, NUMBER));
  }

  @Test
  void whereTheOrderCannotShowThereIsNone() {
    assertPrints("bool_or(n)", call("bool_or", false, Optional.empty(), NUMBER));
    assertPrints("sum(n)", call("sum", false, Optional.empty(), NUMBER));
    assertPrints("array_agg(DISTINCT t)", call("array_agg", true, Optional.empty(), TEXT));
    assertPrints("array_agg(DISTINCT t ORDER BY t DESC)", call("array_agg", true, Optional.of(new Ordering(false, List.of(" DESC"))), TEXT, TEXT));
  }

  @Test
  void whatIsSortedWithinTheGroupStaysAsItIs() {
    assertPrints("mode() WITHIN GROUP (ORDER BY n DESC)", call("mode", false, Optional.of(new Ordering(true, List.of(" DESC"))), NUMBER));
    assertPrints(
        "percentile_disc(true) WITHIN GROUP (ORDER BY t)",
        call("percentile_disc", false, Optional.of(new Ordering(true, List.of(""))), Expression.Literal.TRUE, TEXT));
  }

  @Test
  void ofEqualValuesThatLookDifferentTheSmallestImageStandsForAll() {
    String alike = " FROM (SELECT first_value(u.v) OVER (PARTITION BY u.v ORDER BY record_send(ROW(u.v))) AS v FROM unnest(array_agg(f)";
    assertPrints(
        "(SELECT mode() WITHIN GROUP (ORDER BY alike.v DESC)" + alike + ") AS u (v)) AS alike)",
        call("mode", false, Optional.of(new Ordering(true, List.of(" DESC"))), REAL));
    assertPrints(
        "(SELECT array_agg(DISTINCT alike.v)" + alike + " FILTER (WHERE true)) AS u (v)) AS alike)",
        call("array_agg", true, Optional.empty(), REAL).over(List.of(REAL), Optional.of(Expression.Literal.TRUE)));
    assertPrints("count(DISTINCT f)", call("count", true, Optional.empty(), REAL));
  }

  @Test
  void aFilterStaysWhereNullsAreSeen() {
    AggregateCall call = call("array_agg", true, Optional.empty(), TEXT).over(List.of(TEXT), Optional.of(Expression.Literal.TRUE));
    assertPrints("array_agg(DISTINCT t) FILTER (WHERE true)", call);
  }

  private static AggregateCall call(String function, boolean distinct, Optional<Ordering> ordering, Expression... arguments) {
    return new AggregateCall(
        "x", QualifiedName.builtin(function), List.of(arguments), distinct, Optional.empty(), SqlType.TEXT, Span.at("", 1, 1), false, ordering);
  }

  private static void assertPrints(String expected, AggregateCall call) {
    assertThat(AggregateSql.call(call, new ExpressionSql(List.of("n", "t", "f")::get))).isEqualTo(expected);
  }
}
