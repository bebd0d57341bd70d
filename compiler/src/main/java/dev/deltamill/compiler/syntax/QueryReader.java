package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** WITH, set operations, VALUES, and what stands behind a query (ORDER BY, LIMIT …). */
public final class QueryReader {
  private final Nodes nodes;
  private final FromReader from;
  private final SelectReader selects;

  private QueryReader(Nodes nodes, SourceLookup lookup, Set<Span> outputGroups) {
    this.nodes = nodes;
    ExpressionReader expressions = new ExpressionReader(nodes);
    this.from = new FromReader(nodes, expressions, this, lookup);
    this.selects = new SelectReader(nodes, expressions, from, outputGroups);
  }

  /**
   * Reads a query.
   *
   * @param outputGroups places in GROUP BY that are known to name an output column
   */
  public static QuerySyntax read(
      QueryContext context,
      SourcePositions positions,
      CatalogIndex catalog,
      TypeInference inference,
      SourceLookup lookup,
      Set<Span> outputGroups) {
    Nodes nodes = new Nodes(positions, catalog, inference);
    QueryReader reader = new QueryReader(nodes, lookup, outputGroups);
    SqlNode node = reader.read(context, CommonTables.none(), false);
    return new QuerySyntax(
        node,
        reader.from.tables(),
        reader.selects.groupNames(),
        nodes.diagnostics(),
        reader.from.complete() && reader.selects.complete());
  }

  /** A query; {@code branch} where it is a branch of a set operation, whose literals take their types from the other branches. */
  SqlNode read(QueryContext context, CommonTables outer, boolean branch) {
    CommonTables scope = outer;
    SqlNodeList with = new SqlNodeList(nodes.position(context));
    if (context.withClause() != null) {
      boolean recursive = context.withClause().RECURSIVE() != null;
      for (CommonTableContext table : context.withClause().commonTable()) {
        Identifier name = TokenText.name(table.name());
        with.add(commonTable(table, name, recursive ? scope.with(name, true) : scope));
        scope = scope.with(name, false);
      }
    }
    if (context.orderBy() != null) {
      nodes.notice(
          DiagnosticCode.ORDER_BY_IGNORED,
          context.orderBy(),
          "ORDER BY is ignored: a table has no order",
          "Order the rows where the stream table is read.");
    }
    for (QueryTailContext tail : context.queryTail()) {
      refuse(tail);
    }
    SqlNode body = body(context.queryBody(), scope, branch);
    return with.isEmpty() ? body : new SqlWith(nodes.position(context), with, body);
  }

  private SqlNode commonTable(CommonTableContext table, Identifier name, CommonTables scope) {
    SqlParserPos position = nodes.position(table);
    SqlNodeList columns = table.nameList() == null ? null : from.columns(table.nameList());
    return new SqlWithItem(
        position,
        new SqlIdentifier(name.value(), nodes.position(table.name())),
        columns,
        read(table.query(), scope, false),
        SqlLiteral.createBoolean(false, position));
  }

  private void refuse(QueryTailContext tail) {
    switch (tail) {
      case LimitTailContext e -> nodes.refuse(e, "LIMIT is", "Leave LIMIT out and limit where the stream table is read.");
      case OffsetTailContext e -> nodes.refuse(e, "OFFSET is", "Leave OFFSET out and skip rows where the stream table is read.");
      case FetchTailContext e -> nodes.refuse(e, "FETCH is", "Leave FETCH out and limit where the stream table is read.");
      default -> nodes.refuse(tail, "a locking clause is", "Leave it out: a stream table does not lock its sources.");
    }
  }

  private SqlNode body(QueryBodyContext context, CommonTables scope, boolean branch) {
    return switch (context) {
      case NestedQueryContext e -> read(e.query(), scope, branch);
      case SelectQueryContext e -> selects.read(e.select(), scope, branch);
      case ValuesQueryContext e -> selects.values(e);
      case TableQueryContext e -> selects.star(e, from.table(e.qualifiedName(), null, scope));
      case IntersectionContext e -> {
        nodes.refuse(e, "INTERSECT is", "Join the two queries instead.");
        boolean all = e.setQuantifier() != null && e.setQuantifier().ALL() != null;
        SqlOperator operator = all ? SqlStdOperatorTable.INTERSECT_ALL : SqlStdOperatorTable.INTERSECT;
        yield operator.createCall(
            nodes.position(e), body(e.queryBody(0), scope, true), body(e.queryBody(1), scope, true));
      }
      case UnionOrExceptContext e -> unionOrExcept(e, scope);
      default -> throw new IllegalStateException("no such query: " + context.getClass());
    };
  }

  /** A chain of UNION ALL is one flat union, however long. */
  private SqlNode unionOrExcept(UnionOrExceptContext context, CommonTables scope) {
    if (!isUnionAll(context)) {
      String operation = context.UNION() != null ? "UNION" : "EXCEPT";
      nodes.refuse(
          context,
          operation + (context.setQuantifier() != null && context.setQuantifier().ALL() != null ? " ALL" : "") + " is",
          context.UNION() != null ? "Use UNION ALL and group the result." : "Join the two queries instead.");
      SqlOperator operator = context.UNION() != null ? SqlStdOperatorTable.UNION : SqlStdOperatorTable.EXCEPT;
      return operator.createCall(
          nodes.position(context), body(context.queryBody(0), scope, true), body(context.queryBody(1), scope, true));
    }
    List<QueryBodyContext> branches = new ArrayList<>();
    QueryBodyContext current = context;
    while (current instanceof UnionOrExceptContext union && isUnionAll(union)) {
      branches.addFirst(union.queryBody(1));
      current = union.queryBody(0);
    }
    branches.addFirst(current);
    SqlNode all = body(branches.getFirst(), scope, true);
    for (QueryBodyContext branch : branches.subList(1, branches.size())) {
      all = SqlStdOperatorTable.UNION_ALL.createCall(nodes.position(context), all, body(branch, scope, true));
    }
    return all;
  }

  private static boolean isUnionAll(UnionOrExceptContext context) {
    return context.UNION() != null && context.setQuantifier() != null && context.setQuantifier().ALL() != null;
  }
}
