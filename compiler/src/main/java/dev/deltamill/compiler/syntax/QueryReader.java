package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** WITH, set operations, VALUES, and what stands behind a query (ORDER BY, LIMIT …). */
public final class QueryReader {
  private final Nodes nodes;
  private final WithReader withs;
  private final FromItemReader items;
  private final SelectReader selects;

  private QueryReader(Nodes nodes, Surroundings surroundings) {
    this.nodes = nodes;
    this.withs = new WithReader(nodes, this, surroundings.recursions());
    ExpressionReader expressions = new ExpressionReader(nodes, new SubqueryReader(nodes, this));
    this.items = new FromItemReader(nodes, this, expressions, surroundings.lookup());
    this.selects = new SelectReader(nodes, expressions, new FromReader(nodes, expressions, items));
  }

  /** Reads a whole query. */
  public static QuerySyntax read(QueryContext context, Surroundings surroundings) {
    QueryReader reader = new QueryReader(new Nodes(surroundings, List.of()), surroundings);
    return reader.syntax(reader.read(context, CommonTables.none(), false));
  }

  /**
   * Reads a part of a query by itself.
   *
   * @param visible WITH queries around it
   * @param outOfReach columns around it
   */
  static QuerySyntax read(QueryBodyContext context, CommonTables visible, List<FromScope> outOfReach, Surroundings surroundings) {
    QueryReader reader = new QueryReader(new Nodes(surroundings, outOfReach), surroundings);
    WithReader.With with = reader.withs.again(visible);
    QueryColumns body = reader.body(context, with.tables(), false);
    return reader.syntax(new QueryColumns(with.around(body.node()), body.columns()));
  }

  private QuerySyntax syntax(QueryColumns query) {
    return new QuerySyntax(
        query.node(), items.occurrences(), query.columns(), nodes.comparisons(), nodes.diagnostics(), nodes.isComplete());
  }

  /** A query; {@code branch} where it is a branch of a set operation, whose literals take their types from the other branches. */
  QueryColumns read(QueryContext context, CommonTables outer, boolean branch) {
    WithReader.With with = withs.read(context, outer);
    QueryColumns body = rows(context, with.tables(), branch);
    return new QueryColumns(with.around(body.node()), body.columns());
  }

  /** A query whose rows are wanted in their order. */
  SortedQuery sorted(QueryContext context, CommonTables outer) {
    WithReader.With with = withs.read(context, outer);
    Clauses clauses = clauses(context);
    SortedQuery rows =
        NumberedRows.sorted(nodes, clauses.body(), sorted(clauses.body(), clauses.order(), with.tables()), clauses.limit());
    return new SortedQuery(with.around(rows.node()), rows.columns(), rows.width(), rows.keys(), Optional.empty());
  }

  /** What belongs to the body of a query. */
  private record Clauses(QueryBodyContext body, @Nullable OrderByContext order, RowLimit limit) {}

  private Clauses clauses(QueryContext context) {
    QueryContext inner = context;
    OrderByContext order = context.orderBy();
    List<QueryTailContext> tails = new ArrayList<>(context.queryTail());
    // What stands behind parentheses belongs to the query within (gram.y, insertSelectOptions).
    while (inner.queryBody() instanceof NestedQueryContext nested && nested.query().withClause() == null) {
      inner = nested.query();
      if (order != null && inner.orderBy() != null) {
        nodes.error(DiagnosticCode.INVALID_QUERY, order, "multiple ORDER BY clauses not allowed", "Write one, or make the inner query a sub-query in FROM.");
      }
      order = inner.orderBy() == null ? order : inner.orderBy();
      tails.addAll(0, inner.queryTail());
    }
    return new Clauses(inner.queryBody(), order, RowLimit.of(nodes, tails, order != null));
  }

  /** A query without its WITH. */
  private QueryColumns rows(QueryContext context, CommonTables tables, boolean branch) {
    Clauses clauses = clauses(context);
    OrderByContext order = clauses.order();
    RowLimit limit = clauses.limit();
    boolean asked = context.getParent() instanceof ExistsContext && limit.keepsExistence();
    boolean distinctOn = clauses.body() instanceof SelectQueryContext select && SelectReader.isDistinctOn(select.select());
    if (!asked && (distinctOn || !limit.isNone())) {
      return NumberedRows.of(nodes, limit.place() == null ? clauses.body() : limit.place(), sorted(clauses.body(), order, tables), limit);
    }
    if (order != null && limit.place() == null) {
      nodes.notice(
          DiagnosticCode.ORDER_BY_IGNORED,
          order,
          "ORDER BY is ignored: a table has no order",
          "Order the rows where the stream table is read.");
    }
    return body(clauses.body(), tables, branch);
  }

  private SortedQuery sorted(QueryBodyContext context, @Nullable OrderByContext order, CommonTables tables) {
    if (context instanceof SelectQueryContext select) {
      return selects.sorted(select.select(), order, tables);
    }
    QueryColumns query = body(context, tables, false);
    List<OrderNames.Output> outputs = query.columns().stream().map(column -> new OrderNames.Output(column.name(), null)).toList();
    List<SortedQuery.Key> keys = new ArrayList<>();
    for (SortItemContext item : order == null ? List.<SortItemContext>of() : order.sortItem()) {
      Optional<Integer> column = OrderNames.find(nodes, item.expression(), outputs, "ORDER BY");
      if (column.isEmpty()) {
        nodes.error(
            DiagnosticCode.INVALID_QUERY,
            item,
            "invalid UNION/INTERSECT/EXCEPT ORDER BY clause: only result column names can be used, not expressions or functions",
            "Order by an output column, or make the set operation a sub-query in FROM.");
      }
      keys.add(new SortedQuery.Key(column.orElse(0), WindowReader.sort(item)));
    }
    return new SortedQuery(query.node(), query.columns(), query.columns().size(), keys, Optional.empty());
  }

  /**
   * A sub-query with two columns of one name. PostgreSQL refuses only a reference to such a name; Calcite would take the first
   * of them, so the sub-query is refused.
   */
  void refuseDuplicates(QueryColumns query) {
    Set<String> seen = new HashSet<>();
    for (OutputColumn column : query.columns()) {
      if (!seen.add(column.name()) && !column.name().equals(OutputNames.NONE)) {
        nodes.leaveOut();
        nodes
            .diagnostics()
            .add(
                Diagnostic.error(
                    DiagnosticCode.DUPLICATE_COLUMN,
                    column.span(),
                    "the sub-query has several columns called \"" + column.name() + "\"",
                    "Give all but one of them an alias with AS."));
      }
    }
  }

  private QueryColumns body(QueryBodyContext context, CommonTables tables, boolean branch) {
    return switch (context) {
      case NestedQueryContext e -> read(e.query(), tables, branch);
      case SelectQueryContext e -> selects.read(e.select(), tables, branch);
      case ValuesQueryContext e -> selects.values(e);
      case TableQueryContext e -> {
        items.refuseOnly(e.ONLY(), e.qualifiedName(), tables);
        yield selects.star(e, items.table(e.qualifiedName(), null, tables));
      }
      case IntersectionContext e ->
          combined(
              isAll(e.setQuantifier()) ? SqlStdOperatorTable.INTERSECT_ALL : SqlStdOperatorTable.INTERSECT,
              e,
              e.queryBody(0),
              e.queryBody(1),
              tables);
      case UnionOrExceptContext e -> unionOrExcept(e, tables);
      default -> throw new IllegalStateException("no such query: " + context.getClass());
    };
  }

  private QueryColumns unionOrExcept(UnionOrExceptContext context, CommonTables tables) {
    if (isUnionAll(context)) {
      return unionAll(context, tables);
    }
    SqlOperator except = isAll(context.setQuantifier()) ? SqlStdOperatorTable.EXCEPT_ALL : SqlStdOperatorTable.EXCEPT;
    SqlOperator operator = context.UNION() != null ? SqlStdOperatorTable.UNION : except;
    return combined(operator, context, context.queryBody(0), context.queryBody(1), tables);
  }

  private QueryColumns combined(
      SqlOperator operator, QueryBodyContext context, QueryBodyContext first, QueryBodyContext second, CommonTables tables) {
    QueryColumns left = body(first, tables, true);
    QueryColumns right = body(second, tables, true);
    SqlNode call = operator.createCall(nodes.position(context), left.node(), right.node());
    nodes.compare(call, left.columns());
    return new QueryColumns(call, left.columns());
  }

  /** A chain of UNION ALL, read without recursion into its left sides. */
  private QueryColumns unionAll(UnionOrExceptContext context, CommonTables tables) {
    List<QueryBodyContext> branches = new ArrayList<>();
    QueryBodyContext current = context;
    while (current instanceof UnionOrExceptContext union && isUnionAll(union)) {
      branches.addFirst(union.queryBody(1));
      current = union.queryBody(0);
    }
    QueryColumns all = body(current, tables, true);
    for (QueryBodyContext branch : branches) {
      QueryColumns next = body(branch, tables, true);
      all =
          new QueryColumns(
              SqlStdOperatorTable.UNION_ALL.createCall(nodes.position(context), all.node(), next.node()), all.columns());
    }
    return all;
  }

  private static boolean isUnionAll(UnionOrExceptContext context) {
    return context.UNION() != null && isAll(context.setQuantifier());
  }

  static boolean isAll(@Nullable SetQuantifierContext quantifier) {
    return quantifier != null && quantifier.ALL() != null;
  }
}
