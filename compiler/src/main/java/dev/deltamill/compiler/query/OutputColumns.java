package dev.deltamill.compiler.query;

import dev.deltamill.ir.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The columns of a validated query under the names PostgreSQL gives them. */
final class OutputColumns {
  private OutputColumns() {}

  /** One column; several of one name are possible. */
  record Column(String name, Span span) {}

  static List<Column> of(SqlNode query, Function<SqlParserPos, Span> spans) {
    List<Column> columns = new ArrayList<>();
    for (SqlNode item : leftmost(query).getSelectList()) {
      columns.add(new Column(name(item), spans.apply(item.getParserPosition())));
    }
    return columns;
  }

  /** The SELECT that names the columns: of a set operation, the first. */
  private static SqlSelect leftmost(SqlNode query) {
    return switch (query) {
      case SqlSelect select -> select;
      case SqlWith with -> leftmost(with.body);
      case SqlBasicCall call -> leftmost(call.operand(0));
      default -> throw new IllegalStateException("a query without SELECT: " + query.getKind());
    };
  }

  /**
   * The name of a select item. Calcite gives a second column of the same name that comes from {@code *} a name of its own
   * making, recognised by its lack of a position; PostgreSQL keeps the column's.
   */
  private static String name(SqlNode item) {
    if (item instanceof SqlIdentifier identifier) {
      return identifier.names.getLast();
    }
    if (item.getKind() == SqlKind.AS && item instanceof SqlCall call) {
      SqlIdentifier alias = call.operand(1);
      boolean invented = alias.getParserPosition().equals(SqlParserPos.ZERO);
      return invented ? name(call.operand(0)) : alias.getSimple();
    }
    throw new IllegalStateException("a select item without a name: " + item);
  }
}
