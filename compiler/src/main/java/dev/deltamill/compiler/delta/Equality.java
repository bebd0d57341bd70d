package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Key equality: each type's own {@code =}. */
public final class Equality {
  private final Map<QualifiedName, QualifiedName> ownOperators = new HashMap<>();

  public Equality(CatalogSnapshot catalog) {
    for (OperatorInfo operator : catalog.operators()) {
      if (operator.name().name().value().equals("=") && operator.left().equals(Optional.of(operator.right()))) {
        ownOperators.putIfAbsent(operator.right(), operator.name());
      }
    }
  }

  /**
   * Group equality of two keys: {@code a = b}, and where both can be NULL {@code a = b OR (a IS NULL AND b IS NULL)}, which an index can
   * answer, unlike {@code IS NOT DISTINCT FROM}.
   */
  Expression sameKey(Expression left, Expression right) {
    Expression equal =
        new Expression.Operator(
            ownOperators.getOrDefault(left.type().name(), QualifiedName.builtin("=")),
            List.of(left, right),
            SqlType.BOOLEAN,
            Volatility.IMMUTABLE,
            left.nullable() || right.nullable());
    if (!left.nullable() || !right.nullable()) {
      return equal;
    }
    Expression bothNull =
        new Expression.Logical(
            Expression.Logical.Connective.AND,
            List.of(
                new Expression.Is(left, Expression.Is.Test.NULL, false),
                new Expression.Is(right, Expression.Is.Test.NULL, false)));
    return new Expression.Logical(Expression.Logical.Connective.OR, List.of(equal, bothNull));
  }
}
