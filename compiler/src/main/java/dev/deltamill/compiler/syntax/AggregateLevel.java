package dev.deltamill.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** To which query an aggregate belongs: the innermost one of whose columns its arguments hold one (manual, 4.2.7 "Aggregate Expressions"). */
final class AggregateLevel {
  private AggregateLevel() {}

  /** Whether all columns of the arguments are those of a query around this one. */
  static boolean isOuter(Nodes nodes, List<SqlNode> arguments) {
    List<SqlIdentifier> columns = new ArrayList<>();
    boolean queries = arguments.stream().map(argument -> collect(argument, columns)).reduce(false, Boolean::logicalOr);
    return !queries
        && !columns.isEmpty()
        && columns.stream().noneMatch(column -> nodes.scope().tables().containsKey(column.names.getFirst()));
  }

  /** Whether an expression reads columns or holds a sub-query. */
  static boolean reads(SqlNode expression) {
    List<SqlIdentifier> columns = new ArrayList<>();
    return collect(expression, columns) || !columns.isEmpty();
  }

  /** Whether it holds a sub-query of the user's, whose columns say nothing; one without FROM only wraps an outer column. */
  private static boolean collect(SqlNode node, List<SqlIdentifier> columns) {
    return switch (node) {
      case SqlIdentifier column -> {
        columns.add(column);
        yield false;
      }
      case SqlSelect select when select.getFrom() != null -> true;
      case SqlCall call -> collectAll(call.getOperandList(), columns);
      case SqlNodeList list -> collectAll(list, columns);
      default -> false;
    };
  }

  private static boolean collectAll(List<? extends SqlNode> nodes, List<SqlIdentifier> columns) {
    boolean queries = false;
    for (SqlNode node : nodes) {
      queries |= node != null && collect(node, columns);
    }
    return queries;
  }
}
