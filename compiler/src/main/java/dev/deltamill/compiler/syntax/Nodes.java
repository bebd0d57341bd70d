package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.validation.ConstructOperator;
import dev.deltamill.compiler.validation.OpaqueTypes;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Makes Calcite's nodes for one query, and keeps what there is to complain about on the way. */
final class Nodes {
  private final SourcePositions positions;
  private final CatalogIndex catalog;
  private final TypeInference inference;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private FromScope scope = FromScope.EMPTY;
  private final Deque<FromScope> outerScopes = new ArrayDeque<>();
  private final List<FromScope> outOfReach;
  private boolean complete = true;
  private boolean grouped;
  private @Nullable Map<String, WindowReader.Window> windows;

  /**
   * @param outOfReach what PostgreSQL lets the query name, and we do not: the columns around a recursive query
   */
  Nodes(Surroundings surroundings, List<FromScope> outOfReach) {
    this.positions = surroundings.positions();
    this.catalog = surroundings.catalog();
    this.inference = surroundings.inference();
    this.outOfReach = List.copyOf(outOfReach);
  }

  CatalogIndex catalog() {
    return catalog;
  }

  TypeInference inference() {
    return inference;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  List<Comparison> comparisons() {
    return comparisons;
  }

  /** The output columns of a query are compared for equality. */
  void compare(SqlNode query, List<OutputColumn> columns) {
    comparisons.add(new Comparison(query, false, columns.stream().map(OutputColumn::span).toList()));
  }

  /** The keys of a query's GROUP BY are compared for equality. */
  void compareKeys(SqlNode query, List<Span> keys) {
    comparisons.add(new Comparison(query, true, keys));
  }

  /** The columns that expressions read now may name. */
  FromScope scope() {
    return scope;
  }

  /** Opens a scope; gives the one before, which the caller puts back. */
  FromScope enter(FromScope next) {
    FromScope before = scope;
    scope = next;
    return before;
  }

  /** What a sub-query around this place offers under a bare name, innermost first, once {@link #scope} does not. */
  FromScope scopeOf(Predicate<FromScope> offers) {
    return offers.test(scope) ? scope : outerScopes.stream().filter(offers).findFirst().orElse(scope);
  }

  /** Every scope around this place. */
  List<FromScope> around() {
    List<FromScope> all = new ArrayList<>(outOfReach);
    all.addAll(outerScopes);
    return all;
  }

  boolean isOutOfReach(Predicate<FromScope> offers) {
    return outOfReach.stream().anyMatch(offers);
  }

  /** The named windows that window functions read now may use; null where no window function may stand. */
  @Nullable Map<String, WindowReader.Window> windows() {
    return windows;
  }

  /** Reads expressions in which window functions may use these named windows, or, for null, may not stand. */
  <T> T windowed(@Nullable Map<String, WindowReader.Window> named, Supplier<T> expressions) {
    Map<String, WindowReader.Window> before = windows;
    windows = named;
    T result = expressions.get();
    windows = before;
    return result;
  }

  /** Reads expressions that GROUP BY has a say in: the select list, HAVING. */
  <T> T grouped(Supplier<T> expressions) {
    boolean before = grouped;
    grouped = true;
    T result = expressions.get();
    grouped = before;
    return result;
  }

  /**
   * A column of a query around this one. Where GROUP BY has a say Calcite takes it for an ungrouped column of this query; inside a sub-query of its own it
   * lets it be.
   */
  SqlNode outer(SqlNode column, ParserRuleContext context) {
    if (!grouped) {
      return column;
    }
    SqlNodeList items = new SqlNodeList(List.of(column), position(context));
    return SqlStdOperatorTable.SCALAR_QUERY.createCall(
        position(context),
        new SqlSelect(position(context), null, items, null, null, null, null, null, null, null, null, null, null));
  }

  /** Reads a sub-query that may also name what {@code visible} offers. */
  <T> T dependent(FromScope visible, Supplier<T> subquery) {
    FromScope before = enter(FromScope.EMPTY);
    boolean asked = grouped;
    grouped = false;
    outerScopes.push(visible);
    T result = subquery.get();
    outerScopes.pop();
    grouped = asked;
    enter(before);
    return result;
  }

  /** False once something had to be left out, so that names would be missed that the user did write. */
  boolean isComplete() {
    return complete;
  }

  void leaveOut() {
    complete = false;
  }

  Span span(ParserRuleContext context) {
    return positions.span(context);
  }

  SqlParserPos position(ParserRuleContext context) {
    return positions.position(context);
  }

  void error(DiagnosticCode code, ParserRuleContext context, String message, String remedy) {
    diagnostics.add(Diagnostic.error(code, span(context), message, remedy));
  }

  void notice(DiagnosticCode code, ParserRuleContext context, String message, String remedy) {
    diagnostics.add(Diagnostic.notice(code, span(context), message, remedy));
  }

  /** Says that a construct has no delta yet, and gives an expression that nothing complains about again. */
  SqlNode refuse(ParserRuleContext context, String construct, String remedy) {
    error(DiagnosticCode.UNSUPPORTED_CONSTRUCT, context, construct + " not supported yet", remedy);
    return erroneous(context);
  }

  void refuse(Token token, String construct, String remedy) {
    diagnostics.add(
        Diagnostic.error(
            DiagnosticCode.UNSUPPORTED_CONSTRUCT, positions.span(token), construct + " not supported yet", remedy));
  }

  SqlNode erroneous(ParserRuleContext context) {
    return call(new Construct.Constant(Optional.empty(), OpaqueTypes.ERROR), context, List.of());
  }

  SqlNode call(Construct construct, ParserRuleContext context, List<SqlNode> operands) {
    Span span = span(context);
    return new ConstructOperator(construct, span, inference).createCall(SourcePositions.position(span), operands);
  }

  SqlNode call(Construct construct, ParserRuleContext context, SqlNode... operands) {
    return call(construct, context, List.of(operands));
  }

  SqlNode operation(String symbol, ParserRuleContext context, SqlNode... operands) {
    return call(new Construct.Operation(symbol), context, operands);
  }

  /** A function of {@code pg_catalog} behind syntax of its own. */
  SqlNode builtin(String function, ParserRuleContext context, SqlNode... arguments) {
    return call(Construct.Function.builtin(function, arguments.length), context, arguments);
  }

  SqlNode constant(String text, SqlType type, ParserRuleContext context) {
    return call(new Construct.Constant(Optional.of(text), type), context);
  }

  SqlNode logical(SqlOperator operator, ParserRuleContext context, SqlNode... operands) {
    return operator.createCall(position(context), operands);
  }

  /**
   * AND or OR of many, as a balanced tree: Calcite's operators take two operands, and a chain of thousands must not become a
   * tree of that depth.
   */
  SqlNode balanced(SqlOperator operator, ParserRuleContext context, List<SqlNode> operands) {
    if (operands.size() == 1) {
      return operands.getFirst();
    }
    int middle = operands.size() / 2;
    return logical(
        operator,
        context,
        balanced(operator, context, operands.subList(0, middle)),
        balanced(operator, context, operands.subList(middle, operands.size())));
  }

  SqlNode not(ParserRuleContext context, SqlNode operand) {
    return logical(SqlStdOperatorTable.NOT, context, operand);
  }

  /** The construct at the top of an expression, if it is one of ours. */
  static Optional<Construct> construct(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator() instanceof ConstructOperator operator
        ? Optional.of(operator.construct())
        : Optional.empty();
  }

  /** A column of FROM, by its table's alias; a merged one stands for all it was merged from. */
  SqlNode column(FromScope.Column column, ParserRuleContext context) {
    return column(column.origin(), column.name(), context);
  }

  private SqlNode column(FromScope.Origin origin, String name, ParserRuleContext context) {
    return switch (origin) {
      case FromScope.Origin.Table(var alias) -> new SqlIdentifier(List.of(alias, name), position(context));
      case FromScope.Origin.Merged(var how, var left, var right) ->
          call(how, context, column(left, name, context), column(right, name, context));
    };
  }

  /**
   * A query whose columns really have these names. Where only its alias gave them, Calcite's relations would go by the names below, and a sub-query under
   * GROUP BY tells by names which row it means.
   */
  SqlNode renamed(SqlNode query, List<String> names, ParserRuleContext context) {
    SqlParserPos position = position(context);
    List<SqlNode> operands = new ArrayList<>(List.of(query, new SqlIdentifier("*UNNAMED*", position)));
    SqlNodeList items = new SqlNodeList(position);
    for (int i = 0; i < names.size(); i++) {
      String column = "c" + i;
      operands.add(new SqlIdentifier(column, position));
      items.add(
          SqlStdOperatorTable.AS.createCall(
              position, new SqlIdentifier(List.of("*UNNAMED*", column), position), new SqlIdentifier(names.get(i), position)));
    }
    SqlNode from = SqlStdOperatorTable.AS.createCall(position, operands);
    return new SqlSelect(position, null, items, from, null, null, null, null, null, null, null, null, null);
  }

  static boolean isRow(SqlNode node) {
    return construct(node).filter(Construct.RowOf.class::isInstance).isPresent();
  }

  static List<SqlNode> operands(SqlNode node) {
    return ((SqlCall) node).getOperandList();
  }

  /** A literal of unknown type as the text it is where no context says otherwise; anything else as it is. */
  SqlNode settled(SqlNode node, ParserRuleContext context) {
    return construct(node).orElse(null) instanceof Construct.Constant(var text, var constantType)
            && constantType.equals(SqlType.UNKNOWN)
        ? call(new Construct.Constant(text, SqlType.TEXT), context)
        : node;
  }

  /** An expression in a place that asks for a boolean. */
  SqlNode condition(SqlNode node, String place, ParserRuleContext context) {
    boolean logical = node instanceof SqlCall call && !(call.getOperator() instanceof ConstructOperator);
    return logical ? node : call(new Construct.Condition(place), context, node);
  }
}
