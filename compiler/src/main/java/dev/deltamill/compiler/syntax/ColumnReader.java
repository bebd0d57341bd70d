package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.QualifiedNameContext;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Column references. They are looked up here rather than by Calcite, which stops at the first that means nothing. */
final class ColumnReader {
  private static final Set<String> SYSTEM_COLUMNS = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  private final Nodes nodes;

  ColumnReader(Nodes nodes) {
    this.nodes = nodes;
  }

  SqlNode read(QualifiedNameContext context) {
    List<String> names = TokenText.names(context).stream().map(Identifier::value).toList();
    return switch (names.size()) {
      case 1 -> bare(context, names.getFirst());
      case 2 -> qualified(context, names.getFirst(), names.getLast());
      default -> new SqlIdentifier(names, nodes.position(context));
    };
  }

  /** {@code alias.*} where one value stands. */
  SqlNode wholeRow(QualifiedNameContext context) {
    List<String> names = TokenText.names(context).stream().map(Identifier::value).toList();
    String name = names.getLast();
    FromScope scope = nodes.scopeOf(candidate -> candidate.tables().containsKey(name));
    return names.size() == 1 && scope.tables().containsKey(name)
        ? wholeRow(context, name, scope)
        : wrong(
            context,
            DiagnosticCode.UNKNOWN_TABLE,
            "missing FROM-clause entry for table \"" + name + "\"",
            suggestion(name, nodes.scope().tables().keySet(), "Add the table to FROM, or use its alias without a schema."));
  }

  private SqlNode bare(QualifiedNameContext context, String name) {
    FromScope scope = nodes.scopeOf(candidate -> candidate.offers(name));
    List<FromScope.Column> named = scope.named(name);
    if (named.size() == 1) {
      SqlNode column = nodes.column(named.getFirst(), context);
      return scope == nodes.scope() ? column : nodes.outer(column, context);
    }
    if (named.size() > 1) {
      return wrong(
          context,
          DiagnosticCode.AMBIGUOUS_COLUMN,
          "column reference \"" + name + "\" is ambiguous",
          "Write the table's name or alias before it.");
    }
    if (scope.tables().containsKey(name)) {
      return wholeRow(context, name, scope);
    }
    if (nodes.isOutOfReach(candidate -> candidate.offers(name))) {
      return outOfReach(context);
    }
    TreeSet<String> known = new TreeSet<>();
    scope.columns().forEach(column -> known.add(column.name()));
    return unknown(context, name, "\"" + name + "\"", known);
  }

  /**
   * A table's row as one value: its columns, put together to the table's row type. Where an outer join has no row this would be a row of NULLs, which is
   * not NULL.
   */
  private SqlNode wholeRow(QualifiedNameContext context, String name, FromScope scope) {
    QualifiedName type = scope.rows().get(name);
    if (scope.padded().contains(name)) {
      return nodes.refuse(
          context, "a reference to the whole row of \"" + name + "\", which an outer join may leave without one, is", "Name the columns, or a key to see whether there is a row.");
    }
    if (type == null) {
      return nodes.refuse(context, "a reference to the whole row of \"" + name + "\", which is no table, is", "Name the columns.");
    }
    List<SqlNode> columns = new ArrayList<>();
    for (String column : scope.tables().getOrDefault(name, List.of())) {
      SqlNode value = new SqlIdentifier(List.of(name, column), nodes.position(context));
      columns.add(scope == nodes.scope() ? value : nodes.outer(value, context));
    }
    return nodes.call(new Construct.WholeRow(type), context, columns);
  }

  private SqlNode qualified(QualifiedNameContext context, String table, String name) {
    FromScope scope = nodes.scopeOf(candidate -> candidate.tables().containsKey(table));
    List<String> columns = scope.tables().get(table);
    if (columns == null && nodes.isOutOfReach(candidate -> candidate.tables().containsKey(table))) {
      return outOfReach(context);
    }
    if (columns == null) {
      return wrong(
          context,
          DiagnosticCode.UNKNOWN_TABLE,
          "missing FROM-clause entry for table \"" + table + "\"",
          suggestion(table, nodes.scope().tables().keySet(), "Add the table to FROM, or use its alias."));
    }
    if (!columns.contains(name)) {
      return unknown(context, name, table + "." + name, columns);
    }
    SqlNode column = new SqlIdentifier(List.of(table, name), nodes.position(context));
    return scope == nodes.scope() ? column : nodes.outer(column, context);
  }

  private SqlNode outOfReach(QualifiedNameContext context) {
    return nodes.refuse(
        context,
        "a recursive query that reads a column of the query around it is",
        "Carry the column through the recursion, from its first term on, and join its rows where they are read.");
  }

  private SqlNode unknown(QualifiedNameContext context, String name, String written, Collection<String> known) {
    if (SYSTEM_COLUMNS.contains(name)) {
      return nodes.refuse(context, "the system column \"" + name + "\" is", Remedies.NO_REWRITE);
    }
    return wrong(
        context,
        DiagnosticCode.UNKNOWN_COLUMN,
        "column " + written + " does not exist",
        suggestion(name, known, "Check the name, or take a new catalog snapshot if the column is new."));
  }

  private SqlNode wrong(QualifiedNameContext context, DiagnosticCode code, String message, String remedy) {
    // What FROM could not offer is not to blame on those who ask for it.
    if (nodes.isComplete()) {
      nodes.error(code, context, message, remedy);
    }
    return nodes.erroneous(context);
  }

  private static String suggestion(String written, Collection<String> known, String otherwise) {
    return Suggestions.nearest(written, known).map(near -> "Did you mean \"" + near + "\"?").orElse(otherwise);
  }
}
