package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.QueryContext;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.validation.AggregateOperator;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Sub-queries in expressions. Calcite converts EXISTS and scalar ones as they are; to it, the others are a multiset of rows given to a
 * construct of ours, so that any operator can compare with them and PostgreSQL's typing decides.
 */
final class SubqueryReader {
  private final Nodes nodes;
  private final QueryReader queries;
  private CommonTables tables = CommonTables.none();

  SubqueryReader(Nodes nodes, QueryReader queries) {
    this.nodes = nodes;
    this.queries = queries;
  }

  /** Reads expressions whose sub-queries may name these WITH queries. */
  <T> T with(CommonTables visible, Supplier<T> expressions) {
    CommonTables before = tables;
    tables = visible;
    T result = expressions.get();
    tables = before;
    return result;
  }

  SqlNode scalar(ParserRuleContext context, QueryContext query) {
    QueryColumns columns = read(query);
    return isSingle(context, columns)
        ? SqlStdOperatorTable.SCALAR_QUERY.createCall(nodes.position(context), columns.node())
        : nodes.erroneous(context);
  }

  SqlNode exists(ParserRuleContext context, QueryContext query) {
    return SqlStdOperatorTable.EXISTS.createCall(nodes.position(context), read(query).node());
  }

  /**
   * {@code ARRAY(query)} as {@code (SELECT coalesce(array_agg(c ORDER BY keys), '{}') FROM (query))}: the array shows the order of the rows, the query's own
   * and, where that leaves it open, the one that aggregates take.
   */
  SqlNode array(ParserRuleContext context, QueryContext query) {
    CommonTables visible = tables;
    SortedQuery rows = nodes.dependent(nodes.scope(), () -> queries.sorted(query, visible));
    if (!isSingle(context, new QueryColumns(rows.node(), rows.columns()))) {
      return nodes.erroneous(context);
    }
    SqlParserPos position = nodes.position(context);
    List<SqlNode> from = new ArrayList<>(List.of(rows.node(), new SqlIdentifier("*ARRAY*", position)));
    List<SqlNode> columns = new ArrayList<>();
    for (int i = 0; i < rows.width(); i++) {
      from.add(new SqlIdentifier("c" + i, position));
      columns.add(new SqlIdentifier(List.of("*ARRAY*", "c" + i), position));
    }
    List<SqlNode> operands = new ArrayList<>(List.of(columns.getFirst()));
    List<String> directions = new ArrayList<>();
    for (SortedQuery.Key key : rows.keys()) {
      if (key.sort().using().isPresent()) {
        return nodes.refuse(query, "ORDER BY … USING in ARRAY(…) is", "Write ASC or DESC.");
      }
      operands.add(columns.get(key.column()));
      directions.add(key.sort().direction());
    }
    Optional<AggregateCall.Ordering> ordering =
        directions.isEmpty() ? Optional.empty() : Optional.of(new AggregateCall.Ordering(false, directions));
    SqlNode gathered =
        new AggregateOperator(Optional.of(new Identifier("pg_catalog")), new Identifier("array_agg"), ordering, nodes.span(context), nodes.inference())
            .createCall(null, position, operands.toArray(SqlNode[]::new));
    SqlNode array =
        nodes.call(new Construct.Conditional(Expression.Conditional.Kind.COALESCE), context, gathered, nodes.constant("{}", SqlType.UNKNOWN, context));
    SqlNodeList items = new SqlNodeList(List.of(array), position);
    return SqlStdOperatorTable.SCALAR_QUERY.createCall(
        position,
        new SqlSelect(position, null, items, SqlStdOperatorTable.AS.createCall(position, from), null, null, null, null, null, null, null, null, null));
  }

  SqlNode quantified(ParserRuleContext context, SqlNode left, String symbol, boolean all, QueryContext query) {
    QueryColumns columns = read(query);
    List<SqlNode> values = Nodes.isRow(left) ? Nodes.operands(left) : List.of(left);
    if (values.size() != columns.columns().size()) {
      nodes.error(
          DiagnosticCode.TYPE_MISMATCH,
          context,
          "subquery has too " + (columns.columns().size() > values.size() ? "many" : "few") + " columns",
          "Select as many columns as are compared.");
      return nodes.erroneous(context);
    }
    if (values.size() > 1 && !(symbol.equals("=") && !all) && !(symbol.equals("<>") && all)) {
      return nodes.refuse(context, "comparing rows with " + symbol + (all ? " ALL" : " ANY") + " is", "Compare column by column.");
    }
    List<SqlNode> operands = new ArrayList<>(values);
    operands.add(rows(context, columns));
    return nodes.call(new Construct.QuantifiedQuery(symbol, all), context, operands);
  }

  private QueryColumns read(QueryContext query) {
    CommonTables visible = tables;
    return nodes.dependent(nodes.scope(), () -> queries.read(query, visible, false));
  }

  private SqlNode rows(ParserRuleContext context, QueryColumns columns) {
    List<String> names = IntStream.range(0, columns.columns().size()).mapToObj(i -> "c" + i).toList();
    // Calcite takes no set operation and no WITH for a multiset.
    SqlNode select = columns.node() instanceof SqlSelect ? columns.node() : nodes.renamed(columns.node(), names, context);
    return SqlStdOperatorTable.MULTISET_QUERY.createCall(nodes.position(context), select);
  }

  private boolean isSingle(ParserRuleContext context, QueryColumns columns) {
    if (columns.columns().size() != 1) {
      nodes.error(
          DiagnosticCode.TYPE_MISMATCH, context, "subquery must return only one column", "Select the one column that is wanted.");
    }
    return columns.columns().size() == 1;
  }
}
