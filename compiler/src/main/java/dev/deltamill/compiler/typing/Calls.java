package dev.deltamill.compiler.typing;

import static java.util.stream.Collectors.joining;

import dev.deltamill.compiler.typing.Overloads.Choice;
import dev.deltamill.ir.catalog.CastInfo.Context;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves functions, operators and aggregates: which one is meant, and which conversions its arguments need. */
final class Calls {
  private final CatalogIndex catalog;
  private final Coercions coercions;
  private final Polymorphism polymorphism;
  private final Overloads overloads;
  private final Casts casts;
  private final Findings findings;

  Calls(CatalogIndex catalog, Coercions coercions, Casts casts, Findings findings) {
    this.catalog = catalog;
    this.coercions = coercions;
    this.casts = casts;
    this.findings = findings;
    this.polymorphism = new Polymorphism(catalog, coercions);
    this.overloads = new Overloads(coercions, polymorphism);
  }

  /** An aggregate with its arguments converted. */
  record Aggregate(FunctionInfo function, List<Expression> arguments, SqlType type) {}

  Expression operator(Construct.Operation operation, List<Expression> operands, Span span) {
    OperatorInfo info = findOperator(operation, types(operands), span);
    List<QualifiedName> parameters =
        Stream.concat(info.left().stream(), Stream.of(info.right())).toList();
    Map<QualifiedName, QualifiedName> bound = bind(parameters, types(operands), span);
    List<Expression> converted = convert(operands, parameters, bound, span);
    Volatility volatility = volatility(info, operands);
    findings.note(volatility, span, "the operator " + info.name().name().value());
    SqlType type = SqlType.of(Polymorphism.substitute(info.result(), bound));
    return new Expression.Operator(
        info.name(), converted, type, volatility, NullFree.operator(info) ? anyNullable(converted) : true);
  }

  /**
   * Text with anything else concatenated is as volatile as that thing's way to text: PostgreSQL declares the operator stable for
   * all types, and inlines it to a cast.
   */
  private Volatility volatility(OperatorInfo operator, List<Expression> operands) {
    String function = operator.function().name().value();
    boolean concatenation =
        operator.function().isBuiltin() && (function.equals("anytextcat") || function.equals("textanycat"));
    return concatenation
        ? coercions.output(operands.get(function.equals("anytextcat") ? 0 : 1).type().name())
        : operator.volatility();
  }

  /** The operator for operands of these types; {@code oper()} and {@code left_oper()} of {@code parse_oper.c}. */
  OperatorInfo findOperator(Construct.Operation operation, List<QualifiedName> arguments, Span span) {
    boolean prefix = arguments.size() == 1;
    List<OperatorInfo> candidates = catalog.operators(operation.schema(), operation.symbol(), prefix);
    List<Signature<OperatorInfo>> signatures =
        candidates.stream()
            .map(
                operator ->
                    new Signature<>(
                        Stream.concat(operator.left().stream(), Stream.of(operator.right())).toList(), false, 0, operator))
            .toList();
    Optional<OperatorInfo> exact = prefix ? Optional.empty() : exactWithUnknown(signatures, arguments);
    if (exact.isPresent()) {
      return exact.get();
    }
    String written = written(operation.symbol(), arguments);
    return switch (overloads.choose(signatures, arguments)) {
      case Choice.Chosen<OperatorInfo>(var signature) -> signature.target();
      case Choice.None<OperatorInfo>() ->
          throw new TypingException(
              DiagnosticCode.UNKNOWN_OPERATOR,
              span,
              "operator does not exist: " + written,
              "Cast an operand to a type that the operator takes.");
      case Choice.Ambiguous<OperatorInfo>() ->
          throw new TypingException(
              DiagnosticCode.AMBIGUOUS_FUNCTION,
              span,
              "operator is not unique: " + written,
              "Cast an operand to say which operator is meant.");
    };
  }

  /** An unknown operand is first taken to be of the other operand's type (manual, 10.2, step 2.a). */
  private Optional<OperatorInfo> exactWithUnknown(List<Signature<OperatorInfo>> signatures, List<QualifiedName> arguments) {
    QualifiedName left = arguments.get(0);
    QualifiedName right = arguments.get(1);
    if (left.equals(Coercions.UNKNOWN) == right.equals(Coercions.UNKNOWN)) {
      return Optional.empty();
    }
    QualifiedName known = left.equals(Coercions.UNKNOWN) ? right : left;
    for (QualifiedName type : List.of(known, coercions.base(known))) {
      for (Signature<OperatorInfo> signature : signatures) {
        if (signature.parameters().equals(List.of(type, type))) {
          return Optional.of(signature.target());
        }
      }
    }
    return Optional.empty();
  }

  ExpressionTyping.ResolvedFunction function(Construct.Function call, List<Expression> arguments, Span span) {
    List<Signature<FunctionInfo>> signatures =
        signatures(call.schema(), call.name(), call.argumentNames(), Set.of(FunctionInfo.Kind.FUNCTION));
    List<QualifiedName> types = types(arguments);
    Choice<FunctionInfo> choice = overloads.choose(signatures, types);
    if (!(choice instanceof Choice.Chosen<FunctionInfo>(var signature))) {
      Optional<SqlType> castTarget = functionStyleCast(call, types);
      if (castTarget.isPresent()) {
        return new ExpressionTyping.ResolvedFunction(casts.explicit(arguments.getFirst(), castTarget.get(), span), false);
      }
      throw unknownFunction(call.schema(), call.name(), types, choice instanceof Choice.Ambiguous, span);
    }
    Expression.Call resolved = resolved(call, signature, arguments, span);
    if (signature.target().returnsSet() && isRow(signature.target(), resolved)) {
      throw refused("a set of rows, which " + call.name().sql() + " returns, in an expression", "Call the function in FROM.", span);
    }
    return new ExpressionTyping.ResolvedFunction(resolved, signature.target().returnsSet());
  }

  private boolean isRow(FunctionInfo function, Expression.Call call) {
    return function.outputs().size() > 1
        || call.type().name().equals(Coercions.RECORD)
        || !catalog.type(call.type().name()).map(TypeInfo::attributes).orElse(List.of()).isEmpty();
  }

  /** A function in FROM, with the types of the columns it gives there. */
  ExpressionTyping.FromFunction inFrom(Construct.TableFunction.FromCall from, List<Expression> arguments, Span span) {
    if (!(from.function() instanceof Construct.Function call)) {
      throw new IllegalStateException("no function of pg_proc: " + from);
    }
    List<QualifiedName> types = types(arguments);
    Choice<FunctionInfo> choice =
        overloads.choose(signatures(call.schema(), call.name(), call.argumentNames(), Set.of(FunctionInfo.Kind.FUNCTION)), types);
    if (!(choice instanceof Choice.Chosen<FunctionInfo>(var signature))) {
      throw unknownFunction(call.schema(), call.name(), types, choice instanceof Choice.Ambiguous, span);
    }
    Expression.Call resolved = resolved(call, signature, arguments, span);
    if (!from.definitions().isEmpty()) {
      return new ExpressionTyping.FromFunction(resolved, from.definitions());
    }
    Map<QualifiedName, QualifiedName> bound = bind(signature.parameters(), types, span);
    List<FunctionInfo.Output> outputs = signature.target().outputs();
    if (outputs.size() > 1) {
      return new ExpressionTyping.FromFunction(
          resolved, outputs.stream().map(output -> resultType(output.type(), bound, types, span)).toList());
    }
    List<TypeInfo.Attribute> attributes =
        catalog.type(resolved.type().name()).map(TypeInfo::attributes).orElse(List.of());
    if (resolved.type().name().equals(Coercions.RECORD)) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          "a column definition list is required for functions returning \"record\"",
          "Write AS alias (column type, …) behind the call.");
    }
    return new ExpressionTyping.FromFunction(
        resolved,
        attributes.isEmpty() ? List.of(resolved.type()) : attributes.stream().map(TypeInfo.Attribute::type).toList());
  }

  private Expression.Call resolved(
      Construct.Function call, Signature<FunctionInfo> signature, List<Expression> arguments, Span span) {
    FunctionInfo function = signature.target();
    List<QualifiedName> types = types(arguments);
    if (call.variadic()) {
      throw refused("VARIADIC arguments", Remedies.NO_REWRITE, span);
    }
    Map<QualifiedName, QualifiedName> bound = bind(signature.parameters(), types, span);
    List<Expression> converted = convert(arguments, signature.parameters(), bound, span);
    List<Expression> positional = positional(call, function, converted, span);
    findings.note(function.volatility(), span, "the function " + function.name().name().sql() + "()");
    SqlType type = resultType(function.result(), bound, types, span);
    return new Expression.Call(
        function.name(), positional, type, function.volatility(), !NullFree.function(function) || anyNullable(positional));
  }

  Aggregate aggregate(Optional<Identifier> schema, Identifier name, List<Expression> arguments, Span span) {
    return aggregate(schema, name, Set.of(FunctionInfo.Kind.AGGREGATE), arguments, span);
  }

  /** A window function, or an aggregate in its place. */
  Aggregate window(Optional<Identifier> schema, Identifier name, List<Expression> arguments, Span span) {
    Aggregate window = aggregate(schema, name, Set.of(FunctionInfo.Kind.WINDOW, FunctionInfo.Kind.AGGREGATE), arguments, span);
    if (window.function().directArguments().isPresent()) {
      throw refused("OVER with the ordered-set aggregate " + name.sql(), Remedies.NO_REWRITE, span);
    }
    findings.note(window.function().volatility(), span, "the function " + name.sql() + "()");
    return window;
  }

  private Aggregate aggregate(
      Optional<Identifier> schema, Identifier name, Set<FunctionInfo.Kind> kinds, List<Expression> arguments, Span span) {
    List<QualifiedName> types = types(arguments);
    List<Optional<Identifier>> names = Collections.nCopies(arguments.size(), Optional.empty());
    Choice<FunctionInfo> choice =
        overloads.choose(signatures(schema, name, names, kinds), types);
    if (!(choice instanceof Choice.Chosen<FunctionInfo>(var signature))) {
      throw unknownFunction(schema, name, types, choice instanceof Choice.Ambiguous, span);
    }
    FunctionInfo function = signature.target();
    Map<QualifiedName, QualifiedName> bound = bind(signature.parameters(), types, span);
    return new Aggregate(
        function,
        isHypothetical(function) ? hypothetical(name, arguments, span) : convert(arguments, signature.parameters(), bound, span),
        resultType(function.result(), bound, types, span));
  }

  /** Whether its direct arguments are a row that is sorted in among the others: only these take any number of any type. */
  private static boolean isHypothetical(FunctionInfo aggregate) {
    return aggregate.directArguments().isPresent() && aggregate.variadic().filter(QualifiedName.builtin("any")::equals).isPresent();
  }

  /** Each direct argument and the key that it stands for get their common type ({@code unify_hypothetical_args}). */
  private List<Expression> hypothetical(Identifier name, List<Expression> arguments, Span span) {
    int keys = arguments.size() / 2;
    if (arguments.size() % 2 != 0) {
      throw new TypingException(
          DiagnosticCode.INVALID_QUERY,
          span,
          "the hypothetical-set aggregate " + name.sql() + " needs as many direct arguments as ordering columns",
          "Give it one value for each column of WITHIN GROUP (ORDER BY …).");
    }
    List<Expression> direct = new ArrayList<>();
    List<Expression> ordering = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      Expression argument = arguments.get(i);
      Expression key = arguments.get(keys + i);
      SqlType type =
          coercions
              .common(List.of(key.type(), argument.type()))
              .map(common -> SqlType.of(common.name()))
              .orElseThrow(
                  () ->
                      new TypingException(
                          DiagnosticCode.TYPE_MISMATCH,
                          span,
                          "WITHIN GROUP types " + display(key.type().name()) + " and " + display(argument.type().name()) + " cannot be matched",
                          "Cast the direct argument to the type of its ordering column."));
      direct.add(casts.implicit(argument, type, span));
      ordering.add(casts.implicit(key, type, span));
    }
    direct.addAll(ordering);
    return direct;
  }

  private List<Signature<FunctionInfo>> signatures(
      Optional<Identifier> schema, Identifier name, List<Optional<Identifier>> argumentNames, Set<FunctionInfo.Kind> kinds) {
    List<Signature<FunctionInfo>> signatures = new ArrayList<>();
    for (FunctionInfo function : catalog.functions(schema, name)) {
      if (kinds.contains(function.kind())) {
        Signatures.of(function, argumentNames).forEach(signatures::add);
      }
    }
    return signatures;
  }

  /** {@code date(x)} for {@code x::date}, where no function fits (manual, 10.3, step 3). */
  private Optional<SqlType> functionStyleCast(Construct.Function call, List<QualifiedName> types) {
    if (types.size() != 1) {
      return Optional.empty();
    }
    return catalog
        .findType(call.schema(), call.name())
        .filter(
            type ->
                types.getFirst().equals(Coercions.UNKNOWN)
                    || coercions.conversion(types.getFirst(), type, Context.EXPLICIT).isPresent())
        .map(SqlType::of);
  }

  private List<Expression> positional(
      Construct.Function call, FunctionInfo function, List<Expression> arguments, Span span) {
    if (call.argumentNames().stream().allMatch(Optional::isEmpty)) {
      return arguments;
    }
    List<Expression> positional = new ArrayList<>();
    for (int position = 0; position < function.arguments().size() && positional.size() < arguments.size(); position++) {
      int written = Signatures.argumentAt(function, call.argumentNames(), position);
      if (written < 0) {
        throw refused("named arguments that leave out one in the middle", "Write that argument's default out.", span);
      }
      positional.add(arguments.get(written));
    }
    return positional;
  }

  private Map<QualifiedName, QualifiedName> bind(List<QualifiedName> parameters, List<QualifiedName> types, Span span) {
    return polymorphism
        .bind(parameters, types)
        .orElseThrow(() -> new IllegalStateException("chosen without agreeing types: " + parameters + types + span));
  }

  private List<Expression> convert(
      List<Expression> arguments, List<QualifiedName> parameters, Map<QualifiedName, QualifiedName> bound, Span span) {
    List<Expression> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      QualifiedName parameter = Polymorphism.substitute(parameters.get(i), bound);
      if (Polymorphism.isPolymorphic(parameter)) {
        throw undetermined(span);
      }
      converted.add(casts.implicit(arguments.get(i), SqlType.of(parameter), span));
    }
    return converted;
  }

  private SqlType resultType(
      QualifiedName declared, Map<QualifiedName, QualifiedName> bound, List<QualifiedName> types, Span span) {
    QualifiedName result = Polymorphism.substitute(declared, bound);
    if (Polymorphism.isPolymorphic(result)) {
      throw undetermined(span);
    }
    return SqlType.of(result);
  }

  private static TypingException undetermined(Span span) {
    return new TypingException(
        DiagnosticCode.TYPE_MISMATCH,
        span,
        "could not determine polymorphic type because input has type unknown",
        "Cast the literal to the type it is meant to be.");
  }

  private TypingException unknownFunction(
      Optional<Identifier> schema, Identifier name, List<QualifiedName> types, boolean ambiguous, Span span) {
    String written =
        schema.map(s -> s.sql() + ".").orElse("")
            + name.sql()
            + types.stream().map(Calls::display).collect(joining(", ", "(", ")"));
    if (ambiguous) {
      return new TypingException(
          DiagnosticCode.AMBIGUOUS_FUNCTION, span, "function " + written + " is not unique", "Cast an argument to say which one is meant.");
    }
    boolean named = !catalog.functions(schema, name).isEmpty();
    return new TypingException(
        DiagnosticCode.UNKNOWN_FUNCTION,
        span,
        "function " + written + " does not exist",
        named ? "Cast the arguments to types that one of its variants takes." : "Check the name, or add its schema.");
  }

  private static TypingException refused(String what, String remedy, Span span) {
    return new TypingException(
        DiagnosticCode.UNSUPPORTED_CONSTRUCT, span, what + " is not supported", remedy);
  }

  private static String written(String symbol, List<QualifiedName> types) {
    return types.size() == 1
        ? symbol + " " + display(types.getFirst())
        : display(types.get(0)) + " " + symbol + " " + display(types.get(1));
  }

  static String display(QualifiedName type) {
    return type.equals(Coercions.UNKNOWN) ? "unknown" : SqlType.of(type).sql();
  }

  static List<QualifiedName> types(List<Expression> expressions) {
    return expressions.stream().map(expression -> expression.type().name()).toList();
  }

  private static boolean anyNullable(List<Expression> expressions) {
    return expressions.stream().anyMatch(Expression::nullable);
  }
}
