package dev.deltamill.compiler.relation;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Subquery.Form;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quantified sub-queries that only select rows, as questions of existence: where nothing but true counts, {@code x op ANY (query)} asks whether the query has a
 * row with {@code x op row}, and {@code x NOT IN (query)} whether it has none with {@code x = row}, provided that no side can be NULL.
 *
 * <p>With NULLs NOT IN is another question ({@code 1 NOT IN (2, NULL)} is not true), and so is either where its value is looked at instead of its truth.
 */
final class Existence {
  private static final QualifiedName EQUAL = QualifiedName.builtin("=");
  private static final QualifiedName UNEQUAL = QualifiedName.builtin("<>");

  private Existence() {}

  /**
   * A condition of a WHERE clause.
   *
   * @param subqueries those whose values are the columns from {@code width} on; the one that the condition asks may be replaced
   */
  static Expression condition(Expression conjunct, int width, List<Expression.Subquery> subqueries) {
    if (!(conjunct instanceof Expression.Column(int index, _, _)) || index < width) {
      return conjunct;
    }
    Expression.Subquery asked = subqueries.get(index - width);
    Expression exists = new Expression.Column(index, SqlType.BOOLEAN, false);
    if (asked.form() == Form.ANY) {
      subqueries.set(index - width, exists(asked, asked.symbol().orElseThrow()));
      return exists;
    }
    if (asked.form() == Form.ALL && asked.symbol().equals(Optional.of(UNEQUAL)) && neverNull(asked)) {
      subqueries.set(index - width, exists(asked, EQUAL));
      return new Expression.Logical(Expression.Logical.Connective.NOT, List.of(exists));
    }
    return conjunct;
  }

  private static boolean neverNull(Expression.Subquery asked) {
    return asked.left().stream().noneMatch(Expression::nullable)
        && asked.query().fields().stream().noneMatch(field -> field.nullable());
  }

  private static Expression.Subquery exists(Expression.Subquery asked, QualifiedName symbol) {
    List<Expression> arguments = new ArrayList<>(asked.arguments());
    List<Expression> comparisons = new ArrayList<>();
    for (Expression left : asked.left()) {
      Expression value = new Expression.Parameter(arguments.size(), left.type(), left.nullable());
      Expression column = asked.query().column(comparisons.size());
      arguments.add(left);
      comparisons.add(
          new Expression.Operator(
              symbol, List.of(value, column), SqlType.BOOLEAN, Volatility.IMMUTABLE, value.nullable() || column.nullable()));
    }
    Relation matching = new Relation.Filter(asked.query(), Expression.and(comparisons));
    Relation present =
        new Relation.Project(matching, List.of(new Relation.Project.Output("present", Expression.Literal.TRUE)));
    return new Expression.Subquery(Form.EXISTS, Optional.empty(), List.of(), arguments, present, SqlType.BOOLEAN, false);
  }
}
