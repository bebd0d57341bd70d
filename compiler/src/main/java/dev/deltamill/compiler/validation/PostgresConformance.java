package dev.deltamill.compiler.validation;

import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/**
 * What Calcite may accept. Positions and aliases in GROUP BY are replaced before Calcite sees them: it would prefer an alias to
 * a column of the same name, PostgreSQL prefers the column.
 */
final class PostgresConformance extends SqlDelegatingConformance {
  PostgresConformance() {
    super(SqlConformanceEnum.DEFAULT);
  }

  @Override
  public boolean isGroupByOrdinal() {
    return false;
  }

  @Override
  public boolean isGroupByAlias() {
    return false;
  }

  @Override
  public boolean isHavingAlias() {
    return false;
  }

  @Override
  public boolean allowExplicitRowValueConstructor() {
    return true;
  }
}
