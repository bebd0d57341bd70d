package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** Expressions from OR down to subscripts; what PostgreSQL's own parser rewrites (BETWEEN, LIKE …) is rewritten the same way. */
final class ExpressionReader {
  private static final Set<String> ORDERINGS = Set.of("<", "<=", ">", ">=");

  private final Nodes nodes;
  private final TypeReader types;
  private final PrimaryReader primaries;

  private final SubqueryReader subqueries;

  ExpressionReader(Nodes nodes, SubqueryReader subqueries) {
    this.nodes = nodes;
    this.subqueries = subqueries;
    this.types = new TypeReader(nodes);
    this.primaries = new PrimaryReader(nodes, types, this);
  }

  SubqueryReader subqueries() {
    return subqueries;
  }

  /** Arguments of a plain function call. */
  List<SqlNode> arguments(FunctionCallContext context) {
    return context.argument().stream().map(argument -> read(argument.expression())).toList();
  }

  SqlType type(TypeNameContext context) {
    return types.type(context);
  }

  PrimaryReader primaries() {
    return primaries;
  }

  List<SqlNode> all(@Nullable ExpressionsContext context) {
    return context == null ? List.of() : context.expression().stream().map(this::read).toList();
  }

  /** An expression in a place that asks for a boolean. */
  SqlNode condition(ExpressionContext context, String place) {
    return nodes.condition(read(context), place, context);
  }

  SqlNode read(ExpressionContext context) {
    return switch (context) {
      case OperandExpressionContext e -> read(e.operand());
      case BetweenContext e -> between(e);
      case InContext e -> in(e);
      case LikeContext e -> like(e);
      case QuantifiedContext e -> quantified(e);
      case ComparisonExpressionContext e -> comparison(e);
      case IsTestContext e -> isTest(e);
      case NullTestContext e ->
          nodes.logical(
              e.ISNULL() != null ? SqlStdOperatorTable.IS_NULL : SqlStdOperatorTable.IS_NOT_NULL, e, read(e.expression()));
      case DistinctFromContext e -> distinct(e, e.NOT() != null, read(e.expression(0)), read(e.expression(1)));
      case IsJsonContext e -> new JsonReader(nodes, this).isJson(e);
      case IsFormContext e when e.NORMALIZED() != null -> isNormalized(e);
      case IsFormContext e -> nodes.refuse(e, "IS DOCUMENT is", Remedies.NO_REWRITE);
      case NegationContext e -> nodes.not(e, condition(e.expression(), "NOT"));
      case ConjunctionContext e -> chain(e, SqlStdOperatorTable.AND);
      case DisjunctionContext e -> chain(e, SqlStdOperatorTable.OR);
      default -> throw new IllegalStateException("no such expression: " + context.getClass());
    };
  }

  /** A left-deep chain of the same connective, read without recursion. */
  private SqlNode chain(ExpressionContext context, SqlOperator operator) {
    List<SqlNode> operands = new ArrayList<>();
    ExpressionContext current = context;
    while (current.getClass() == context.getClass()) {
      operands.add(condition(current.getRuleContext(ExpressionContext.class, 1), operator.getName()));
      current = current.getRuleContext(ExpressionContext.class, 0);
    }
    operands.add(condition(current, operator.getName()));
    Collections.reverse(operands);
    return nodes.balanced(operator, context, operands);
  }

  private SqlNode between(BetweenContext e) {
    SqlNode value = associating(e.expression(), BetweenContext.class);
    SqlNode low = read(e.operand(0));
    SqlNode high = read(e.operand(1));
    SqlNode inside = inside(e, value, low, high);
    return e.SYMMETRIC() == null
        ? inside
        : nodes.logical(
            e.NOT() == null ? SqlStdOperatorTable.OR : SqlStdOperatorTable.AND, e, inside, inside(e, value, high, low));
  }

  private SqlNode inside(BetweenContext e, SqlNode value, SqlNode low, SqlNode high) {
    return e.NOT() == null
        ? nodes.logical(SqlStdOperatorTable.AND, e, compared(e, ">=", value, low), compared(e, "<=", value, high))
        : nodes.logical(SqlStdOperatorTable.OR, e, compared(e, "<", value, low), compared(e, ">", value, high));
  }

  private SqlNode in(InContext e) {
    SqlNode left = associating(e.expression(), InContext.class);
    if (e.query() != null) {
      boolean not = e.NOT() != null;
      return subqueries.quantified(e, left, not ? "<>" : "=", not, e.query());
    }
    List<SqlNode> items = all(e.expressions());
    boolean negated = e.NOT() != null;
    if (Nodes.isRow(left)) {
      List<SqlNode> comparisons = items.stream().map(item -> rows(e, negated ? "<>" : "=", left, item)).toList();
      return nodes.balanced(negated ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR, e, comparisons);
    }
    List<SqlNode> operands = new ArrayList<>();
    operands.add(left);
    operands.addAll(items);
    return nodes.call(new Construct.InList(negated), e, operands);
  }

  private SqlNode like(LikeContext e) {
    SqlNode value = associating(e.expression(), LikeContext.class);
    SqlNode pattern = read(e.operand(0));
    boolean negated = e.NOT() != null;
    if (e.SIMILAR() != null) {
      SqlNode regex =
          e.ESCAPE() == null
              ? nodes.builtin("similar_to_escape", e, pattern)
              : nodes.builtin("similar_to_escape", e, pattern, read(e.operand(1)));
      return nodes.operation(negated ? "!~" : "~", e, value, regex);
    }
    SqlNode escaped = e.ESCAPE() == null ? pattern : nodes.builtin("like_escape", e, pattern, read(e.operand(1)));
    return nodes.operation((negated ? "!" : "") + (e.LIKE() != null ? "~~" : "~~*"), e, value, escaped);
  }

  private SqlNode quantified(QuantifiedContext e) {
    var operator = e.comparisonOperator();
    if (operator.qualifiedOperator() != null) {
      return nodes.refuse(e, "OPERATOR(…) with ANY or ALL is", "Write the operator itself.");
    }
    String symbol =
        operator.LIKE() != null
            ? (operator.NOT() != null ? "!~~" : "~~")
            : operator.ILIKE() != null ? (operator.NOT() != null ? "!~~*" : "~~*") : symbol(operator.getText());
    if (e.query() != null) {
      return subqueries.quantified(e, read(e.expression(0)), symbol, e.ALL() != null, e.query());
    }
    return nodes.call(
        new Construct.Quantified(symbol, e.ALL() != null), e, read(e.expression(0)), read(e.expression(1)));
  }

  private SqlNode comparison(ComparisonExpressionContext e) {
    SqlNode left = associating(e.expression(0), ComparisonExpressionContext.class);
    SqlNode right = read(e.expression(1));
    return compared(e, symbol(e.comparison().getText()), left, right);
  }

  private SqlNode compared(ParserRuleContext e, String symbol, SqlNode left, SqlNode right) {
    return Nodes.isRow(left) || Nodes.isRow(right) ? rows(e, symbol, left, right) : nodes.operation(symbol, e, left, right);
  }

  /** PostgreSQL's comparisons do not associate: {@code a < b < c} is an error there, and here. */
  private SqlNode associating(ExpressionContext left, Class<? extends ExpressionContext> same) {
    if (same.isInstance(left)) {
      nodes.error(
          DiagnosticCode.SYNTAX_ERROR,
          left,
          "syntax error: \"" + same.cast(left).getChild(1).getText() + "\" cannot be chained",
          "Put one of the comparisons in parentheses.");
    }
    return read(left);
  }

  /**
   * {@code (a, b) = (c, d)} and {@code <>} are pairs of comparisons; the first pair that differs decides {@code <} and the like, so that
   * {@code (a, b) <= (c, d)} is {@code a < c OR a = c AND b <= d}, also where one of them is NULL (PostgreSQL, Row and Array Comparisons).
   */
  private SqlNode rows(ParserRuleContext e, String symbol, SqlNode left, SqlNode right) {
    boolean ordered = ORDERINGS.contains(symbol);
    if (!Nodes.isRow(left) || !Nodes.isRow(right) || !ordered && !symbol.equals("=") && !symbol.equals("<>")) {
      return nodes.refuse(e, "a row comparison with " + symbol + " is", Remedies.NO_REWRITE);
    }
    List<SqlNode> lefts = Nodes.operands(left);
    List<SqlNode> rights = Nodes.operands(right);
    if (lefts.size() != rights.size() || lefts.isEmpty()) {
      nodes.error(DiagnosticCode.TYPE_MISMATCH, e, "unequal number of entries in row expressions", "Compare rows of the same width.");
      return nodes.erroneous(e);
    }
    int last = lefts.size() - 1;
    if (ordered) {
      SqlNode result = nodes.operation(symbol, e, lefts.get(last), rights.get(last));
      for (int i = last - 1; i >= 0; i--) {
        SqlNode tied = nodes.logical(SqlStdOperatorTable.AND, e, nodes.operation("=", e, lefts.get(i), rights.get(i)), result);
        result = nodes.logical(SqlStdOperatorTable.OR, e, nodes.operation(symbol.substring(0, 1), e, lefts.get(i), rights.get(i)), tied);
      }
      return result;
    }
    List<SqlNode> pairs = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      pairs.add(nodes.operation(symbol, e, lefts.get(i), rights.get(i)));
    }
    return nodes.balanced(symbol.equals("=") ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR, e, pairs);
  }

  private SqlNode distinct(ParserRuleContext e, boolean negated, SqlNode left, SqlNode right) {
    if (!Nodes.isRow(left) && !Nodes.isRow(right)) {
      return nodes.call(new Construct.DistinctFrom(negated), e, left, right);
    }
    if (!Nodes.isRow(left) || !Nodes.isRow(right) || Nodes.operands(left).size() != Nodes.operands(right).size()) {
      return nodes.refuse(e, "IS DISTINCT FROM between a row and something else is", Remedies.NO_REWRITE);
    }
    List<SqlNode> pairs = new ArrayList<>();
    for (int i = 0; i < Nodes.operands(left).size(); i++) {
      pairs.add(nodes.call(new Construct.DistinctFrom(negated), e, Nodes.operands(left).get(i), Nodes.operands(right).get(i)));
    }
    return nodes.balanced(negated ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR, e, pairs);
  }

  /**
   * {@code ROW(a, b) IS [NOT] NULL}: whether all its values are, or none is (manual, 9.25.5). A value that is itself a row is NULL here only as a whole,
   * which is what these functions count and what IS NULL of that value would not say.
   */
  private SqlNode rowIsNull(IsTestContext e, List<SqlNode> values, boolean not) {
    return values.isEmpty()
        ? nodes.constant("true", SqlType.BOOLEAN, e)
        : nodes.operation("=", e, nodes.builtin(not ? "num_nulls" : "num_nonnulls", e, values.toArray(SqlNode[]::new)), nodes.constant("0", SqlType.INTEGER, e));
  }

  private SqlNode isNormalized(IsFormContext e) {
    ParseTree before = e.getChild(e.getChildCount() - 2);
    boolean named = before != e.IS() && before != e.NOT();
    SqlNode test =
        nodes.builtin("is_normalized", e, read(e.expression()), nodes.constant(named ? before.getText().toUpperCase(Locale.ROOT) : "NFC", SqlType.TEXT, e));
    return e.NOT() == null ? test : nodes.not(e, test);
  }

  private SqlNode isTest(IsTestContext e) {
    boolean not = e.NOT() != null;
    if (e.NULL() != null) {
      SqlNode operand = read(e.expression());
      return Nodes.isRow(operand)
          ? rowIsNull(e, Nodes.operands(operand), not)
          : nodes.logical(not ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL, e, operand);
    }
    SqlOperator operator;
    if (e.TRUE() != null) {
      operator = not ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
    } else if (e.FALSE() != null) {
      operator = not ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE;
    } else {
      operator = not ? SqlStdOperatorTable.IS_NOT_UNKNOWN : SqlStdOperatorTable.IS_UNKNOWN;
    }
    return nodes.logical(operator, e, condition(e.expression(), operator.getName()));
  }

  SqlNode read(OperandContext context) {
    return switch (context) {
      case PrimaryOperandContext e -> primaries.read(e.primary());
      case TypecastContext e -> cast(e, e.typeName(), read(e.operand()));
      case SubscriptContext e -> nodes.call(new Construct.Subscript(), e, read(e.operand()), read(e.expression()));
      case SliceContext e ->
          e.lower == null || e.upper == null
              ? nodes.refuse(e, "an array slice without both bounds is", "Write both bounds, with array_lower and array_upper where one is open.")
              : nodes.call(new Construct.Subscript(), e, read(e.operand()), read(e.lower), read(e.upper));
      case SignContext e -> sign(e);
      case CollationContext e -> {
        List<Identifier> name = TokenText.names(e.qualifiedName());
        yield nodes.call(new Construct.Collate(schema(name), name.getLast()), e, read(e.operand()));
      }
      case AtTimeZoneContext e -> nodes.builtin("timezone", e, read(e.operand(1)), read(e.operand(0)));
      case AtLocalContext e -> nodes.builtin("timezone", e, read(e.operand()));
      case BinaryContext e -> binary(e);
      case PrefixContext e -> nodes.call(operation(e.OPERATOR(), e.qualifiedOperator()), e, read(e.operand()));
      case OverlapsContext e -> overlaps(e, read(e.operand(0)), read(e.operand(1)));
      default -> throw new IllegalStateException("no such operand: " + context.getClass());
    };
  }

  /** A cast; it tells an empty ARRAY[] what it is an array of. */
  SqlNode cast(ParserRuleContext e, TypeNameContext type, SqlNode operand) {
    boolean emptyArray =
        Nodes.construct(operand).filter(Construct.ArrayOf.class::isInstance).isPresent() && Nodes.operands(operand).isEmpty();
    SqlNode value = emptyArray ? nodes.constant("{}", SqlType.UNKNOWN, e) : operand;
    return nodes.call(new Construct.TypeCast(types.type(type)), e, value);
  }

  private SqlNode sign(SignContext e) {
    SqlNode operand = read(e.operand());
    boolean minus = e.MINUS() != null;
    if (minus
        && Nodes.construct(operand).orElse(null) instanceof Construct.Constant(Optional<String> text, SqlType type)
        && type.isNumber()
        && text.isPresent()) {
      String value = text.get();
      return primaries.number(value.startsWith("-") ? value.substring(1) : "-" + value, e);
    }
    return nodes.operation(minus ? "-" : "+", e, operand);
  }

  private SqlNode binary(BinaryContext e) {
    SqlNode left = read(e.operand(0));
    SqlNode right = read(e.operand(1));
    if (e.OPERATOR() == null && e.qualifiedOperator() == null) {
      return nodes.operation(e.getChild(1).getText(), e, left, right);
    }
    return nodes.call(operation(e.OPERATOR(), e.qualifiedOperator()), e, left, right);
  }

  private Construct operation(
      org.antlr.v4.runtime.tree.@Nullable TerminalNode operator, @Nullable QualifiedOperatorContext qualified) {
    if (qualified == null) {
      return new Construct.Operation(operator == null ? "" : operator.getText());
    }
    Optional<Identifier> schema =
        qualified.name().isEmpty() ? Optional.empty() : Optional.of(TokenText.name(qualified.name().getLast()));
    return new Construct.Operation(schema, symbol(qualified.anyOperator().getText()));
  }

  private SqlNode overlaps(OverlapsContext e, SqlNode left, SqlNode right) {
    if (!Nodes.isRow(left) || !Nodes.isRow(right) || Nodes.operands(left).size() != 2 || Nodes.operands(right).size() != 2) {
      nodes.error(DiagnosticCode.SYNTAX_ERROR, e, "wrong number of parameters on a side of OVERLAPS", "Write (start, end) OVERLAPS (start, end).");
      return nodes.erroneous(e);
    }
    return nodes.builtin(
        "overlaps",
        e,
        Nodes.operands(left).get(0),
        Nodes.operands(left).get(1),
        Nodes.operands(right).get(0),
        Nodes.operands(right).get(1));
  }

  static String symbol(String text) {
    return text.equals("!=") ? "<>" : text;
  }

  static Optional<Identifier> schema(List<Identifier> name) {
    return name.size() > 1 ? Optional.of(name.get(name.size() - 2)) : Optional.empty();
  }
}
