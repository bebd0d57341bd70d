package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.typing.Construct;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;

/**
 * A query and by which of its columns its rows are ordered.
 *
 * @param columns that it shows
 * @param width how many it has; behind those that it shows come those that are only sorted by
 * @param keys of ORDER BY
 * @param distinct columns of which DISTINCT ON keeps one row per value
 */
record SortedQuery(SqlNode node, List<OutputColumn> columns, int width, List<Key> keys, Optional<List<Integer>> distinct) {
  SortedQuery {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /** A key of ORDER BY. */
  record Key(int column, Construct.Sort sort) {}
}
