package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.diagnostic.Span;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * A place where a query compares whole values for equality without naming an operator: DISTINCT, GROUP BY, and set operations. What types the
 * values have is known only once the query is validated.
 *
 * @param query the SELECT or the set operation
 * @param groups whether it is the keys of GROUP BY that are compared, not the output columns
 * @param spans where each key or column is written
 */
public record Comparison(SqlNode query, boolean groups, List<Span> spans) {
  public Comparison {
    spans = List.copyOf(spans);
  }
}
