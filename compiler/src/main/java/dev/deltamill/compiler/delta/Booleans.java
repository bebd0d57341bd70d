package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.List;

/** Comparisons and choices of which rules are made. */
final class Booleans {
  private Booleans() {}

  static Expression equal(Expression left, Expression right) {
    return comparison("=", left, right);
  }

  static Expression different(Expression left, Expression right) {
    return comparison("<>", left, right);
  }

  /** {@code CASE WHEN condition THEN value ELSE otherwise END}. */
  static Expression when(Expression condition, Expression value, Expression otherwise) {
    return new Expression.Case(List.of(condition, value, otherwise), value.type());
  }

  private static Expression comparison(String symbol, Expression left, Expression right) {
    return new Expression.Operator(
        QualifiedName.builtin(symbol),
        List.of(left, right),
        SqlType.BOOLEAN,
        Volatility.IMMUTABLE,
        left.nullable() || right.nullable());
  }
}
