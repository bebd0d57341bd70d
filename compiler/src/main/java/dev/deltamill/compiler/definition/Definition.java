package dev.deltamill.compiler.definition;

import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.List;

/**
 * One {@code CREATE STREAM TABLE}.
 *
 * @param columnNames the explicit column list, empty where there is none
 * @param queryText the query exactly as written, without the semicolon
 * @param querySpan where the query stands in {@code source}
 * @param nameSpan where the name stands
 */
public record Definition(
    QualifiedName name,
    boolean ifNotExists,
    List<Identifier> columnNames,
    DefinitionOptions options,
    String queryText,
    Span querySpan,
    Span nameSpan,
    SourceText source) {
  public Definition {
    columnNames = List.copyOf(columnNames);
  }
}
