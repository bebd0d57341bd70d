package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.syntax.FromReader.From;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.validation.AggregateOperator;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** SELECT, VALUES and TABLE. */
final class SelectReader {
  private static final long MOST_SETS = 4096;

  private final Nodes nodes;
  private final ExpressionReader expressions;
  private final FromReader from;

  SelectReader(Nodes nodes, ExpressionReader expressions, FromReader from) {
    this.nodes = nodes;
    this.expressions = expressions;
    this.from = from;
  }

  /** An item of the select list, stars spread; read anew wherever GROUP BY means it, because a node has one place. */
  private record Item(OutputColumn column, ParserRuleContext context, Supplier<SqlNode> expression) {}

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
    private final List<Item> hidden = new ArrayList<>();
    private final List<SortedQuery.Key> keys = new ArrayList<>();
    private final List<Integer> on = new ArrayList<>();

    SortKeys(@Nullable DistinctContext distinct, @Nullable OrderByContext order) {
      this.distinct = distinct;
      this.order = order;
    }

    Optional<List<Integer>> distinctOn() {
      return distinct != null && distinct.ON() != null ? Optional.of(on) : Optional.empty();
    }

    void resolve(List<Item> items) {
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

    private int column(ExpressionContext context, List<Item> items, String clause) {
      Optional<Integer> shown = OrderNames.find(nodes, context, items.stream().map(SelectReader::output).toList(), clause);
      if (shown.isPresent()) {
        return shown.get();
      }
      if (OrderNames.isColumn(context) && expressions.read(context) instanceof SqlIdentifier column) {
        // With and without its table it is the same column.
        for (int i = 0; i < items.size(); i++) {
          Item item = items.get(i);
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
      hidden.add(new Item(new OutputColumn(OutputNames.of(context), nodes.span(context)), context, () -> expressions.read(context)));
      return items.size() + hidden.size() - 1;
    }
  }

  private static OrderNames.Output output(Item item) {
    return new OrderNames.Output(item.column().name(), item.context());
  }

  private QueryColumns select(SelectContext context, CommonTables tables, boolean branch, @Nullable SortKeys sort) {
    boolean distinct = context.distinct() != null && !isDistinctOn(context);
    Optional<From> source = from.read(context.fromItem(), tables);
    FromScope outer = nodes.enter(source.map(From::scope).orElse(FromScope.EMPTY));
    List<Item> items = items(context);
    Map<String, WindowReader.Window> windows = WindowReader.named(nodes, context);
    SqlNodeList list = new SqlNodeList(nodes.position(context));
    List<Item> computed = new ArrayList<>(items);
    if (sort != null) {
      sort.resolve(items);
      computed.addAll(sort.hidden);
    }
    for (Item item : computed) {
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
    SqlNodeList groups = context.groupBy() == null ? null : groupBy(context.groupBy(), items, keys);
    if (groups != null && repeatsEmptySet(groups) && !aggregates(list) && (having == null || !aggregates(having))) {
      // Calcite takes sets without keys and aggregates for one.
      nodes.refuse(context.groupBy(), "the empty grouping set more than once, without an aggregate, is", "Write () once, and UNION ALL for the second row.");
    }
    if (groups != null) {
      GroupDependents.of(nodes.scope(), groups, list, having).forEach(groups::add);
    }
    SqlSelect select =
        select(
            nodes.position(context),
            distinct ? SqlSelectKeyword.DISTINCT : null,
            list,
            source.map(From::node).orElse(null),
            context.where() == null ? null : expressions.condition(context.where().expression(), "WHERE"),
            groups,
            having);
    nodes.enter(outer);
    QueryColumns query = new QueryColumns(select, items.stream().map(Item::column).toList());
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

  private List<Item> items(SelectContext context) {
    List<Item> items = new ArrayList<>();
    for (SelectItemContext item : context.selectItem()) {
      switch (item) {
        case StarItemContext e -> items.addAll(spread(e, nodes.scope().columns()));
        case QualifiedStarItemContext e -> items.addAll(spreadTable(e));
        case ExpressionItemContext e ->
            items.add(
                new Item(new OutputColumn(OutputNames.of(e), nodes.span(e)), e.expression(), () -> expressions.read(e.expression())));
        default -> throw new IllegalStateException("no such item: " + item.getClass());
      }
    }
    if (context.selectItem().isEmpty() && isWholeExists(context)) {
      // EXISTS looks at no column.
      return List.of(
          new Item(
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

  private List<Item> spread(ParserRuleContext star, List<FromScope.Column> columns) {
    return columns.stream()
        .map(
            column ->
                new Item(
                    new OutputColumn(column.name(), nodes.span(star)),
                    star,
                    () -> nodes.column(column, star)))
        .toList();
  }

  private List<Item> spreadTable(QualifiedStarItemContext context) {
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
    List<Item> items = spread(context, item.scope().columns());
    SqlNodeList list = new SqlNodeList(items.stream().map(i -> i.expression().get()).toList(), position);
    return new QueryColumns(
        select(position, null, list, item.node(), null, null, null), items.stream().map(Item::column).toList());
  }

  /**
   * @param spans gets the place of each key
   */
  private SqlNodeList groupBy(GroupByContext context, List<Item> items, List<Span> spans) {
    SqlNodeList keys = new SqlNodeList(nodes.position(context));
    for (GroupItemContext item : context.groupItem()) {
      if (item instanceof GroupExpressionContext group) {
        for (SqlNode key : group(group.expression(), items)) {
          keys.add(key);
          spans.add(nodes.span(group));
        }
      } else {
        keys.add(groupingSets(item, items));
        spans.add(nodes.span(item));
      }
    }
    // PostgreSQL's limit (parse_agg.c), also for sets that GROUP BY DISTINCT would take for one.
    if (keys.stream().mapToLong(SelectReader::sets).reduce(1, SelectReader::product) > MOST_SETS) {
      nodes.error(DiagnosticCode.GROUPING_ERROR, context, "too many grouping sets present (maximum " + MOST_SETS + ")", "Name the sets that are wanted in GROUPING SETS.");
      return new SqlNodeList(List.of(nodes.erroneous(context)), nodes.position(context));
    }
    boolean distinct = context.setQuantifier() != null && context.setQuantifier().DISTINCT() != null;
    if (distinct && keys.stream().anyMatch(SelectReader::isSets)) {
      return new SqlNodeList(List.of(SqlInternalOperators.GROUP_BY_DISTINCT.createCall(keys)), nodes.position(context));
    }
    return keys;
  }

  private static long sets(SqlNode key) {
    return isSets(key) ? ((SqlCall) key).getOperandList().stream().mapToLong(SelectReader::sets).sum() : 1;
  }

  private static boolean repeatsEmptySet(SqlNodeList groups) {
    return groups.stream().mapToLong(SelectReader::emptySets).reduce(1, SelectReader::product) > 1;
  }

  private static boolean aggregates(SqlNode node) {
    return switch (node) {
      case SqlCall call when call.getOperator() instanceof AggregateOperator operator && !operator.isGrouping() -> true;
      case SqlSelect _ -> false;
      case SqlCall call -> call.getOperandList().stream().anyMatch(operand -> operand != null && aggregates(operand));
      case SqlNodeList list -> list.stream().anyMatch(SelectReader::aggregates);
      default -> false;
    };
  }

  private static long emptySets(SqlNode key) {
    if (isSets(key)) {
      return ((SqlCall) key).getOperandList().stream().mapToLong(SelectReader::emptySets).sum();
    }
    return key.getKind() == SqlKind.ROW && ((SqlCall) key).operandCount() == 0 ? 1 : 0;
  }

  /** Of two numbers of sets, no more than one above the limit. */
  private static long product(long left, long right) {
    return Math.min(left * right, MOST_SETS + 1);
  }

  private static boolean isSets(SqlNode key) {
    return key.getKind() == SqlKind.GROUPING_SETS;
  }

  private SqlNode groupingSets(GroupItemContext context, List<Item> items) {
    SqlParserPos position = nodes.position(context);
    return switch (context) {
      case GroupingSetsContext e ->
          SqlStdOperatorTable.GROUPING_SETS.createCall(
              position, e.groupItem().stream().map(item -> item instanceof GroupExpressionContext key ? set(key.expression(), items) : element(item, items)).toList());
      case RollupOrCubeContext e -> {
        if (e.CUBE() != null && e.expressions().expression().size() > 12) {
          nodes.error(DiagnosticCode.GROUPING_ERROR, e, "CUBE is limited to 12 elements", "Name the sets that are wanted in GROUPING SETS.");
          yield nodes.erroneous(e);
        }
        yield SqlStdOperatorTable.GROUPING_SETS.createCall(position, e.CUBE() == null ? rollup(e, items) : cube(e, items));
      }
      default -> SqlStdOperatorTable.GROUPING_SETS.createCall(position, element(context, items));
    };
  }

  /** The elements, and ever fewer of them. Written out, since Calcite takes sets of one ROLLUP or CUBE that come to the same keys for one. */
  private List<SqlNode> rollup(RollupOrCubeContext context, List<Item> items) {
    List<ExpressionContext> elements = context.expressions().expression();
    List<SqlNode> sets = new ArrayList<>();
    for (int size = elements.size(); size >= 0; size--) {
      sets.add(union(context, elements.subList(0, size), items));
    }
    return sets;
  }

  /** Every choice among the elements. */
  private List<SqlNode> cube(RollupOrCubeContext context, List<Item> items) {
    List<ExpressionContext> elements = context.expressions().expression();
    List<SqlNode> sets = new ArrayList<>();
    for (int left = 0; left < 1 << elements.size(); left++) {
      int without = left;
      sets.add(union(context, IntStream.range(0, elements.size()).filter(i -> (without >> i & 1) == 0).mapToObj(elements::get).toList(), items));
    }
    return sets;
  }

  private SqlNode union(RollupOrCubeContext context, List<ExpressionContext> elements, List<Item> items) {
    return SqlStdOperatorTable.ROW.createCall(
        nodes.position(context), elements.stream().flatMap(element -> group(element, items).stream()).toList());
  }

  /** What stands in GROUPING SETS: a set of keys, none, or more sets. */
  private SqlNode element(GroupItemContext context, List<Item> items) {
    return context instanceof EmptyGroupContext ? SqlStdOperatorTable.ROW.createCall(nodes.position(context)) : groupingSets(context, items);
  }

  private SqlNode set(ExpressionContext context, List<Item> items) {
    List<SqlNode> keys = group(context, items);
    return keys.size() == 1 ? keys.getFirst() : SqlStdOperatorTable.ROW.createCall(nodes.position(context), keys);
  }

  /**
   * One or, for a row, several keys. A number counts output columns. A bare name is first a column of FROM and only then that
   * of an output column (manual, SELECT, "GROUP BY Clause").
   */
  private List<SqlNode> group(ExpressionContext context, List<Item> items) {
    Optional<RowContext> list = list(context);
    if (list.isPresent()) {
      return list.get().expression().stream().flatMap(element -> group(element, items).stream()).toList();
    }
    Optional<Item> output = outputNamed(context, items);
    if (output.isPresent()) {
      return List.of(output.get().expression().get());
    }
    SqlNode key = expressions.read(context);
    Construct construct = Nodes.construct(key).orElse(null);
    if (construct instanceof Construct.RowOf) {
      return Nodes.operands(key);
    }
    if (construct instanceof Construct.Constant(Optional<String> text, SqlType type)) {
      if (type.equals(SqlType.INTEGER)) {
        return List.of(output(context, items, Integer.parseInt(text.orElseThrow())));
      }
      nodes.error(DiagnosticCode.GROUPING_ERROR, context, "non-integer constant in GROUP BY", "Name a column, or count the output columns from 1.");
      return List.of(nodes.erroneous(context));
    }
    return List.of(key);
  }

  /** Several expressions in parentheses, each of which is a key; ROW(…) is one. */
  private static Optional<RowContext> list(ExpressionContext context) {
    return OrderNames.primary(context) instanceof RowContext row && row.ROW() == null ? Optional.of(row) : Optional.empty();
  }

  private Optional<Item> outputNamed(ExpressionContext context, List<Item> items) {
    return OrderNames.bareName(context)
        .filter(name -> !nodes.scope().has(name))
        .flatMap(name -> items.stream().filter(item -> item.column().name().equals(name)).findFirst());
  }

  private SqlNode output(ExpressionContext context, List<Item> items, int position) {
    if (position < 1 || position > items.size()) {
      nodes.error(
          DiagnosticCode.GROUPING_ERROR,
          context,
          "GROUP BY position " + position + " is not in select list",
          "Count the output columns from 1.");
      return nodes.erroneous(context);
    }
    return items.get(position - 1).expression().get();
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
