package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Key equality: each type's own {@code =}. */
public final class Equality {
  /** Built-in types whose {@code =} is the equality that GROUP BY uses, alone and between any two of them that have one. */
  private static final Set<String> PLAIN =
      Set.of(
          "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar", "name", "char", "date", "time", "timetz",
          "timestamp", "timestamptz", "interval", "uuid", "bytea", "oid", "inet", "cidr", "macaddr", "macaddr8", "jsonb", "bit", "varbit", "money");

  private final Map<QualifiedName, QualifiedName> ownOperators = new HashMap<>();
  private final Map<QualifiedName, TypeInfo> types = new HashMap<>();

  public Equality(CatalogSnapshot catalog) {
    catalog.types().forEach(type -> types.put(type.name(), type));
    for (OperatorInfo operator : catalog.operators()) {
      if (operator.name().name().value().equals("=") && operator.left().equals(Optional.of(operator.right()))) {
        ownOperators.putIfAbsent(operator.right(), operator.name());
      }
    }
  }

  /**
   * Whether a comparison is {@code =} as GROUP BY understands it, so that rows that fall into one group all find the same partners. Not so where a
   * collation is named, for domains (their {@code =} is that of something else), for types like box, whose {@code =} compares areas, and where the
   * type is not PostgreSQL's own: nothing says then that its {@code =} is the one of its operator class.
   */
  boolean isKey(Expression.Operator comparison) {
    if (!comparison.symbol().equals(QualifiedName.builtin("="))
        || comparison.operands().size() != 2
        || comparison.operands().stream().anyMatch(Equality::collates)) {
      return false;
    }
    QualifiedName left = comparison.operands().get(0).type().name();
    QualifiedName right = comparison.operands().get(1).type().name();
    return isPlain(left) && isPlain(right) || left.equals(right) && isEnum(left);
  }

  /** Whether GROUP BY takes a type, and {@link #sameKey} finds at least the values of the same image. */
  boolean groups(SqlType type) {
    return isPlain(type.name()) || isEnum(type.name()) || ownOperators.containsKey(type.name()) && hasEquality(type.name());
  }

  private static boolean isPlain(QualifiedName type) {
    return type.isBuiltin() && PLAIN.contains(type.name().value());
  }

  private boolean isEnum(QualifiedName type) {
    TypeInfo info = types.get(type);
    return info != null && info.kind() == TypeInfo.Kind.ENUM;
  }

  private boolean hasEquality(QualifiedName type) {
    TypeInfo info = types.get(type);
    return info != null && info.kind() == TypeInfo.Kind.BASE && info.equality() && !type.isBuiltin();
  }

  private static boolean collates(Expression expression) {
    return expression instanceof Expression.Collate || expression.operands().stream().anyMatch(Equality::collates);
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
