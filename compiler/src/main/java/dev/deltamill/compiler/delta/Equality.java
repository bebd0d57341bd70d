package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Key equality: that of each type's default operator class. */
public final class Equality {
  private static final QualifiedName BUILTIN = QualifiedName.builtin("=");
  private static final QualifiedName RECORD = QualifiedName.builtin("record");

  /** Built-in types whose {@code =} is the equality that GROUP BY uses, alone and between any two of them that have one. */
  private static final Set<String> PLAIN =
      Set.of(
          "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar", "name", "char", "date", "time", "timetz",
          "timestamp", "timestamptz", "interval", "uuid", "bytea", "oid", "inet", "cidr", "macaddr", "macaddr8", "jsonb", "bit", "varbit", "money");

  private final Map<QualifiedName, QualifiedName> operators = new HashMap<>();
  private final Map<QualifiedName, SqlType> bases = new HashMap<>();

  public Equality(CatalogSnapshot catalog) {
    for (TypeInfo type : catalog.types()) {
      type.equality().ifPresent(operator -> operators.put(type.name(), operator));
      type.baseType().ifPresent(base -> bases.put(type.name(), base));
    }
  }

  /**
   * Whether a comparison is {@code =} as GROUP BY understands it, so that rows that fall into one group all find the same partners. Not so where a
   * collation is named, and for types like box, whose {@code =} compares areas and belongs to no operator class.
   */
  boolean isKey(Expression.Operator comparison) {
    if (comparison.operands().size() != 2 || comparison.operands().stream().anyMatch(Equality::collates)) {
      return false;
    }
    QualifiedName left = comparison.operands().get(0).type().name();
    QualifiedName right = comparison.operands().get(1).type().name();
    return isPlain(left) && isPlain(right)
        ? comparison.symbol().equals(BUILTIN)
        // A work table has no columns of type record.
        : left.equals(right) && !left.equals(RECORD) && comparison.symbol().equals(operators.get(left));
  }

  /** Whether GROUP BY takes a type. */
  public boolean groups(SqlType type) {
    return isPlain(type.name()) || operators.containsKey(type.name()) && !type.name().equals(RECORD);
  }

  /** As what values of a type are compared: the operators of a user's type need not take a domain over it, those of enums do not. */
  public SqlType compared(SqlType type) {
    SqlType base = bases.get(type.name());
    return base == null || base.name().isBuiltin() ? type : compared(base);
  }

  private Expression compared(Expression value) {
    SqlType compared = compared(value.type());
    return compared.equals(value.type()) ? value : new Expression.Cast(value, compared, false, Volatility.IMMUTABLE);
  }

  /** The operator by which GROUP BY compares values of a type. */
  public QualifiedName operator(SqlType type) {
    return operators.getOrDefault(type.name(), BUILTIN);
  }

  private static boolean isPlain(QualifiedName type) {
    return type.isBuiltin() && PLAIN.contains(type.name().value());
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
            operator(left.type()),
            List.of(compared(left), compared(right)),
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
                new Expression.Is(left, Expression.Is.Test.ABSENT, false),
                new Expression.Is(right, Expression.Is.Test.ABSENT, false)));
    return new Expression.Logical(Expression.Logical.Connective.OR, List.of(equal, bothNull));
  }
}
