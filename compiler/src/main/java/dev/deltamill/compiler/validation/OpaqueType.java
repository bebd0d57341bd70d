package dev.deltamill.compiler.validation;

import dev.deltamill.ir.type.SqlType;
import org.apache.calcite.rel.type.RelDataTypeFamily;
import org.apache.calcite.sql.type.AbstractSqlType;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Any PostgreSQL type but boolean as Calcite sees it: a name and nothing to reason about.
 *
 * <p>All are of one family, so that Calcite compares whatever it is asked to (USING, NATURAL): whether PostgreSQL does is for
 * {@code typing} to say. All are nullable: what can be NULL is worked out on the relation.
 */
final class OpaqueType extends AbstractSqlType {
  private static final RelDataTypeFamily FAMILY =
      new RelDataTypeFamily() {
        @Override
        public String toString() {
          return "postgres";
        }
      };

  private final SqlType type;

  @SuppressWarnings("this-escape")
  OpaqueType(SqlType type) {
    super(SqlTypeName.OTHER, true, null);
    this.type = type;
    computeDigest();
  }

  SqlType type() {
    return type;
  }

  @Override
  protected void generateTypeString(StringBuilder text, boolean withDetail) {
    text.append(type.name()).append('/').append(type.modifier());
  }

  @Override
  public RelDataTypeFamily getFamily() {
    return FAMILY;
  }
}
