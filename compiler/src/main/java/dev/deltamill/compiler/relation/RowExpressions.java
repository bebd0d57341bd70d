package dev.deltamill.compiler.relation;

import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.compiler.validation.ConstructOperator;
import dev.deltamill.compiler.validation.OpaqueTypes;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Is.Test;
import dev.deltamill.ir.relation.Expression.Logical.Connective;
import dev.deltamill.ir.relation.Expression.Subquery.Form;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** Expressions over the fields of one relation. */
final class RowExpressions {
  private final ExpressionTyping typing;
  private final List<Field> fields;
  private final Span place;
  private final @Nullable DependentScope scope;
  private final Function<RexSubQuery, DependentQuery> queries;
  private final List<Expression.Subquery> subqueries = new ArrayList<>();
  private final @Nullable Unfolding unfolding;
  private Map<RexNode, Expression> known = Map.of();

  /** How many constructs around the expression being read evaluate some of their operands only. */
  private int conditional;

  /** A query in an expression, and the arguments it takes from the row. */
  record DependentQuery(Relation relation, List<Expression> arguments) {}

  /**
   * Expressions over {@code fields}.
   *
   * @param place where to point for what has no place of its own
   * @param scope that of the query they stand in, if it is dependent
   * @param queries reads a query in an expression over the row
   * @param unfolding takes set-returning functions; null where there may be none
   */
  RowExpressions(
      ExpressionTyping typing,
      List<Field> fields,
      Span place,
      @Nullable DependentScope scope,
      Function<RexSubQuery, DependentQuery> queries,
      @Nullable Unfolding unfolding) {
    this.typing = typing;
    this.fields = fields;
    this.place = place;
    this.scope = scope;
    this.queries = queries;
    this.unfolding = unfolding;
  }

  /** These nodes, by identity, are computed already. */
  RowExpressions knowing(Map<RexNode, Expression> computed) {
    known = computed;
    return this;
  }

  /** The sub-queries read so far. The n-th stands in the expressions as the n-th column after the row's fields. */
  List<Expression.Subquery> subqueries() {
    return List.copyOf(subqueries);
  }

  Expression read(RexNode node) {
    Expression computed = known.get(node);
    if (computed != null) {
      return computed;
    }
    return switch (node) {
      case RexInputRef reference -> {
        Field field = fields.get(reference.getIndex());
        yield new Expression.Column(reference.getIndex(), field.type(), field.nullable());
      }
      case RexLiteral literal when literal.isAlwaysTrue() -> Expression.Literal.TRUE;
      case RexLiteral literal when literal.isAlwaysFalse() -> Expression.Literal.FALSE;
      // Calcite writes NULL for the keys that a repeated grouping set lacks.
      case RexLiteral literal when literal.isNull() -> Expression.Literal.nullOf(OpaqueTypes.toSqlType(literal.getType()));
      case RexSubQuery query when query.getKind() == SqlKind.EXISTS -> exists(queries.apply(query));
      case RexSubQuery query when query.getKind() == SqlKind.SCALAR_QUERY -> scalar(queries.apply(query));
      case RexFieldAccess access when access.getReferenceExpr() instanceof RexCorrelVariable row && scope != null ->
          scope.parameter(row.id, access);
      case RexCall call -> call(call);
      default -> throw new IllegalStateException("an expression that no construct stands for: " + node);
    };
  }

  private Expression call(RexCall call) {
    if (call.getOperator() instanceof ConstructOperator operator
        && !call.getOperands().isEmpty()
        && call.getOperands().getLast() instanceof RexSubQuery rows
        && rows.getKind() == SqlKind.MULTISET_QUERY_CONSTRUCTOR) {
      return ofRows(operator, call.getOperands().subList(0, call.getOperands().size() - 1), queries.apply(rows));
    }
    boolean mayLeaveOut =
        call.getOperator() instanceof ConstructOperator operator
            && (operator.construct() instanceof Construct.SearchedCase || operator.construct() instanceof Construct.Conditional);
    conditional += mayLeaveOut ? 1 : 0;
    List<Expression> operands = new ArrayList<>();
    call.getOperands().forEach(operand -> operands.add(read(operand)));
    conditional -= mayLeaveOut ? 1 : 0;
    if (call.getOperator() instanceof ConstructOperator operator) {
      return operator.construct() instanceof Construct.Function function
          ? function(function, operands, operator.span())
          : typing.resolve(operator.construct(), operands, operator.span());
    }
    return switch (call.getKind()) {
      case AND -> connective(Connective.AND, operands);
      case OR -> connective(Connective.OR, operands);
      case NOT -> new Expression.Logical(Connective.NOT, operands);
      case IS_NULL -> new Expression.Is(operands.getFirst(), Test.NULL, false);
      case IS_NOT_NULL -> new Expression.Is(operands.getFirst(), Test.NULL, true);
      case IS_TRUE -> new Expression.Is(operands.getFirst(), Test.TRUE, false);
      case IS_NOT_TRUE -> new Expression.Is(operands.getFirst(), Test.TRUE, true);
      case IS_FALSE -> new Expression.Is(operands.getFirst(), Test.FALSE, false);
      case IS_NOT_FALSE -> new Expression.Is(operands.getFirst(), Test.FALSE, true);
      // VALUES: a value that is not of its column's common type.
      case CAST -> typing.convert(operands.getFirst(), OpaqueTypes.toSqlType(call.getType()), place);
      default -> throw new IllegalStateException("an operator that no construct stands for: " + call);
    };
  }

  private Expression function(Construct.Function function, List<Expression> operands, Span span) {
    ExpressionTyping.ResolvedFunction resolved = typing.function(function, operands, span);
    if (!resolved.set()) {
      return resolved.expression();
    }
    if (unfolding == null || conditional > 0) {
      throw new TypingException(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT,
          span,
          "the set-returning function " + function.name().sql() + " is not allowed "
              + (unfolding == null ? "outside of a select list and FROM" : "in an expression that may not evaluate it"),
          "Call it in FROM, for example in CROSS JOIN LATERAL.");
    }
    return unfolding.add((Expression.Call) resolved.expression());
  }

  /** EXISTS looks at no column, so none is kept. */
  private Expression exists(DependentQuery query) {
    Relation present =
        new Relation.Project(query.relation(), List.of(new Relation.Project.Output("present", Expression.Literal.TRUE)));
    return subquery(Form.EXISTS, Optional.empty(), List.of(), query.arguments(), present, SqlType.BOOLEAN, false);
  }

  private Expression scalar(DependentQuery query) {
    Relation relation = query.relation();
    if (relation instanceof Relation.Project(Relation.Values values, var outputs)
        && values.fields().isEmpty()
        && values.rows().size() == 1) {
      // (SELECT x) without FROM is x.
      return outputs.getFirst().expression().mapParameters(p -> query.arguments().get(((Expression.Parameter) p).index()));
    }
    boolean oneRow = alwaysOneRow(relation);
    Field field = relation.fields().getFirst();
    return subquery(
        Form.SCALAR, Optional.empty(), List.of(), query.arguments(), relation, field.type(), field.nullable() || !oneRow);
  }

  private static boolean alwaysOneRow(Relation relation) {
    return switch (relation) {
      case Relation.Project(var input, _) -> alwaysOneRow(input);
      case Relation.Aggregate aggregate -> aggregate.global();
      case Relation.Values values -> values.rows().size() == 1;
      default -> false;
    };
  }

  private Expression ofRows(ConstructOperator operator, List<RexNode> values, DependentQuery query) {
    Relation relation = query.relation();
    List<Expression> operands = new ArrayList<>();
    values.forEach(value -> operands.add(read(value)));
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      columns.add(relation.column(i));
    }
    operands.addAll(columns);
    Construct.QuantifiedQuery quantified = (Construct.QuantifiedQuery) operator.construct();
    List<Expression> left = new ArrayList<>();
    List<Relation.Project.Output> right = new ArrayList<>();
    Set<QualifiedName> symbols = new LinkedHashSet<>();
    boolean nullable = false;
    for (Expression comparison : typing.comparisons(quantified, operands, operator.span())) {
      if (!(comparison instanceof Expression.Operator(var symbol, var pair, _, _, _)) || pair.size() != 2) {
        throw new IllegalStateException("a comparison that is no operator: " + comparison);
      }
      symbols.add(symbol);
      nullable |= comparison.nullable();
      left.add(pair.getFirst());
      right.add(new Relation.Project.Output(relation.fields().get(right.size()).name(), pair.getLast()));
    }
    if (symbols.size() > 1) {
      throw new IllegalStateException("a row compared by operators of several schemas: " + symbols);
    }
    return subquery(
        quantified.all() ? Form.ALL : Form.ANY,
        Optional.of(symbols.iterator().next()),
        left,
        query.arguments(),
        new Relation.Project(relation, right),
        SqlType.BOOLEAN,
        nullable);
  }

  private Expression subquery(
      Form form,
      Optional<QualifiedName> symbol,
      List<Expression> left,
      List<Expression> arguments,
      Relation query,
      SqlType type,
      boolean nullable) {
    subqueries.add(new Expression.Subquery(form, symbol, left, arguments, query, type, nullable));
    return new Expression.Column(fields.size() + subqueries.size() - 1, type, nullable);
  }

  private static Expression connective(Connective connective, List<Expression> operands) {
    List<Expression> flat = new ArrayList<>();
    for (Expression operand : operands) {
      if (operand instanceof Expression.Logical(var inner, var parts) && inner == connective) {
        flat.addAll(parts);
      } else {
        flat.add(operand);
      }
    }
    return new Expression.Logical(connective, flat);
  }
}
