package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.validation.AggregateOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Columns that a GROUP BY decides without naming them: those of a table whose whole primary key it names (PostgreSQL, SELECT, "GROUP BY Clause"). They become
 * keys themselves, which changes no group: where the primary key is equal, they are equal, and where an outer join left it NULL, all of them are.
 */
final class GroupDependents {
  private GroupDependents() {}

  /**
   * @param groups the keys as they are written; sets of keys decide nothing here
   * @param list the select list, hidden items too
   * @return the columns that are read outside aggregates, each once, in the order in which they are read
   */
  static List<SqlNode> of(FromScope scope, SqlNodeList groups, SqlNodeList list, @Nullable SqlNode having) {
    Set<List<String>> named = new LinkedHashSet<>();
    for (SqlNode key : groups) {
      if (key.getKind() == SqlKind.GROUPING_SETS || key.getKind() == SqlKind.ROLLUP || key.getKind() == SqlKind.CUBE || key.getKind() == SqlKind.GROUP_BY_DISTINCT) {
        return List.of();
      }
      if (key instanceof SqlIdentifier column) {
        named.add(column.names);
      }
    }
    Set<String> decided = new LinkedHashSet<>();
    scope.keys().forEach(
        (alias, key) -> {
          if (key.stream().allMatch(column -> named.contains(List.of(alias, column)))) {
            decided.add(alias);
          }
        });
    Map<List<String>, SqlNode> found = new LinkedHashMap<>();
    Columns columns = new Columns(scope, decided, found);
    list.accept(columns);
    if (having != null) {
      having.accept(columns);
    }
    named.forEach(found::remove);
    return new ArrayList<>(found.values());
  }

  /** Collects the columns of some tables outside aggregates. What a sub-query calls by the same name is one key more, which changes nothing. */
  private static final class Columns extends SqlBasicVisitor<@Nullable Void> {
    private final FromScope scope;
    private final Set<String> tables;
    private final Map<List<String>, SqlNode> found;

    Columns(FromScope scope, Set<String> tables, Map<List<String>, SqlNode> found) {
      this.scope = scope;
      this.tables = tables;
      this.found = found;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      return call.getOperator() instanceof AggregateOperator || call.getKind() == SqlKind.FILTER ? null : super.visit(call);
    }

    @Override
    public @Nullable Void visit(SqlIdentifier column) {
      String table = column.names.getFirst();
      if (column.names.size() == 2 && tables.contains(table) && scope.tables().getOrDefault(table, List.of()).contains(column.names.getLast())) {
        found.putIfAbsent(List.copyOf(column.names), new SqlIdentifier(column.names, column.getParserPosition()));
      }
      return null;
    }
  }
}
