package dev.deltamill.compiler.plan;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;

/** Built-in functions and operators that plans are made of. */
final class Functions {
  private Functions() {}

  static Expression operator(String symbol, SqlType type, Expression left, Expression right) {
    return new Expression.Operator(
        QualifiedName.builtin(symbol), List.of(left, right), type, Volatility.IMMUTABLE, left.nullable() || right.nullable());
  }

  static Expression cast(Expression operand, SqlType type) {
    return operand.type().name().equals(type.name()) ? operand : new Expression.Cast(operand, type, false, Volatility.IMMUTABLE);
  }

  static Expression isNotNull(Expression operand) {
    return new Expression.Is(operand, Expression.Is.Test.ABSENT, true);
  }

  /** {@code CASE WHEN condition THEN value END}, or {@code … ELSE otherwise END}. */
  static Expression when(Expression condition, Expression value, Expression otherwise) {
    return new Expression.Case(List.of(condition, value, otherwise), value.type());
  }

  static Expression orNull(Expression condition, Expression value) {
    return when(condition, value, Expression.Literal.nullOf(value.type()));
  }

  static AggregateCall sum(String name, Expression argument, SqlType type, Span span) {
    return new AggregateCall(name, QualifiedName.builtin("sum"), List.of(argument), false, Optional.empty(), type, span);
  }

  static Expression zero(SqlType type) {
    return new Expression.Literal(Optional.of("0"), type);
  }
}
