package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.QueryContext;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

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

  SqlNode array(ParserRuleContext context, QueryContext query) {
    QueryColumns columns = read(query);
    return isSingle(context, columns)
        ? nodes.call(new Construct.ArrayQuery(), context, rows(context, columns))
        : nodes.erroneous(context);
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
    return SqlStdOperatorTable.MULTISET_QUERY.createCall(nodes.position(context), columns.node());
  }

  private boolean isSingle(ParserRuleContext context, QueryColumns columns) {
    if (columns.columns().size() != 1) {
      nodes.error(
          DiagnosticCode.TYPE_MISMATCH, context, "subquery must return only one column", "Select the one column that is wanted.");
    }
    return columns.columns().size() == 1;
  }
}
