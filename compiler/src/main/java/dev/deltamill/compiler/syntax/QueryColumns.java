package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/** A query and its columns under the names PostgreSQL gives them; several of one name are possible. */
record QueryColumns(SqlNode node, List<OutputColumn> columns) {
  QueryColumns {
    columns = List.copyOf(columns);
  }

  List<String> names() {
    return columns.stream().map(OutputColumn::name).toList();
  }
}
