package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Subquery.Form;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * Sub-queries in expressions, by {@linkplain DependentDelta the rule of dependent joins}: they are asked for the changed rows, and before and after for the
 * rows that their own changes matter to.
 *
 * <p>For EXISTS those are the rows whose conditions a changed row meets; for {@code x op ANY} also only if the comparison with it is not false, for ALL if it
 * is not true: anything else adds nothing to the disjunction or conjunction. A comparison with NULL is neither, which is what NOT IN is about.
 */
final class ApplyDelta {
  static final String REASON =
      "keyed: sub-queries are asked for the changed rows, and before and after for the rows that their own changes matter to";

  private ApplyDelta() {}

  static DependentDelta.Derived derive(Relation.Apply apply, Delta input, DependentDelta rule) {
    List<DependentDelta.Query> queries = new ArrayList<>();
    for (Expression.Subquery subquery : apply.subqueries()) {
      List<Expression> arguments = new ArrayList<>(subquery.arguments());
      arguments.addAll(subquery.left());
      queries.add(new DependentDelta.Query(DependentLeaves.of(subquery.query(), compared(subquery)), arguments));
    }
    return rule.derive(
        "apply",
        apply,
        apply.input(),
        input,
        queries,
        (rows, state) -> ZSets.apply(rows, apply.subqueries().stream().map(state::of).toList()));
  }

  /** What a row of a quantified query must meet to make a difference: that its comparison does not leave ANY false, ALL true. */
  private static List<Expression> compared(Expression.Subquery subquery) {
    List<Expression> conditions = new ArrayList<>();
    for (int i = 0; i < subquery.left().size(); i++) {
      Expression left = subquery.left().get(i);
      Expression value = new Expression.Parameter(subquery.arguments().size() + i, left.type(), left.nullable());
      Expression column = subquery.query().column(i);
      QualifiedName symbol = subquery.symbol().orElseThrow();
      boolean unequal = symbol.equals(QualifiedName.builtin("<>"));
      boolean nullable = value.nullable() || column.nullable();
      Expression comparison =
          new Expression.Operator(
              unequal ? QualifiedName.builtin("=") : symbol, List.of(value, column), SqlType.BOOLEAN, Volatility.IMMUTABLE, true);
      boolean matters = subquery.form() == Form.ANY || unequal;
      conditions.add(
          matters && !nullable
              ? comparison
              : new Expression.Is(comparison, matters ? Expression.Is.Test.FALSE : Expression.Is.Test.TRUE, true));
    }
    return conditions;
  }
}
