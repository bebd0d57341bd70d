package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.apache.calcite.sql.SqlNode;

/** Constants, columns, CASE, CAST, rows and arrays. */
final class PrimaryReader {
  private static final BigInteger INTEGER_MOST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger INTEGER_LEAST = BigInteger.valueOf(Integer.MIN_VALUE);

  private final Nodes nodes;
  private final TypeReader types;
  private final ExpressionReader expressions;
  private final FunctionReader functions;
  private final ColumnReader columns;

  PrimaryReader(Nodes nodes, TypeReader types, ExpressionReader expressions) {
    this.nodes = nodes;
    this.types = types;
    this.expressions = expressions;
    this.functions = new FunctionReader(nodes, expressions);
    this.columns = new ColumnReader(nodes);
  }

  SqlNode read(PrimaryContext context) {
    return switch (context) {
      case ConstantPrimaryContext e -> constant(e.constant());
      case ScalarQueryContext e -> expressions.subqueries().scalar(e, e.query());
      case ExistsContext e -> expressions.subqueries().exists(e, e.query());
      case ParenthesizedContext e -> parenthesized(e);
      case RowContext e -> row(e, e.ROW() == null ? e.expression() : e.expressions() == null ? List.of() : e.expressions().expression());
      case ArrayContext e -> array(e.arrayBody());
      case ArrayQueryContext e -> expressions.subqueries().array(e, e.query());
      case CaseContext e -> searchedCase(e);
      case CastContext e -> expressions.cast(e, e.typeName(), expressions.read(e.expression()));
      case TypedConstantPrimaryContext e -> typedConstant(e.typedConstant());
      case SpecialPrimaryContext e -> functions.special(e.specialFunction());
      case JsonPrimaryContext e -> new JsonReader(nodes, expressions).function(e.jsonFunction());
      case JsonAggregatePrimaryContext e -> new JsonReader(nodes, expressions).aggregate(e.jsonAggregate());
      case FunctionPrimaryContext e -> functions.call(e.functionCall());
      case ColumnPrimaryContext e -> columns.read(e.qualifiedName());
      case WholeRowContext e -> columns.wholeRow(e.qualifiedName());
      case ParameterContext e -> {
        nodes.error(DiagnosticCode.INVALID_QUERY, e, "there is no parameter " + e.getText(), "Write the value itself.");
        yield nodes.erroneous(e);
      }
      default -> throw new IllegalStateException("no such expression: " + context.getClass());
    };
  }

  private SqlNode row(RowContext context, List<ExpressionContext> values) {
    for (ExpressionContext value : values) {
      if (value instanceof OperandExpressionContext e && e.operand() instanceof PrimaryOperandContext p && p.primary() instanceof WholeRowContext) {
        return nodes.refuse(value, "a table's .* inside ROW is", "Name the columns one by one.");
      }
    }
    return nodes.call(new Construct.RowOf(), context, values.stream().map(expressions::read).toList());
  }

  private SqlNode constant(ConstantContext context) {
    if (context.string() != null) {
      SqlNode string = unknown(TokenText.string(context.string()), context);
      return context.string().NATIONAL_STRING() == null
          ? string
          : nodes.call(new Construct.TypeCast(SqlType.builtin("bpchar")), context, string);
    }
    if (context.TRUE() != null || context.FALSE() != null) {
      return nodes.constant(context.TRUE() != null ? "true" : "false", SqlType.BOOLEAN, context);
    }
    if (context.NULL() != null) {
      return nodes.call(new Construct.Constant(Optional.empty(), SqlType.UNKNOWN), context);
    }
    if (context.BIT_STRING() != null || context.HEX_STRING() != null) {
      String text = context.getText();
      String bits = text.substring(2, text.length() - 1);
      return nodes.constant(
          context.BIT_STRING() != null ? bits : "x" + bits, SqlType.builtin("bit"), context);
    }
    return number(context.getText(), context);
  }

  /** A number is the smallest of integer, bigint and numeric that holds it (manual, 4.1.2.6). */
  SqlNode number(String written, ParserRuleContext context) {
    String text = TokenText.fold(written.replace("_", ""));
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 10;
    if (radix == 10 && !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return nodes.constant(text, SqlType.NUMERIC, context);
    }
    BigInteger value = new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    BigInteger signed = negative ? value.negate() : value;
    SqlType type =
        signed.compareTo(INTEGER_MOST) <= 0 && signed.compareTo(INTEGER_LEAST) >= 0
            ? SqlType.INTEGER
            : signed.bitLength() <= 63 ? SqlType.BIGINT : SqlType.NUMERIC;
    return nodes.constant(signed.toString(), type, context);
  }

  private SqlNode unknown(String text, ParserRuleContext context) {
    return nodes.constant(text, SqlType.UNKNOWN, context);
  }

  private SqlNode typedConstant(TypedConstantContext context) {
    String text = TokenText.string(context.string());
    if (context.INTERVAL() != null) {
      return interval(context, text);
    }
    SqlType type =
        context.simpleType() != null
            ? types.simple(context.simpleType())
            : types.named(context.qualifiedName(), List.of(), context.qualifiedName());
    if (context.expressions() != null) {
      return nodes.refuse(context, "a type modifier before a literal is", "Write CAST('…' AS type) instead.");
    }
    return nodes.call(new Construct.TypeCast(type), context, unknown(text, context));
  }

  /** {@code INTERVAL '3' MONTH} is {@code INTERVAL '3 month'}; only whole numbers mean the same in both. */
  private SqlNode interval(TypedConstantContext context, String text) {
    var fields = context.intervalFields();
    SqlType type = SqlType.builtin("interval");
    if (fields == null && context.INTEGER() == null) {
      return nodes.call(new Construct.TypeCast(type), context, unknown(text, context));
    }
    boolean simple =
        fields != null && context.INTEGER() == null && fields.TO() == null && fields.INTEGER() == null && text.strip().matches("[+-]?\\d+");
    if (!simple) {
      return nodes.refuse(context, "an interval with this kind of fields is", "Write the units into the text, as in INTERVAL '1 day 02:30'.");
    }
    String folded = text.strip() + " " + TypeReader.field(fields.intervalField(0));
    return nodes.call(new Construct.TypeCast(type), context, unknown(folded, context));
  }

  private SqlNode parenthesized(ParenthesizedContext context) {
    SqlNode inner = expressions.read(context.expression());
    if (!context.STAR().isEmpty()) {
      return nodes.refuse(context, "a composite's .* is", "Name its attributes one by one.");
    }
    for (LabelContext attribute : context.label()) {
      inner = nodes.call(new Construct.Attribute(TokenText.label(attribute)), context, inner);
    }
    return inner;
  }

  private SqlNode array(ArrayBodyContext context) {
    List<SqlNode> elements = new ArrayList<>();
    for (ArrayElementContext element : context.arrayElement()) {
      elements.add(element.expression() != null ? expressions.read(element.expression()) : array(element.arrayBody()));
    }
    return nodes.call(new Construct.ArrayOf(), context, elements);
  }

  private SqlNode searchedCase(CaseContext context) {
    List<SqlNode> parts = new ArrayList<>();
    for (WhenClauseContext when : context.whenClause()) {
      // The subject is read anew for each comparison: Calcite keeps one scope and type per node.
      parts.add(
          context.subject == null
              ? expressions.condition(when.expression(0), "CASE/WHEN")
              : nodes.operation("=", when, expressions.read(context.subject), expressions.read(when.expression(0))));
      parts.add(expressions.read(when.expression(1)));
    }
    parts.add(
        context.otherwise == null
            ? nodes.call(new Construct.Constant(Optional.empty(), SqlType.UNKNOWN), context)
            : expressions.read(context.otherwise));
    return nodes.call(new Construct.SearchedCase(), context, parts);
  }

  /** The kind of a conditional expression, by its first word. */
  static Optional<Expression.Conditional.Kind> conditionalKind(ParseTree word) {
    return switch (TokenText.fold(word.getText())) {
      case "coalesce" -> Optional.of(Expression.Conditional.Kind.COALESCE);
      case "nullif" -> Optional.of(Expression.Conditional.Kind.NULLIF);
      case "greatest" -> Optional.of(Expression.Conditional.Kind.GREATEST);
      case "least" -> Optional.of(Expression.Conditional.Kind.LEAST);
      default -> Optional.empty();
    };
  }
}
