package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Literal;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.SortKey;
import dev.deltamill.ir.relation.WindowCall;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Gives every construct its meaning: operands in, resolved expression out.
 *
 * <p>Used twice over the same rules: while Calcite validates, over stand-ins that only carry types, and when the relation is
 * built, over the real operands.
 */
public final class ExpressionTyping {
  private final CatalogIndex catalog;
  private final Coercions coercions;
  private final Casts casts;
  private final Calls calls;
  private final JsonTyping json;
  private final Findings findings;

  public ExpressionTyping(CatalogIndex catalog, Findings findings) {
    this.catalog = catalog;
    this.findings = findings;
    this.coercions = new Coercions(catalog);
    this.casts = new Casts(coercions, findings);
    this.calls = new Calls(catalog, coercions, casts, findings);
    this.json = new JsonTyping(catalog, casts, findings);
  }

  /** An aggregate function, its converted arguments and its type. */
  public record ResolvedAggregate(QualifiedName function, List<Expression> arguments, SqlType type) {
    public ResolvedAggregate {
      arguments = List.copyOf(arguments);
    }
  }

  public Expression resolve(Construct construct, List<Expression> operands, Span span) {
    return switch (construct) {
      case Construct.Constant(var text, var type) -> new Literal(text, type);
      case Construct.Operation operation -> calls.operator(operation, operands, span);
      case Construct.Function function -> calls.function(function, operands, span).expression();
      case Construct.Json function -> json.resolve(function, operands, span);
      case Construct.TypeCast(var target) -> casts.explicit(operands.getFirst(), target, span);
      case Construct.Condition(var place) -> condition(operands.getFirst(), place, span);
      case Construct.SearchedCase _ -> searchedCase(operands, span);
      case Construct.Conditional(var kind) -> conditional(kind, operands, span);
      case Construct.InList(var negated) -> inList(operands, negated, span);
      case Construct.Quantified quantified -> quantified(quantified, operands, span);
      case Construct.QuantifiedQuery quantified -> Expression.and(comparisons(quantified, operands, span));
      case Construct.TableFunction _ -> throw new IllegalStateException("a function in FROM is no expression");
      case Construct.Window _ -> throw new IllegalStateException("a window function is computed by an operator of its own");
      case Construct.ArrayOf _ -> array(operands, span);
      case Construct.RowOf _ -> row(operands, span);
      case Construct.WholeRow(var type) ->
          new Expression.Cast(new Expression.RowOf(operands, SqlType.of(Coercions.RECORD)), SqlType.of(type), false, Volatility.IMMUTABLE);
      case Construct.Subscript _ -> subscript(operands, span);
      case Construct.Attribute(var name) -> attribute(operands.getFirst(), name, span);
      case Construct.Collate(var schema, var name) -> collate(operands.getFirst(), schema, name, span);
      case Construct.Kept _ -> operands.getFirst();
      case Construct.MergedColumn(var side) -> merged(side, operands, span);
      case Construct.DistinctFrom(var negated) -> distinct(operands, negated, span);
    };
  }

  /**
   * The comparisons that a quantified query makes, one per column.
   *
   * @param operands the values of the left side, then as many columns
   */
  public List<Expression> comparisons(Construct.QuantifiedQuery construct, List<Expression> operands, Span span) {
    if (operands.size() % 2 != 0) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH, span, "the sub-query has not as many columns as the left side", "Select as many columns as are compared.");
    }
    int width = operands.size() / 2;
    Construct.Operation operation = new Construct.Operation(construct.symbol());
    List<Expression> comparisons = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      Expression comparison = calls.operator(operation, List.of(operands.get(i), operands.get(width + i)), span);
      if (!comparison.type().equals(SqlType.BOOLEAN)) {
        throw new TypingException(
            DiagnosticCode.TYPE_MISMATCH, span, "op ANY/ALL (sub-query) requires an operator that yields boolean", "Compare with an operator such as = or <.");
      }
      comparisons.add(comparison);
    }
    return comparisons;
  }

  /** Functions in FROM: their calls, and the types of their columns, the ordinal number not among them. */
  public List<FromFunction> tableFunction(Construct.TableFunction construct, List<Expression> operands, Span span) {
    List<FromFunction> functions = new ArrayList<>();
    int next = 0;
    for (Construct.TableFunction.FromCall call : construct.calls()) {
      int end = next + call.arguments();
      List<Expression> arguments = operands.subList(next, end);
      functions.add(
          call.function() instanceof Construct.Json table
              ? new FromFunction(json.resolve(table, arguments, span), table.columns())
              : calls.inFrom(call, arguments, span));
      next = end;
    }
    return functions;
  }

  /** A call of a function in an expression. */
  public ResolvedFunction function(Construct.Function function, List<Expression> operands, Span span) {
    return calls.function(function, operands, span);
  }

  /**
   * A function in call notation, resolved.
   *
   * @param expression a call; or a cast, which may be written as one
   * @param set whether it returns a set: then the expression is a call, and one of its results
   */
  public record ResolvedFunction(Expression expression, boolean set) {}

  /** One function in FROM and the types of its columns. */
  public record FromFunction(Expression call, List<SqlType> columns) {}

  public ResolvedAggregate aggregate(Optional<Identifier> schema, Identifier name, List<Expression> arguments, Span span) {
    Calls.Aggregate resolved = calls.aggregate(schema, JsonTyping.aggregate(name, arguments), arguments, span);
    // Of PostgreSQL's own only those that make json are stable, and those depend on the types that they show (AggregateSupport).
    if (!resolved.function().name().isBuiltin()) {
      findings.note(resolved.function().volatility(), span, "the aggregate " + name.sql() + "()");
    }
    return new ResolvedAggregate(resolved.function().name(), resolved.arguments(), resolved.type());
  }

  /** A window function, its parts converted, and the keys of its partitions. */
  public record ResolvedWindow(WindowCall call, List<Expression> partition) {}

  public ResolvedWindow window(Construct.Window construct, List<Expression> operands, Span span) {
    Iterator<Expression> rest = operands.iterator();
    List<Expression> arguments = take(construct.arguments(), rest);
    Calls.Aggregate resolved = calls.window(construct.schema(), construct.name(), arguments, span);
    Optional<Expression> filter = construct.filter() ? Optional.of(rest.next()) : Optional.empty();
    List<Expression> partition = take(construct.partition(), rest).stream().map(key -> settled(key, span)).toList();
    List<SortKey> order = new ArrayList<>();
    for (Construct.Sort sort : construct.order()) {
      order.add(sortKey(sort, rest.next(), span));
    }
    Frame written = construct.frame();
    Frame frame = new Frame(written.mode(), bound(written.start(), rest, span), bound(written.end(), rest, span), written.exclusion());
    boolean distance = frame.mode() == Frame.Mode.RANGE && (frame.start().offset().isPresent() || frame.end().offset().isPresent());
    if (distance && order.getFirst().expression().type().is("timestamptz")) {
      findings.note(Volatility.STABLE, span, "RANGE over timestamp with time zone");
    }
    WindowCall call =
        new WindowCall(
            construct.name().value(), resolved.function().name(), construct.star(), resolved.arguments(), filter, order, frame, resolved.type(), span);
    return new ResolvedWindow(call, partition);
  }

  /** A key of ORDER BY. */
  public SortKey sortKey(Construct.Sort sort, Expression key, Span span) {
    Expression settled = settled(key, span);
    QualifiedName type = settled.type().name();
    return new SortKey(
        settled,
        sort.descending(),
        sort.using().map(operation -> calls.findOperator(operation, List.of(type, type), span).name()),
        sort.nullsFirst(),
        false);
  }

  private Frame.Bound bound(Frame.Bound written, Iterator<Expression> rest, Span span) {
    if (written.edge() != Frame.Edge.PRECEDING && written.edge() != Frame.Edge.FOLLOWING) {
      return written;
    }
    Expression offset = rest.next();
    if (hasColumn(offset)) {
      throw new TypingException(
          DiagnosticCode.INVALID_QUERY, span, "a frame's offset must not contain variables", "Write a constant.");
    }
    return new Frame.Bound(written.edge(), Optional.of(offset));
  }

  private Expression settled(Expression expression, Span span) {
    return Casts.isUnknown(expression) ? casts.implicit(expression, SqlType.TEXT, span) : expression;
  }

  private static List<Expression> take(int count, Iterator<Expression> rest) {
    List<Expression> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(rest.next());
    }
    return taken;
  }

  /** The expression converted to the type of its column in UNION or VALUES, modifier included. */
  public Expression convert(Expression expression, SqlType target, Span span) {
    return casts.exactly(expression, target, span);
  }

  /** The common type of several, or empty where two do not go together. */
  public Optional<SqlType> commonType(List<SqlType> types) {
    return coercions.common(types);
  }

  private Expression searchedCase(List<Expression> operands, Span span) {
    List<Expression> results = new ArrayList<>();
    // PostgreSQL looks at the ELSE first (transformCaseExpr).
    results.add(operands.getLast());
    for (int i = 1; i < operands.size(); i += 2) {
      results.add(operands.get(i));
    }
    SqlType type = common("CASE", results, span);
    List<Expression> converted = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean condition = i % 2 == 0 && i < operands.size() - 1;
      converted.add(condition ? operands.get(i) : casts.implicit(operands.get(i), type, span));
    }
    return new Expression.Case(converted, type);
  }

  private Expression condition(Expression expression, String place, Span span) {
    if (!Casts.isUnknown(expression) && !coercions.base(expression.type()).is("bool")) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          "argument of " + place + " must be type boolean, not type " + expression.type().sql(),
          "Compare it with something.");
    }
    return casts.implicit(expression, SqlType.BOOLEAN, span);
  }

  private Expression conditional(Expression.Conditional.Kind kind, List<Expression> operands, Span span) {
    if (kind == Expression.Conditional.Kind.NULLIF) {
      if (operands.size() != 2) {
        throw new TypingException(DiagnosticCode.SYNTAX_ERROR, span, "NULLIF takes two arguments", "Write NULLIF(a, b).");
      }
      Expression comparison = calls.operator(new Construct.Operation("="), operands, span);
      List<Expression> compared = comparison.operands();
      SqlType shown = compared.getFirst().type();
      return isBuiltin(comparison)
          ? new Expression.Conditional(kind, compared, shown)
          : new Expression.Case(List.of(comparison, Literal.nullOf(shown), compared.getFirst()), shown);
    }
    SqlType type = common(kind.name(), operands, span);
    return new Expression.Conditional(kind, convertAll(operands, type, span), type);
  }

  /**
   * As {@code transformAExprIn}: items without columns share one type with the operand; where there is none, or with columns
   * among the items, each pair is compared by itself.
   */
  private Expression inList(List<Expression> operands, boolean negated, Span span) {
    Expression left = operands.getFirst();
    List<Expression> items = operands.subList(1, operands.size());
    boolean constant = items.size() > 1 && items.stream().noneMatch(ExpressionTyping::hasColumn);
    Optional<SqlType> type = constant ? coercions.common(operands.stream().map(Expression::type).toList()) : Optional.empty();
    if (type.isPresent() && !type.get().name().equals(Coercions.RECORD)) {
      Construct.Operation equal = new Construct.Operation(negated ? "<>" : "=");
      var operator = calls.findOperator(equal, List.of(left.type().name(), type.get().name()), span);
      QualifiedName leftType = operator.left().orElseThrow();
      // IN finds its operator along the search path, which holds pg_catalog alone where phases run.
      if (!Polymorphism.isPolymorphic(leftType) && operator.name().isBuiltin()) {
        List<Expression> converted = new ArrayList<>();
        converted.add(casts.implicit(left, SqlType.of(leftType), span));
        for (Expression item : items) {
          Expression common = casts.implicit(item, SqlType.of(type.get().name()), span);
          converted.add(casts.implicit(common, SqlType.of(operator.right()), span));
        }
        return new Expression.InList(converted, negated, operator.volatility());
      }
    }
    List<Expression> comparisons =
        items.stream()
            .map(item -> calls.operator(new Construct.Operation(negated ? "<>" : "="), List.of(left, item), span))
            .toList();
    return comparisons.size() == 1
        ? comparisons.getFirst()
        : new Expression.Logical(
            negated ? Expression.Logical.Connective.AND : Expression.Logical.Connective.OR, comparisons);
  }

  private static boolean hasColumn(Expression expression) {
    return expression instanceof Expression.Column || expression.operands().stream().anyMatch(ExpressionTyping::hasColumn);
  }

  private Expression quantified(Construct.Quantified quantified, List<Expression> operands, Span span) {
    Expression left = operands.get(0);
    Expression array = operands.get(1);
    QualifiedName arrayType = coercions.base(array.type().name());
    boolean unknown = Casts.isUnknown(array);
    if (!unknown && !coercions.isArray(arrayType)) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH, span, "op ANY/ALL (array) requires array on right side", "Write = ANY (ARRAY[…]) or IN (…).");
    }
    QualifiedName element = unknown ? Coercions.UNKNOWN : coercions.element(arrayType);
    var operator =
        calls.findOperator(new Construct.Operation(quantified.symbol()), List.of(left.type().name(), element), span);
    QualifiedName leftType = operator.left().orElseThrow();
    QualifiedName rightType = operator.right();
    if (Polymorphism.isPolymorphic(leftType) || Polymorphism.isPolymorphic(rightType)) {
      return new Expression.Quantified(operator.name(), left, array, quantified.all(), operator.volatility());
    }
    SqlType target = SqlType.of(coercions.arrayOf(rightType).orElseThrow());
    return new Expression.Quantified(
        operator.name(),
        casts.implicit(left, SqlType.of(leftType), span),
        casts.implicit(array, target, span),
        quantified.all(),
        operator.volatility());
  }

  private Expression array(List<Expression> operands, Span span) {
    if (operands.isEmpty()) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH, span, "cannot determine type of empty array", "Cast it, for example ARRAY[]::integer[].");
    }
    SqlType element = common("ARRAY", operands, span);
    // Arrays of arrays have the type of the inner array.
    QualifiedName array =
        coercions.isArray(element.name()) ? element.name() : coercions.arrayOf(element.name()).orElse(element.name());
    return new Expression.ArrayOf(convertAll(operands, SqlType.of(element.name()), span), SqlType.of(array));
  }

  private Expression row(List<Expression> operands, Span span) {
    List<Expression> typed =
        operands.stream().map(operand -> Casts.isUnknown(operand) ? casts.implicit(operand, SqlType.TEXT, span) : operand).toList();
    return new Expression.RowOf(typed, SqlType.of(Coercions.RECORD));
  }

  private Expression subscript(List<Expression> operands, Span span) {
    Expression base = operands.getFirst();
    QualifiedName type = coercions.base(base.type().name());
    List<Expression> converted = new ArrayList<>();
    converted.add(casts.implicit(base, SqlType.of(type), span));
    boolean jsonb = type.equals(QualifiedName.builtin("jsonb"));
    // Also of types that are no arrays and are stored as one, such as point.
    Optional<QualifiedName> element =
        catalog.type(type).filter(info -> info.kind() == TypeInfo.Kind.BASE).flatMap(TypeInfo::element);
    if (element.isEmpty() && !jsonb) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          "cannot subscript type " + base.type().sql() + " because it does not support subscripting",
          "Subscript an array or a jsonb value.");
    }
    for (Expression index : operands.subList(1, operands.size())) {
      boolean text = jsonb && (Casts.isUnknown(index) || coercions.category(index.type().name()) == 'S');
      converted.add(casts.implicit(index, text ? SqlType.TEXT : SqlType.INTEGER, span));
    }
    boolean slice = operands.size() > 2;
    SqlType result = slice ? SqlType.of(type) : SqlType.of(element.orElse(type));
    return new Expression.Subscript(converted, result);
  }

  private Expression attribute(Expression operand, Identifier name, Span span) {
    Optional<TypeInfo> info = catalog.type(coercions.base(operand.type().name()));
    return info.stream()
        .flatMap(type -> type.attributes().stream())
        .filter(attribute -> attribute.name().equals(name))
        .findFirst()
        .map(attribute -> new Expression.Attribute(operand, name, attribute.type()))
        .orElseThrow(
            () ->
                new TypingException(
                    DiagnosticCode.UNKNOWN_COLUMN,
                    span,
                    "column \"" + name.value() + "\" not found in data type " + operand.type().sql(),
                    "Check the name of the attribute."));
  }

  private Expression collate(Expression operand, Optional<Identifier> schema, Identifier name, Span span) {
    Expression typed = Casts.isUnknown(operand) ? casts.implicit(operand, SqlType.TEXT, span) : operand;
    boolean collatable = catalog.type(coercions.base(typed.type().name())).map(TypeInfo::collatable).orElse(false);
    if (!collatable) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          "collations are not supported by type " + typed.type().sql(),
          "Leave COLLATE out.");
    }
    return new Expression.Collate(typed, catalog.findCollation(schema, name));
  }

  /** As {@code buildMergedJoinVar}. Of an inner join the left column, or the right where only that has the common type. */
  private Expression merged(Construct.MergedColumn.Side side, List<Expression> operands, Span span) {
    SqlType type = common("JOIN/USING", operands, span);
    return switch (side) {
      case EITHER ->
          operands.stream()
              .filter(operand -> operand.type().equals(type))
              .findFirst()
              .orElseGet(() -> casts.exactly(operands.getFirst(), type, span));
      case LEFT -> casts.exactly(operands.getFirst(), type, span);
      case RIGHT -> casts.exactly(operands.getLast(), type, span);
      case BOTH ->
          new Expression.Conditional(
              Expression.Conditional.Kind.COALESCE,
              operands.stream().map(operand -> casts.exactly(operand, type, span)).toList(),
              type);
    };
  }

  private Expression distinct(List<Expression> operands, boolean negated, Span span) {
    Expression comparison = calls.operator(new Construct.Operation("="), operands, span);
    List<Expression> compared = comparison.operands();
    if (isBuiltin(comparison)) {
      return new Expression.Distinct(compared.get(0), compared.get(1), negated);
    }
    Expression absent =
        Expression.and(compared.stream().<Expression>map(value -> new Expression.Is(value, Expression.Is.Test.ABSENT, false)).toList());
    Expression same =
        new Expression.Logical(
            Expression.Logical.Connective.OR, List.of(new Expression.Is(comparison, Expression.Is.Test.TRUE, false), absent));
    return negated ? same : new Expression.Logical(Expression.Logical.Connective.NOT, List.of(same));
  }

  /** Whether an operator is found without a schema where phases run: NULLIF and IS DISTINCT FROM have no place for one. */
  private static boolean isBuiltin(Expression comparison) {
    return comparison instanceof Expression.Operator operator && operator.symbol().isBuiltin();
  }

  private SqlType common(String place, List<Expression> expressions, Span span) {
    List<SqlType> types = expressions.stream().map(Expression::type).toList();
    return coercions
        .common(types)
        .orElseThrow(
            () -> {
              SqlType first = types.getFirst();
              SqlType other = types.stream().filter(type -> coercions.common(List.of(first, type)).isEmpty()).findFirst().orElse(types.getLast());
              return new TypingException(
                  DiagnosticCode.TYPE_MISMATCH,
                  span,
                  place + " types " + SqlType.of(first.name()).sql() + " and " + SqlType.of(other.name()).sql() + " cannot be matched",
                  "Cast one of them.");
            });
  }

  private List<Expression> convertAll(List<Expression> expressions, SqlType target, Span span) {
    return expressions.stream().map(expression -> casts.implicit(expression, target, span)).toList();
  }

  /** Whether an expression still waits for its context to say what type it is. */
  public static boolean isUnknown(Expression expression) {
    return Casts.isUnknown(expression);
  }
}
