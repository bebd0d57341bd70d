package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/**
 * A query as Calcite takes it.
 *
 * @param tables every table of FROM under the path by which {@code node} names it
 * @param groupNames places of bare names in GROUP BY that are also names of output columns: should no column of FROM have
 *     that name, the output column is meant
 * @param diagnostics what is wrong already
 * @param complete whether {@code node} stands for the whole query, so that names in it can be checked
 */
public record QuerySyntax(
    SqlNode node,
    Map<List<String>, Occurrence> tables,
    Set<Span> groupNames,
    List<Diagnostic> diagnostics,
    boolean complete) {
  public QuerySyntax {
    groupNames = Set.copyOf(groupNames);
    diagnostics = List.copyOf(diagnostics);
  }

  /** One mention of a source. */
  public record Occurrence(Source source, String alias, Span span) {}
}
