package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.syntax.FromReader.From;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** SELECT, VALUES and TABLE. */
final class SelectReader {
  private final Nodes nodes;
  private final ExpressionReader expressions;
  private final FromReader from;
  private final GroupByReader groups;

  SelectReader(Nodes nodes, ExpressionReader expressions, FromReader from) {
    this.nodes = nodes;
    this.expressions = expressions;
    this.from = from;
    this.groups = new GroupByReader(nodes, expressions);
  }

  QueryColumns read(SelectContext context, CommonTables tables, boolean branch) {
    return expressions.subqueries().with(tables, () -> nodes.windowed(null, () -> select(context, tables, branch, null)));
  }

  /** A SELECT whose rows are put in order: by DISTINCT ON, by ORDER BY with LIMIT. */
  SortedQuery sorted(SelectContext context, @Nullable OrderByContext order, CommonTables tables) {
    SortKeys keys = new SortKeys(context.distinct(), order);
    QueryColumns query = expressions.subqueries().with(tables, () -> nodes.windowed(null, () -> select(context, tables, false, keys)));
    int shown = query.columns().size();
    return new SortedQuery(query.node(), query.columns(), shown + keys.hidden.size(), keys.keys, keys.distinctOn());
  }

  static boolean isDistinctOn(SelectContext context) {
    return context.distinct() != null && context.distinct().ON() != null;
  }

  /** What ORDER BY and DISTINCT ON mean, as columns: names and numbers are those of output columns, the rest is computed beside them. */
  private final class SortKeys {
    private final @Nullable DistinctContext distinct;
    private final @Nullable OrderByContext order;
    private final List<SelectItem> hidden = new ArrayList<>();
    private final List<SortedQuery.Key> keys = new ArrayList<>();
    private final List<Integer> on = new ArrayList<>();

    SortKeys(@Nullable DistinctContext distinct, @Nullable OrderByContext order) {
      this.distinct = distinct;
      this.order = order;
    }

    Optional<List<Integer>> distinctOn() {
      return distinct != null && distinct.ON() != null ? Optional.of(on) : Optional.empty();
    }

    void resolve(List<SelectItem> items) {
      if (distinct != null && distinct.ON() != null) {
        distinct.expressions().expression().forEach(key -> on.add(column(key, items, "DISTINCT ON")));
      }
      if (order == null) {
        return;
      }
      boolean beyond = false;
      for (SortItemContext item : order.sortItem()) {
        int column = column(item.expression(), items, "ORDER BY");
        beyond |= !on.contains(column);
        if (distinctOn().isPresent() && beyond && keys.stream().map(SortedQuery.Key::column).distinct().filter(on::contains).count() < on.stream().distinct().count()) {
          nodes.error(
              DiagnosticCode.INVALID_QUERY,
              item,
              "DISTINCT ON expressions must match initial ORDER BY expressions",
              "Begin ORDER BY with the expressions of DISTINCT ON.");
          return;
        }
        keys.add(new SortedQuery.Key(column, WindowReader.sort(item)));
      }
    }

    private int column(ExpressionContext context, List<SelectItem> items, String clause) {
      Optional<Integer> shown = OrderNames.find(nodes, context, items.stream().map(SelectReader::output).toList(), clause);
      if (shown.isPresent()) {
        return shown.get();
      }
      if (OrderNames.isColumn(context) && expressions.read(context) instanceof SqlIdentifier column) {
        // With and without its table it is the same column.
        for (int i = 0; i < items.size(); i++) {
          SelectItem item = items.get(i);
          boolean simple = !(item.context() instanceof ExpressionContext) || OrderNames.isColumn(item.context());
          if (simple && item.expression().get() instanceof SqlIdentifier shownColumn && shownColumn.names.equals(column.names)) {
            return i;
          }
        }
      }
      for (int i = 0; i < hidden.size(); i++) {
        if (OrderNames.same(hidden.get(i).context(), context)) {
          return items.size() + i;
        }
      }
      if (distinct != null && distinct.ON() == null) {
        nodes.error(
            DiagnosticCode.INVALID_QUERY,
            context,
            "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
            "Select the expression too, or order by what is selected.");
        return 0;
      }
      SetReturningCalls.refuse(nodes, context, clause);
      hidden.add(new SelectItem(new OutputColumn(OutputNames.of(context), nodes.span(context)), context, () -> expressions.read(context)));
      return items.size() + hidden.size() - 1;
    }
  }

  private static OrderNames.Output output(SelectItem item) {
    return new OrderNames.Output(item.column().name(), item.context());
  }

  private QueryColumns select(SelectContext context, CommonTables tables, boolean branch, @Nullable SortKeys sort) {
    boolean distinct = context.distinct() != null && !isDistinctOn(context);
    Optional<From> source = from.read(context.fromItem(), tables);
    FromScope outer = nodes.enter(source.map(From::scope).orElse(FromScope.EMPTY));
    List<SelectItem> items = items(context);
    Map<String, WindowReader.Window> windows = WindowReader.named(nodes, context);
    SqlNodeList list = new SqlNodeList(nodes.position(context));
    List<SelectItem> computed = new ArrayList<>(items);
    if (sort != null) {
      sort.resolve(items);
      computed.addAll(sort.hidden);
    }
    for (SelectItem item : computed) {
      SqlNode expression = nodes.grouped(() -> nodes.windowed(windows, item.expression()));
      SqlNode typed = branch && !distinct ? expression : nodes.settled(expression, item.context());
      // Where the list shows the groups just as they are, Calcite leaves the projection out and then looks for it (createAggImpl).
      boolean kept = list.isEmpty() && context.groupBy() != null && context.having() != null && asks(context.having());
      SqlNode settled = kept ? nodes.call(new Construct.Kept(), item.context(), typed) : typed;
      SqlParserPos position = nodes.position(item.context());
      // Every item gets its name, so that nothing depends on how Calcite would call it.
      list.add(
          SqlStdOperatorTable.AS.createCall(position, settled, new SqlIdentifier(item.column().name(), position)));
    }
    List<Span> keys = new ArrayList<>();
    SqlNode having = context.having() == null ? null : nodes.grouped(() -> expressions.condition(context.having().expression(), "HAVING"));
    SqlNodeList grouping = context.groupBy() == null ? null : groups.read(context.groupBy(), items, keys);
    if (grouping != null) {
      groups.refuseRepeatedEmptySet(context.groupBy(), grouping, list, having);
      GroupDependents.of(nodes.scope(), grouping, list, having).forEach(grouping::add);
    }
    SqlSelect select =
        select(
            nodes.position(context),
            distinct ? SqlSelectKeyword.DISTINCT : null,
            list,
            source.map(From::node).orElse(null),
            context.where() == null ? null : expressions.condition(context.where().expression(), "WHERE"),
            grouping,
            having);
    nodes.enter(outer);
    QueryColumns query = new QueryColumns(select, items.stream().map(SelectItem::column).toList());
    nodes.compareKeys(select, keys);
    if (distinct) {
      nodes.compare(select, query.columns());
    }
    return query;
  }

  private static boolean asks(ParserRuleContext context) {
    return context instanceof QueryContext
        || context.children != null
            && context.children.stream().anyMatch(child -> child instanceof ParserRuleContext rule && asks(rule));
  }

  private static SqlSelect select(
      SqlParserPos position,
      @Nullable SqlSelectKeyword keyword,
      SqlNodeList items,
      @Nullable SqlNode from,
      @Nullable SqlNode where,
      @Nullable SqlNodeList groupBy,
      @Nullable SqlNode having) {
    SqlNodeList keywords = keyword == null ? null : new SqlNodeList(List.of(keyword.symbol(position)), position);
    return new SqlSelect(position, keywords, items, from, where, groupBy, having, null, null, null, null, null, null);
  }

  private List<SelectItem> items(SelectContext context) {
    List<SelectItem> items = new ArrayList<>();
    for (SelectItemContext item : context.selectItem()) {
      switch (item) {
        case StarItemContext e -> items.addAll(spread(e, nodes.scope().columns()));
        case QualifiedStarItemContext e -> items.addAll(spreadTable(e));
        case ExpressionItemContext e ->
            items.add(
                new SelectItem(new OutputColumn(OutputNames.of(e), nodes.span(e)), e.expression(), () -> expressions.read(e.expression())));
        default -> throw new IllegalStateException("no such item: " + item.getClass());
      }
    }
    if (context.selectItem().isEmpty() && isWholeExists(context)) {
      // EXISTS looks at no column.
      return List.of(
          new SelectItem(
              new OutputColumn(OutputNames.NONE, nodes.span(context)),
              context,
              () -> nodes.constant("true", SqlType.BOOLEAN, context)));
    }
    if (items.isEmpty() && nodes.isComplete()) {
      nodes.leaveOut();
      boolean star = !context.selectItem().isEmpty() && context.fromItem().isEmpty();
      if (star) {
        nodes.error(
            DiagnosticCode.INVALID_QUERY, context.selectItem(0), "SELECT * with no tables specified is not valid", "Add FROM.");
      } else {
        nodes.refuse(context, "a SELECT without columns is", "Name at least one column.");
      }
    }
    return items;
  }

  private static boolean isWholeExists(SelectContext context) {
    return isWholeExists((QueryBodyContext) context.getParent());
  }

  private static boolean isWholeExists(QueryBodyContext body) {
    return body.getParent() instanceof QueryContext whole
        && (whole.getParent() instanceof ExistsContext || whole.getParent() instanceof NestedQueryContext nested && isWholeExists(nested));
  }

  private List<SelectItem> spread(ParserRuleContext star, List<FromScope.Column> columns) {
    return columns.stream()
        .map(
            column ->
                new SelectItem(
                    new OutputColumn(column.name(), nodes.span(star)),
                    star,
                    () -> nodes.column(column, star)))
        .toList();
  }

  private List<SelectItem> spreadTable(QualifiedStarItemContext context) {
    String table = TokenText.names(context.qualifiedName()).getLast().value();
    List<String> names = nodes.scope().tables().get(table);
    if (names == null) {
      nodes.leaveOut();
      nodes.error(
          DiagnosticCode.UNKNOWN_TABLE,
          context,
          "missing FROM-clause entry for table \"" + table + "\"",
          "Add the table to FROM, or use its alias.");
      return List.of();
    }
    return spread(context, names.stream().map(name -> new FromScope.Column(new FromScope.Origin.Table(table), name)).toList());
  }

  /** {@code SELECT * FROM item}. */
  QueryColumns star(QueryBodyContext context, From item) {
    SqlParserPos position = nodes.position(context);
    List<SelectItem> items = spread(context, item.scope().columns());
    SqlNodeList list = new SqlNodeList(items.stream().map(i -> i.expression().get()).toList(), position);
    return new QueryColumns(
        select(position, null, list, item.node(), null, null, null), items.stream().map(SelectItem::column).toList());
  }

  /** VALUES with the names PostgreSQL gives its columns. */
  QueryColumns values(ValuesQueryContext context) {
    SqlParserPos position = nodes.position(context);
    List<SqlNode> rows = new ArrayList<>();
    int width = context.valuesRow(0).expressions().expression().size();
    for (ValuesRowContext row : context.valuesRow()) {
      SetReturningCalls.refuse(nodes, row, "VALUES");
      if (row.expressions().expression().size() != width) {
        nodes.leaveOut();
        nodes.error(
            DiagnosticCode.SET_COLUMN_MISMATCH,
            row,
            "VALUES lists must all be the same length",
            "Give every row " + width + " values.");
      }
      List<SqlNode> values = expressions.all(row.expressions());
      // Calcite gives the values of several rows a common type, and takes those of one row as they are.
      boolean alone = context.valuesRow().size() == 1;
      rows.add(
          SqlStdOperatorTable.ROW.createCall(
              nodes.position(row), alone ? values.stream().map(value -> nodes.settled(value, row)).toList() : values));
    }
    List<SqlNode> alias = new ArrayList<>();
    alias.add(SqlStdOperatorTable.VALUES.createCall(new SqlNodeList(rows, position)));
    alias.add(new SqlIdentifier("*VALUES*", position));
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      names.add("column" + i);
      alias.add(new SqlIdentifier("column" + i, position));
    }
    return star(context, new From(SqlStdOperatorTable.AS.createCall(position, alias), FromScope.table("*VALUES*", names)));
  }
}
