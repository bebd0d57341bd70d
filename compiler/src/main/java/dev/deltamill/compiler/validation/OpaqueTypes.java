package dev.deltamill.compiler.validation;

import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Calcite's type factory over PostgreSQL's types; the common type of several is PostgreSQL's. */
public final class OpaqueTypes extends JavaTypeFactoryImpl {
  /** Stands for the type of an expression that is wrong; whatever is built over it is not complained about again. */
  public static final SqlType ERROR = SqlType.of(QualifiedName.of("deltamill", "error"));

  private final ExpressionTyping typing;

  public OpaqueTypes(ExpressionTyping typing) {
    this.typing = typing;
  }

  /** Calcite's form of a type. */
  public RelDataType of(SqlType type) {
    return type.equals(SqlType.BOOLEAN)
        ? super.createTypeWithNullability(createSqlType(SqlTypeName.BOOLEAN), true)
        : canonize(new OpaqueType(type));
  }

  /** The type that Calcite's form stands for. */
  public static SqlType toSqlType(RelDataType type) {
    if (type instanceof OpaqueType opaque) {
      return opaque.type();
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> SqlType.BOOLEAN;
      // Calcite's own stand-in row of SELECT without FROM.
      case INTEGER -> SqlType.INTEGER;
      case NULL -> SqlType.UNKNOWN;
      default -> throw new IllegalStateException("a type that is not PostgreSQL's: " + type);
    };
  }

  @Override
  public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
    return type instanceof OpaqueType ? type : super.createTypeWithNullability(type, nullable);
  }

  @Override
  public @Nullable RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule rule) {
    if (types.getFirst().isStruct()) {
      return super.leastRestrictive(types, rule);
    }
    List<SqlType> known = new ArrayList<>();
    for (RelDataType type : types) {
      SqlType sqlType = toSqlType(type);
      if (sqlType.equals(ERROR)) {
        return of(ERROR);
      }
      known.add(sqlType);
    }
    Optional<SqlType> common = typing.commonType(known);
    return common.map(this::of).orElse(null);
  }
}
