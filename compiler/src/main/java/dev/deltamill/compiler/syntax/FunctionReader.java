package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.Remedies;
import dev.deltamill.compiler.validation.AggregateOperator;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** Function and aggregate calls, and functions with a grammar of their own. */
final class FunctionReader {
  private static final Set<String> GRAMMAR_FUNCTIONS =
      Set.of(
          "merge_action", "treat", "xmlconcat", "xmlelement", "xmlexists",
          "xmlforest", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable");

  private final Nodes nodes;
  private final ExpressionReader expressions;

  FunctionReader(Nodes nodes, ExpressionReader expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  SqlNode call(FunctionCallContext context) {
    List<Identifier> name = name(context);
    Optional<Identifier> schema = ExpressionReader.schema(name);
    List<FunctionInfo> named = nodes.catalog().functions(schema, name.getLast());
    if (context.OVER() != null) {
      return new WindowReader(nodes, expressions).call(context, schema, name.getLast(), named);
    }
    if (!named.isEmpty() && named.stream().allMatch(function -> function.kind() == FunctionInfo.Kind.WINDOW)) {
      nodes.error(
          DiagnosticCode.INVALID_QUERY, context, "window function " + name.getLast().sql() + " requires an OVER clause", "Add OVER (…).");
      return nodes.erroneous(context);
    }
    if (schema.isEmpty() && GRAMMAR_FUNCTIONS.contains(name.getLast().value()) && named.isEmpty()) {
      return nodes.refuse(context, name.getLast().value() + "() is", "Use the operators and functions of json and jsonb.");
    }
    if (named.stream().anyMatch(function -> function.kind() != FunctionInfo.Kind.FUNCTION)) {
      return aggregate(context, schema, name.getLast());
    }
    if (context.STAR() != null || context.DISTINCT() != null || context.FILTER() != null || context.WITHIN() != null || !context.orderBy().isEmpty()) {
      nodes.error(
          named.isEmpty() ? DiagnosticCode.UNKNOWN_FUNCTION : DiagnosticCode.INVALID_QUERY,
          context,
          named.isEmpty()
              ? "function " + name.getLast().sql() + " does not exist"
              : name.getLast().sql() + " is not an aggregate function",
          "DISTINCT, ORDER BY, FILTER and * belong to aggregates.");
      return nodes.erroneous(context);
    }
    List<Optional<Identifier>> argumentNames = new ArrayList<>();
    List<SqlNode> arguments = new ArrayList<>();
    boolean variadic = false;
    for (ArgumentContext argument : context.argument()) {
      variadic |= argument.VARIADIC() != null;
      argumentNames.add(argument.label() == null ? Optional.empty() : Optional.of(TokenText.label(argument.label())));
      arguments.add(expressions.read(argument.expression()));
    }
    return nodes.call(new Construct.Function(schema, name.getLast(), argumentNames, variadic), context, arguments);
  }

  /** Names of the arguments, empty for those given by position. */
  static List<Optional<Identifier>> argumentNames(FunctionCallContext context) {
    List<Optional<Identifier>> names = new ArrayList<>();
    for (ArgumentContext argument : context.argument()) {
      names.add(argument.label() == null ? Optional.empty() : Optional.of(TokenText.label(argument.label())));
    }
    return names;
  }

  static List<Identifier> name(FunctionCallContext context) {
    return context.functionName().qualifiedName() != null
        ? TokenText.names(context.functionName().qualifiedName())
        : List.of(new Identifier(TokenText.fold(context.functionName().getText())));
  }

  private SqlNode aggregate(
      FunctionCallContext context, Optional<Identifier> schema, Identifier name) {
    boolean takesNone =
        nodes.catalog().functions(schema, name).stream()
            .anyMatch(function -> function.kind() == FunctionInfo.Kind.AGGREGATE && function.arguments().isEmpty());
    if (context.STAR() != null && !takesNone) {
      nodes.error(
          DiagnosticCode.UNKNOWN_FUNCTION, context, name.value() + "(*) does not exist", "Name what to aggregate.");
      return nodes.erroneous(context);
    }
    context.argument().forEach(argument -> SetReturningCalls.refuse(nodes, argument, "the arguments of aggregates"));
    List<SqlNode> operands = new ArrayList<>();
    for (ArgumentContext argument : context.argument()) {
      if (argument.VARIADIC() != null || argument.label() != null) {
        return nodes.refuse(argument, "VARIADIC or a name at an argument of an aggregate is", Remedies.NO_REWRITE);
      }
      operands.add(nodes.windowed(null, () -> expressions.read(argument.expression())));
    }
    return aggregate(
        context,
        schema,
        name,
        operands,
        context.orderBy().stream().flatMap(order -> order.sortItem().stream()).toList(),
        context.WITHIN() != null,
        context.DISTINCT() != null,
        context.expression());
  }

  /**
   * @param arguments of the function, without the keys of its order
   * @param within whether the order is that of WITHIN GROUP
   * @param filter the condition of FILTER
   */
  SqlNode aggregate(
      ParserRuleContext context,
      Optional<Identifier> schema,
      Identifier name,
      List<SqlNode> arguments,
      List<SortItemContext> order,
      boolean within,
      boolean distinct,
      @Nullable ExpressionContext filter) {
    List<SqlNode> operands = new ArrayList<>(arguments);
    List<String> directions = new ArrayList<>();
    for (SortItemContext key : order) {
      if (key.USING() != null) {
        return nodes.refuse(key, "ORDER BY … USING inside an aggregate is", "Write ASC or DESC.");
      }
      SetReturningCalls.refuse(nodes, key, "the arguments of aggregates");
      operands.add(nodes.windowed(null, () -> expressions.read(key.expression())));
      directions.add(direction(key));
    }
    if (AggregateLevel.isOuter(nodes, operands)) {
      return nodes.refuse(
          context,
          "an aggregate over columns of the query around its sub-query, to which it belongs then, is",
          "Compute it in the query around the sub-query, in a sub-query in FROM if need be.");
    }
    Optional<AggregateCall.Ordering> ordering =
        directions.isEmpty() ? Optional.empty() : Optional.of(new AggregateCall.Ordering(within, directions));
    SqlNode call =
        new AggregateOperator(schema, name, ordering, nodes.span(context), nodes.inference())
            .createCall(
                distinct ? SqlSelectKeyword.DISTINCT.symbol(nodes.position(context)) : null,
                nodes.position(context),
                operands.toArray(SqlNode[]::new));
    return filter == null
        ? call
        : SqlStdOperatorTable.FILTER.createCall(nodes.position(context), call, expressions.condition(filter, "FILTER"));
  }

  private static String direction(SortItemContext key) {
    String direction = key.DESC() == null ? "" : " DESC";
    return key.NULLS() == null ? direction : direction + (key.FIRST() == null ? " NULLS LAST" : " NULLS FIRST");
  }

  SqlNode special(SpecialFunctionContext context) {
    return switch (context) {
      case ConditionalContext e ->
          PrimaryReader.conditionalKind(e.getChild(0))
              .map(kind -> nodes.call(new Construct.Conditional(kind), e, expressions.all(e.expressions())))
              .orElseGet(() -> AggregateOperator.grouping(nodes.span(e), nodes.inference()).createCall(nodes.position(e), expressions.all(e.expressions())));
      case ExtractContext e ->
          nodes.builtin(
              "extract",
              e,
              nodes.constant(
                  e.label() != null ? TokenText.label(e.label()).value() : TokenText.string(e.string()), SqlType.TEXT, e),
              expressions.read(e.expression()));
      case SubstringContext e -> substring(e);
      case PositionContext e ->
          nodes.builtin("position", e, expressions.read(e.operand(1)), expressions.read(e.operand(0)));
      case OverlayContext e -> nodes.builtin("overlay", e, readAll(e.expression()));
      case TrimContext e -> trim(e);
      case NormalizeContext e ->
          e.COMMA() == null
              ? nodes.builtin("normalize", e, expressions.read(e.expression()))
              : nodes.builtin(
                  "normalize",
                  e,
                  expressions.read(e.expression()),
                  nodes.constant(e.getChild(4).getText(), SqlType.TEXT, e));
      case CollationForContext e -> nodes.builtin("pg_collation_for", e, expressions.read(e.expression()));
      case SessionValueContext e -> sessionValue(e);
      case SessionTimeContext e -> sessionTime(e);
      default -> throw new IllegalStateException("no such function: " + context.getClass());
    };
  }

  private SqlNode[] readAll(List<ExpressionContext> list) {
    return list.stream().map(expressions::read).toArray(SqlNode[]::new);
  }

  private SqlNode substring(SubstringContext e) {
    SqlNode[] arguments = readAll(e.expression());
    if (e.SIMILAR() != null || e.FROM() == null) {
      // FOR alone counts from the first character.
      return e.SIMILAR() != null
          ? nodes.builtin("substring", e, arguments)
          : nodes.builtin("substring", e, arguments[0], nodes.constant("1", SqlType.INTEGER, e), arguments[1]);
    }
    boolean lengthFirst = e.FOR() != null && e.FOR().getSymbol().getTokenIndex() < e.FROM().getSymbol().getTokenIndex();
    return lengthFirst
        ? nodes.builtin("substring", e, arguments[0], arguments[2], arguments[1])
        : nodes.builtin("substring", e, arguments);
  }

  private SqlNode trim(TrimContext e) {
    String function = e.LEADING() != null ? "ltrim" : e.TRAILING() != null ? "rtrim" : "btrim";
    List<SqlNode> arguments = new ArrayList<>(expressions.all(e.expressions()));
    if (e.expression() != null) {
      arguments.add(expressions.read(e.expression()));
    }
    return nodes.builtin(function, e, arguments.toArray(SqlNode[]::new));
  }

  private SqlNode sessionValue(SessionValueContext e) {
    if (e.CURRENT_DATE() != null) {
      return nodes.call(new Construct.TypeCast(SqlType.builtin("date")), e, now(e));
    }
    String function =
        e.CURRENT_CATALOG() != null
            ? "current_database"
            : e.CURRENT_SCHEMA() != null ? "current_schema" : e.SESSION_USER() != null ? "session_user" : "current_user";
    return nodes.builtin(function, e);
  }

  private SqlNode sessionTime(SessionTimeContext e) {
    SqlNode now = now(e);
    int precision = e.INTEGER() == null ? -1 : Math.min(6, Integer.parseInt(e.INTEGER().getText()));
    String type =
        e.CURRENT_TIMESTAMP() != null
            ? "timestamptz"
            : e.LOCALTIMESTAMP() != null ? "timestamp" : e.CURRENT_TIME() != null ? "timetz" : "time";
    return nodes.call(new Construct.TypeCast(SqlType.builtin(type).withModifier(precision)), e, now);
  }

  private SqlNode now(ParserRuleContext e) {
    return nodes.builtin("now", e);
  }
}
