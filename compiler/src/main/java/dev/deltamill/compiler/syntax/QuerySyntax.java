package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.Span;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;

/**
 * A query as Calcite takes it.
 *
 * @param tables every table of FROM under the path by which {@code node} names it
 * @param columns its output columns under the names PostgreSQL gives them; several of one name are possible
 * @param comparisons where values must have an equality
 * @param diagnostics what is wrong already
 * @param complete whether {@code node} stands for the whole query, so that names in it can be checked
 */
public record QuerySyntax(
    SqlNode node,
    Map<List<String>, Occurrence> tables,
    List<OutputColumn> columns,
    List<Comparison> comparisons,
    List<Diagnostic> diagnostics,
    boolean complete) {
  public QuerySyntax {
    columns = List.copyOf(columns);
    comparisons = List.copyOf(comparisons);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * An output column.
   *
   * @param span where it is written; for one of {@code *}, the star
   */
  public record OutputColumn(String name, Span span) {}

  /** One mention of a source. */
  public record Occurrence(Source source, String alias, Span span) {}
}
