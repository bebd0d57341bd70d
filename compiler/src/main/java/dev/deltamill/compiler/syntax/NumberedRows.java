package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * LIMIT, OFFSET, FETCH and DISTINCT ON as what they mean: the rows are numbered in their order by a window function, and those with the right numbers stay.
 * So the rules for window functions hold for them too, the tie-breaker where ORDER BY leaves the choice open among them.
 *
 * <p>{@code WITH TIES}: behind the offset every row whose rank, which peers share, is at most that of the last one.
 */
final class NumberedRows {
  private static final String ROWS = "*ROWS*";
  private static final String NUMBERED = "*NUMBERED*";
  private static final String NUMBER = "number";
  private static final String RANK = "rank";

  private final Nodes nodes;
  private final ParserRuleContext context;
  private final SqlParserPos position;
  private final SortedQuery query;
  private final List<String> names;
  private SqlNode rows;

  private NumberedRows(Nodes nodes, ParserRuleContext context, SortedQuery query) {
    this.nodes = nodes;
    this.context = context;
    this.position = nodes.position(context);
    this.query = query;
    this.names = IntStream.range(0, query.width()).mapToObj(i -> "c" + i).toList();
    this.rows = query.node();
  }

  /** What DISTINCT ON and a limit leave of a sorted query, without its hidden columns. */
  static QueryColumns of(Nodes nodes, ParserRuleContext context, SortedQuery query, RowLimit limit) {
    return kept(nodes, context, query, limit).result();
  }

  /** What they leave, with the hidden columns and the order. */
  static SortedQuery sorted(Nodes nodes, ParserRuleContext context, SortedQuery query, RowLimit limit) {
    return new SortedQuery(kept(nodes, context, query, limit).rows, query.columns(), query.width(), query.keys(), Optional.empty());
  }

  private static NumberedRows kept(Nodes nodes, ParserRuleContext context, SortedQuery query, RowLimit limit) {
    NumberedRows numbered = new NumberedRows(nodes, context, query);
    if (query.distinct().isPresent()) {
      numbered.keep(query.distinct().get(), false, 0, OptionalLong.of(1));
    }
    if (!limit.isNone()) {
      numbered.keep(List.of(), limit.ties(), limit.offset(), limit.last());
    }
    return numbered;
  }

  /**
   * @param partition columns within whose values the rows are numbered anew
   * @param ties whether rows tied with the last one stay
   * @param last number of the last row that stays
   */
  private void keep(List<Integer> partition, boolean ties, long offset, OptionalLong last) {
    boolean ranked = ties && last.isPresent() && last.getAsLong() > offset;
    SqlNodeList items = new SqlNodeList(position);
    List<SqlNode> columns = columns(ROWS);
    for (int i = 0; i < columns.size(); i++) {
      items.add(named(columns.get(i), names.get(i)));
    }
    items.add(named(window("row_number", partition), NUMBER));
    if (ranked) {
      items.add(named(window("rank", partition), RANK));
    }
    List<String> all = new ArrayList<>(names);
    all.add(NUMBER);
    if (ranked) {
      all.add(RANK);
    }
    SqlNode numbered = select(items, from(rows, ROWS, names), Optional.empty());
    List<SqlNode> conditions = new ArrayList<>();
    if (offset > 0) {
      conditions.add(nodes.operation(">", context, column(NUMBERED, NUMBER), number(offset)));
    }
    last.ifPresent(row -> conditions.add(nodes.operation("<=", context, column(NUMBERED, ranked ? RANK : NUMBER), number(row))));
    Optional<SqlNode> condition =
        conditions.isEmpty() ? Optional.empty() : Optional.of(nodes.condition(nodes.balanced(SqlStdOperatorTable.AND, context, conditions), "WHERE", context));
    List<SqlNode> kept = columns(NUMBERED);
    SqlNodeList outputs = new SqlNodeList(position);
    for (int i = 0; i < kept.size(); i++) {
      outputs.add(named(kept.get(i), names.get(i)));
    }
    rows = select(outputs, from(numbered, NUMBERED, all), condition);
  }

  private QueryColumns result() {
    SqlNodeList items = new SqlNodeList(position);
    List<SqlNode> columns = columns(ROWS);
    for (int i = 0; i < query.columns().size(); i++) {
      OutputColumn column = query.columns().get(i);
      items.add(named(columns.get(i), column.name()));
    }
    return new QueryColumns(select(items, from(rows, ROWS, names), Optional.empty()), query.columns());
  }

  private SqlNode window(String function, List<Integer> partition) {
    List<SqlNode> columns = columns(ROWS);
    List<SqlNode> operands = new ArrayList<>();
    partition.forEach(key -> operands.add(columns.get(key)));
    query.keys().forEach(key -> operands.add(columns.get(key.column())));
    Construct.Window construct =
        new Construct.Window(
            Optional.of(new Identifier("pg_catalog")),
            new Identifier(function),
            false,
            0,
            false,
            partition.size(),
            query.keys().stream().map(SortedQuery.Key::sort).toList(),
            Frame.DEFAULT);
    return nodes.call(construct, context, operands);
  }

  private SqlNode number(long value) {
    return nodes.constant(Long.toString(value), SqlType.BIGINT, context);
  }

  private List<SqlNode> columns(String table) {
    return names.stream().map(name -> column(table, name)).toList();
  }

  private SqlNode column(String table, String name) {
    return nodes.column(new FromScope.Column(new FromScope.Origin.Table(table), name), context);
  }

  private SqlNode named(SqlNode expression, String name) {
    return SqlStdOperatorTable.AS.createCall(position, expression, new SqlIdentifier(name, position));
  }

  private SqlNode from(SqlNode query, String alias, List<String> names) {
    List<SqlNode> operands = new ArrayList<>(List.of(query, new SqlIdentifier(alias, position)));
    names.forEach(name -> operands.add(new SqlIdentifier(name, position)));
    return SqlStdOperatorTable.AS.createCall(position, operands);
  }

  private SqlNode select(SqlNodeList items, SqlNode from, Optional<SqlNode> where) {
    return new SqlSelect(position, null, items, from, where.orElse(null), null, null, null, null, null, null, null, null);
  }
}
