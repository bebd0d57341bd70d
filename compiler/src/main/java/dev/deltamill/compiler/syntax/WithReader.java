package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.syntax.CommonTables.Meaning;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;

/** WITH: queries that Calcite puts where they are named, and recursive ones, which are sources that are understood first. */
final class WithReader {
  private final Nodes nodes;
  private final QueryReader queries;
  private final RecursiveTables recursions;

  WithReader(Nodes nodes, QueryReader queries, RecursiveTables recursions) {
    this.nodes = nodes;
    this.queries = queries;
    this.recursions = recursions;
  }

  /** WITH, and what queries behind it may name. */
  record With(List<SqlWithItem> items, CommonTables tables) {
    /** Each query gets a WITH of its own: a later one of the same name hides it. */
    SqlNode around(SqlNode body) {
      SqlNode whole = body;
      for (SqlWithItem item : items.reversed()) {
        SqlParserPos position = item.getParserPosition();
        whole = new SqlWith(position, new SqlNodeList(List.of(item), position), whole);
      }
      return whole;
    }
  }

  With read(QueryContext context, CommonTables outer) {
    With with = new With(new ArrayList<>(), outer);
    if (context.withClause() == null) {
      return with;
    }
    boolean recursive = context.withClause().RECURSIVE() != null;
    List<CommonTableContext> ordered = recursive ? inOrder(context.withClause()) : context.withClause().commonTable();
    if (ordered.isEmpty()) {
      return leftOut(context.withClause(), outer);
    }
    for (CommonTableContext table : ordered) {
      refuseSearchAndCycle(table);
      boolean toItself = recursive && !TableMentions.of(table.query(), TokenText.name(table.name())).isEmpty();
      with = toItself ? recursion(table, with) : query(table, with);
    }
    return with;
  }

  /** WITH queries that were read before, for another reading of a query that may name them. */
  With again(CommonTables visible) {
    With with = new With(new ArrayList<>(), CommonTables.none());
    for (CommonTables.Entry entry : visible.entries()) {
      with =
          switch (entry.meaning()) {
            case Meaning.Query(var context, _) -> query(context, with);
            case Meaning.Known known -> new With(with.items(), with.tables().with(entry.name(), known));
          };
    }
    return with;
  }

  private With query(CommonTableContext table, With before) {
    QueryColumns query = queries.read(table.query(), before.tables(), false);
    List<String> names = columns(table, query);
    List<SqlWithItem> items = new ArrayList<>(before.items());
    items.add(item(table, query, names));
    return new With(items, before.tables().with(TokenText.name(table.name()), new Meaning.Query(table, names)));
  }

  /** PostgreSQL's clauses of a recursive query that number its rows or mark its cycles. */
  private void refuseSearchAndCycle(CommonTableContext table) {
    if (table.searchClause() != null) {
      nodes.refuse(table.searchClause(), "SEARCH is", "Compute the ordering column in the query itself, as an array of the way so far.");
    }
    if (table.cycleClause() != null) {
      nodes.refuse(table.cycleClause(), "CYCLE is", "Keep an array of the way so far and test it in the recursive term, or use UNION.");
    }
  }

  /** A WITH of which nothing can be read: whatever names its queries is not to blame. */
  private With leftOut(WithClauseContext with, CommonTables outer) {
    nodes.leaveOut();
    CommonTables tables = outer;
    for (CommonTableContext table : with.commonTable()) {
      tables = tables.with(TokenText.name(table.name()), new Meaning.Query(table, List.of()));
    }
    return new With(List.of(), tables);
  }

  /** With RECURSIVE a query may name later ones too: those that it names come first. None where they name one another. */
  private List<CommonTableContext> inOrder(WithClauseContext with) {
    Set<CommonTableContext> ordered = new LinkedHashSet<>();
    for (CommonTableContext table : with.commonTable()) {
      Optional<QualifiedNameContext> cycle = order(table, with, new LinkedHashSet<>(), ordered);
      if (cycle.isPresent()) {
        nodes.error(
            DiagnosticCode.INVALID_QUERY,
            cycle.get(),
            "mutual recursion between WITH items is not implemented",
            "Make them one recursive query, with a column that tells their rows apart.");
        return List.of();
      }
    }
    return List.copyOf(ordered);
  }

  /** Adds a query behind those that it names; the mention that closes a cycle, if there is one. */
  private Optional<QualifiedNameContext> order(
      CommonTableContext table, WithClauseContext with, Set<CommonTableContext> underway, Set<CommonTableContext> ordered) {
    if (ordered.contains(table)) {
      return Optional.empty();
    }
    underway.add(table);
    for (CommonTableContext other : with.commonTable()) {
      List<QualifiedNameContext> mentions = other == table ? List.of() : TableMentions.of(table.query(), TokenText.name(other.name()));
      if (!mentions.isEmpty()) {
        Optional<QualifiedNameContext> cycle =
            underway.contains(other) ? Optional.of(mentions.getFirst()) : order(other, with, underway, ordered);
        if (cycle.isPresent()) {
          return cycle;
        }
      }
    }
    underway.remove(table);
    ordered.add(table);
    return Optional.empty();
  }

  private With recursion(CommonTableContext table, With before) {
    Identifier name = TokenText.name(table.name());
    Optional<Source> source = wellFormed(table, name, before).flatMap(recursions::find);
    if (source.isEmpty()) {
      nodes.leaveOut();
    }
    Meaning meaning = source.<Meaning>map(Meaning.Known::new).orElse(new Meaning.Query(table, List.of()));
    return new With(before.items(), before.tables().with(name, meaning));
  }

  /** The conditions of PostgreSQL (parse_cte.c) that can be told from the text. */
  private Optional<RecursiveTable> wellFormed(CommonTableContext table, Identifier name, With before) {
    String query = "recursive query \"" + name.value() + "\"";
    String reference = "recursive reference to query \"" + name.value() + "\"";
    QueryContext inner = table.query();
    With within = read(inner, before.tables());
    QueryBodyContext body = inner.queryBody();
    if (body instanceof NestedQueryContext nested && inner.withClause() == null) {
      // Parentheses around the whole mean nothing.
      inner = nested.query();
      within = read(inner, before.tables());
      body = inner.queryBody();
    }
    if (inner.orderBy() != null || table.query().orderBy() != null) {
      nodes.error(DiagnosticCode.INVALID_QUERY, table, "ORDER BY in a recursive query is not implemented", "Order the rows where they are read.");
      return Optional.empty();
    }
    if (!inner.queryTail().isEmpty() || !table.query().queryTail().isEmpty()) {
      nodes.error(DiagnosticCode.INVALID_QUERY, table, "LIMIT and OFFSET in a recursive query are not implemented", "Write them where its rows are read.");
      return Optional.empty();
    }
    if (!(body instanceof UnionOrExceptContext union) || union.UNION() == null) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY,
          table.name(),
          query + " does not have the form non-recursive-term UNION [ALL] recursive-term",
          "Begin with the rows that need no recursion, and add the others behind UNION ALL.");
      return Optional.empty();
    }
    if (inner.withClause() != null && !TableMentions.of(inner.withClause(), name).isEmpty()) {
      nodes.refuse(TableMentions.of(inner.withClause(), name).getFirst(), "a " + reference + " inside its own WITH is", "Write it behind UNION.");
      return Optional.empty();
    }
    List<QualifiedNameContext> early = TableMentions.of(union.queryBody(0), name);
    if (!early.isEmpty()) {
      nodes.error(DiagnosticCode.INVALID_QUERY, early.getFirst(), reference + " must not appear within its non-recursive term", "Write it behind the last UNION.");
      return Optional.empty();
    }
    List<QualifiedNameContext> mentions = TableMentions.of(union.queryBody(1), name);
    if (mentions.size() > 1) {
      nodes.error(DiagnosticCode.INVALID_QUERY, mentions.get(1), reference + " must not appear more than once", "Join its rows with themselves where they are read.");
      return Optional.empty();
    }
    if (before.tables().find(name).filter(Meaning.Known.class::isInstance).isPresent()) {
      nodes.refuse(table.name(), "a recursive query inside another one of its name is", "Give one of them another name.");
      return Optional.empty();
    }
    return Optional.of(new RecursiveTable(table, union, within.tables(), nodes.around(), nodes.span(table.name())));
  }

  private List<String> columns(CommonTableContext table, QueryColumns query) {
    if (table.nameList() == null) {
      queries.refuseDuplicates(query);
      return query.names();
    }
    List<String> names = new ArrayList<>(table.nameList().name().stream().map(n -> TokenText.name(n).value()).toList());
    if (names.size() > query.columns().size()) {
      nodes.leaveOut();
      nodes.error(
          DiagnosticCode.COLUMN_COUNT,
          table.nameList(),
          "WITH query \"" + TokenText.name(table.name()).value() + "\" has " + query.columns().size() + " columns available but " + names.size() + " columns specified",
          "Name at most as many columns as there are.");
      return names;
    }
    names.addAll(query.names().subList(names.size(), query.columns().size()));
    return names;
  }

  private SqlWithItem item(CommonTableContext table, QueryColumns query, List<String> names) {
    SqlParserPos position = nodes.position(table);
    List<SqlIdentifier> columns =
        names.stream().map(column -> new SqlIdentifier(column, nodes.position(table.name()))).toList();
    return new SqlWithItem(
        position,
        new SqlIdentifier(TokenText.name(table.name()).value(), nodes.position(table.name())),
        table.nameList() == null ? null : new SqlNodeList(columns, position),
        table.nameList() == null ? query.node() : nodes.renamed(query.node(), names, table),
        SqlLiteral.createBoolean(false, position));
  }
}
