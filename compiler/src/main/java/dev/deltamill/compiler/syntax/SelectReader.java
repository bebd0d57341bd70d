package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** SELECT, VALUES and TABLE. */
final class SelectReader {
  private final Nodes nodes;
  private final ExpressionReader expressions;
  private final FromReader from;
  private final Set<Span> outputGroups;
  private final Set<Span> groupNames = new HashSet<>();
  private boolean complete = true;

  SelectReader(Nodes nodes, ExpressionReader expressions, FromReader from, Set<Span> outputGroups) {
    this.nodes = nodes;
    this.expressions = expressions;
    this.from = from;
    this.outputGroups = outputGroups;
  }

  Set<Span> groupNames() {
    return groupNames;
  }

  boolean complete() {
    return complete;
  }

  SqlNode read(SelectContext context, CommonTables scope, boolean branch) {
    if (context.distinct() != null) {
      boolean on = context.distinct().ON() != null;
      nodes.refuse(context.distinct(), on ? "DISTINCT ON is" : "DISTINCT is", on ? "Aggregate with min or max." : "Use GROUP BY with all columns.");
    }
    if (context.WINDOW() != null) {
      nodes.refuse(context.namedWindow(0), "WINDOW is", "Leave the WINDOW clause out.");
    }
    if (context.selectItem().isEmpty()) {
      complete = false;
      nodes.refuse(context, "a SELECT without columns is", "Name at least one column.");
    }
    SqlNode source = from.read(context.fromItem(), scope);
    SqlNodeList items = new SqlNodeList(nodes.position(context));
    context.selectItem().forEach(item -> items.add(item(item, branch)));
    return select(
        nodes.position(context),
        items,
        source,
        context.where() == null ? null : expressions.condition(context.where().expression()),
        context.groupBy() == null ? null : groupBy(context.groupBy(), context.selectItem()),
        context.having() == null ? null : expressions.condition(context.having().expression()));
  }

  private static SqlSelect select(
      SqlParserPos position,
      SqlNodeList items,
      @Nullable SqlNode from,
      @Nullable SqlNode where,
      @Nullable SqlNodeList groupBy,
      @Nullable SqlNode having) {
    return new SqlSelect(position, null, items, from, where, groupBy, having, null, null, null, null, null, null);
  }

  /** {@code SELECT * FROM item}. */
  SqlNode star(QueryBodyContext context, SqlNode item) {
    SqlParserPos position = nodes.position(context);
    return select(position, new SqlNodeList(List.of(SqlIdentifier.star(position)), position), item, null, null, null);
  }

  private SqlNode item(SelectItemContext context, boolean branch) {
    SqlParserPos position = nodes.position(context);
    return switch (context) {
      case StarItemContext _ -> SqlIdentifier.star(position);
      case QualifiedStarItemContext e -> {
        List<String> names = new ArrayList<>(TokenText.names(e.qualifiedName()).stream().map(Identifier::value).toList());
        names.add("");
        yield SqlIdentifier.star(names, position, Collections.nCopies(names.size(), position));
      }
      case ExpressionItemContext e -> {
        SqlNode expression = expressions.read(e.expression());
        SqlNode settled = branch ? expression : nodes.typed(expression, SqlType.TEXT, e.expression());
        // Every item gets its name, so that nothing depends on how Calcite would call it.
        yield SqlStdOperatorTable.AS.createCall(position, settled, new SqlIdentifier(name(e), position));
      }
      default -> throw new IllegalStateException("no such item: " + context.getClass());
    };
  }

  private static String name(ExpressionItemContext context) {
    if (context.label() != null) {
      return TokenText.label(context.label()).value();
    }
    return context.bareLabel() != null
        ? TokenText.identifier(context.bareLabel()).value()
        : OutputNames.of(context.expression());
  }

  private SqlNodeList groupBy(GroupByContext context, List<SelectItemContext> items) {
    SqlNodeList keys = new SqlNodeList(nodes.position(context));
    for (GroupItemContext item : context.groupItem()) {
      if (item instanceof GroupExpressionContext group) {
        group(group.expression(), items).forEach(keys::add);
      } else {
        complete = false;
        nodes.refuse(item, "GROUPING SETS, ROLLUP and CUBE are", "Write one stream table per grouping.");
      }
    }
    return keys;
  }

  /** One or, for a row, several keys; a number counts output columns, and a name may be that of an output column. */
  private List<SqlNode> group(ExpressionContext context, List<SelectItemContext> items) {
    SqlNode key = expressions.read(context);
    Construct construct = Nodes.construct(key).orElse(null);
    if (construct instanceof Construct.RowOf) {
      return Nodes.operands(key);
    }
    if (construct instanceof Construct.Constant(Optional<String> text, SqlType type) && type.equals(SqlType.INTEGER)) {
      return List.of(output(context, items, Integer.parseInt(text.orElseThrow())));
    }
    if (key instanceof SqlIdentifier identifier && identifier.isSimple()) {
      Optional<ExpressionItemContext> named =
          items.stream()
              .filter(ExpressionItemContext.class::isInstance)
              .map(ExpressionItemContext.class::cast)
              .filter(item -> name(item).equals(identifier.getSimple()))
              .findFirst();
      Span span = nodes.span(context);
      if (named.isPresent() && outputGroups.contains(span)) {
        return List.of(expressions.read(named.get().expression()));
      }
      if (named.isPresent()) {
        groupNames.add(span);
      }
    }
    return List.of(key);
  }

  private SqlNode output(ExpressionContext context, List<SelectItemContext> items, int position) {
    boolean afterStar = items.stream().limit(Math.max(0, position)).anyMatch(item -> !(item instanceof ExpressionItemContext));
    if (afterStar) {
      return nodes.refuse(context, "a GROUP BY position that counts the columns of * is", "Name the column.");
    }
    if (position < 1 || position > items.size()) {
      nodes.error(
          DiagnosticCode.GROUPING_ERROR,
          context,
          "GROUP BY position " + position + " is not in select list",
          "Count the output columns from 1.");
      return nodes.erroneous(context);
    }
    return expressions.read(((ExpressionItemContext) items.get(position - 1)).expression());
  }

  /** VALUES with the names PostgreSQL gives its columns. */
  SqlNode values(ValuesQueryContext context) {
    SqlParserPos position = nodes.position(context);
    List<SqlNode> rows = new ArrayList<>();
    int width = context.valuesRow(0).expressions().expression().size();
    for (ValuesRowContext row : context.valuesRow()) {
      if (row.expressions().expression().size() != width) {
        complete = false;
        nodes.error(
            DiagnosticCode.SET_COLUMN_MISMATCH, row, "VALUES lists must all be the same length", "Give every row " + width + " values.");
      }
      rows.add(SqlStdOperatorTable.ROW.createCall(nodes.position(row), expressions.all(row.expressions())));
    }
    List<SqlNode> alias = new ArrayList<>();
    alias.add(SqlStdOperatorTable.VALUES.createCall(new SqlNodeList(rows, position)));
    alias.add(new SqlIdentifier("*VALUES*", position));
    for (int i = 1; i <= width; i++) {
      alias.add(new SqlIdentifier("column" + i, position));
    }
    return star(context, SqlStdOperatorTable.AS.createCall(position, alias));
  }
}
