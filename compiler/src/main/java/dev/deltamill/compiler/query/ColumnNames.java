package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.query.OutputColumns.Column;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Whether the columns of a query can be the columns of a table. */
final class ColumnNames {
  private static final String UNNAMED = "?column?";

  private ColumnNames() {}

  static List<Diagnostic> problems(Definition definition, List<Column> columns) {
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
    for (Column column : columns) {
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
      } else if (!seen.add(column.name())) {
        problems.add(duplicate(column));
      }
    }
    return problems;
  }

  private static Diagnostic duplicate(Column column) {
    return Diagnostic.error(
        DiagnosticCode.DUPLICATE_COLUMN,
        column.span(),
        "column \"" + column.name() + "\" specified more than once",
        "Give one of them an alias with AS.");
  }

  /**
   * Sub-queries with two columns of one name. PostgreSQL refuses only a reference to such a name; Calcite would take the first,
   * so the sub-query is refused.
   */
  static List<Diagnostic> problemsInSubQueries(SqlNode query, Function<SqlParserPos, Span> spans) {
    List<Diagnostic> problems = new ArrayList<>();
    descend(query, spans, problems);
    return problems;
  }

  private static void descend(@Nullable SqlNode node, Function<SqlParserPos, Span> spans, List<Diagnostic> problems) {
    switch (node) {
      case null -> {}
      case SqlSelect select -> descendFrom(select.getFrom(), spans, problems);
      case SqlWith with -> {
        for (SqlNode item : with.withList) {
          SqlWithItem table = (SqlWithItem) item;
          check(table.query, table.columnList != null, spans, problems);
        }
        descend(with.body, spans, problems);
      }
      case SqlBasicCall call -> call.getOperandList().forEach(operand -> descend(operand, spans, problems));
      default -> {}
    }
  }

  private static void descendFrom(@Nullable SqlNode from, Function<SqlParserPos, Span> spans, List<Diagnostic> problems) {
    if (from instanceof SqlJoin join) {
      descendFrom(join.getLeft(), spans, problems);
      descendFrom(join.getRight(), spans, problems);
    } else if (from instanceof SqlCall alias && alias.getKind() == SqlKind.AS) {
      check(alias.operand(0), alias.operandCount() > 2, spans, problems);
    }
  }

  private static void check(SqlNode query, boolean renamed, Function<SqlParserPos, Span> spans, List<Diagnostic> problems) {
    if (!query.isA(SqlKind.QUERY) || query.getKind() == SqlKind.VALUES) {
      return;
    }
    if (!renamed) {
      Set<String> seen = new HashSet<>();
      for (Column column : OutputColumns.of(query, spans)) {
        if (!seen.add(column.name()) && !column.name().equals(UNNAMED)) {
          problems.add(duplicate(column));
        }
      }
    }
    descend(query, spans, problems);
  }
}
