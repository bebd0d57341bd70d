package dev.deltamill.compiler.relation;

import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An outer join whose condition asks sub-queries: {@code l LEFT JOIN r ON c(l, r)} is {@code l LEFT JOIN LATERAL (SELECT * FROM r WHERE c(l, r)) ON
 * true}.
 */
final class AskingJoin {
  private final Span query;
  private final List<Expression> arguments = new ArrayList<>();
  private final Map<Expression, Expression.Parameter> parameters = new HashMap<>();

  /**
   * @param query where to point for what is refused
   */
  AskingJoin(Span query) {
    this.query = query;
  }

  /**
   * @param condition over the fields of both sides, then the values of the sub-queries
   * @param subqueries over the fields of both sides
   */
  Relation of(
      Relation left,
      Relation right,
      Expression condition,
      List<Expression.Subquery> subqueries,
      Relation.OuterJoin.Kind kind) {
    if (kind == Relation.OuterJoin.Kind.FULL || right.dependent()) {
      throw new TypingException(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT,
          query,
          kind == Relation.OuterJoin.Kind.FULL
              ? "a sub-query in the condition of a FULL JOIN is not supported yet"
              : "a sub-query in the condition of an outer join of a LATERAL item is not supported yet",
          "Compute its value in a sub-query in FROM and compare with that.");
    }
    int width = left.fields().size();
    Expression inside = inside(condition, width);
    List<Expression.Subquery> asked =
        subqueries.stream().map(subquery -> (Expression.Subquery) inside(subquery, width)).toList();
    return new Relation.Lateral(left, RelationReader.filtered(right, inside, asked), arguments, true);
  }

  /** An expression over both sides as one over the right, with the left's values and the parameters around it as arguments. */
  private Expression inside(Expression expression, int width) {
    return expression
        .mapParameters(this::parameter)
        .mapColumns(
            e -> {
              Expression.Column column = (Expression.Column) e;
              return column.index() < width
                  ? parameter(column)
                  : new Expression.Column(column.index() - width, column.type(), column.nullable());
            });
  }

  private Expression.Parameter parameter(Expression argument) {
    return parameters.computeIfAbsent(
        argument,
        _ -> {
          arguments.add(argument);
          return new Expression.Parameter(arguments.size() - 1, argument.type(), argument.nullable());
        });
  }
}
