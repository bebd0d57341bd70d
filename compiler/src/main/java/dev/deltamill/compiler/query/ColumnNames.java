package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.relation.Relation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the columns of a query can be the columns of a table. */
final class ColumnNames {
  private static final String UNNAMED = "?column?";
  private static final int LONGEST_NAME = 63;

  private ColumnNames() {}

  static List<Diagnostic> problems(Definition definition, List<OutputColumn> columns) {
    int named = definition.columnNames().size();
    if (named > 0) {
      return named == columns.size()
          ? List.of()
          : List.of(
              Diagnostic.error(
                  DiagnosticCode.COLUMN_COUNT,
                  definition.nameSpan(),
                  "the column list has " + named + " names, the query " + columns.size() + " columns",
                  "Name every column of the query, or leave the list out."));
    }
    List<Diagnostic> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (OutputColumn column : columns) {
      if (column.name().equals(UNNAMED)) {
        problems.add(
            Diagnostic.error(DiagnosticCode.UNNAMED_COLUMN, column.span(), "the column has no name", "Give it an alias with AS."));
      } else if (column.name().equals(Relation.WEIGHT)) {
        problems.add(
            Diagnostic.error(
                DiagnosticCode.DUPLICATE_COLUMN,
                column.span(),
                "the column name \"" + Relation.WEIGHT + "\" is used by the stream table itself",
                "Give it another alias."));
      } else if (column.name().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        problems.add(
            Diagnostic.error(
                DiagnosticCode.NAME_TOO_LONG,
                column.span(),
                "the column name \"" + column.name() + "\" is longer than " + LONGEST_NAME + " bytes",
                "Give it a shorter alias."));
      } else if (!seen.add(column.name())) {
        problems.add(
            Diagnostic.error(
                DiagnosticCode.DUPLICATE_COLUMN,
                column.span(),
                "column \"" + column.name() + "\" specified more than once",
                "Give one of them an alias with AS."));
      }
    }
    return problems;
  }
}
