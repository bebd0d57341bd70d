package dev.deltamill.compiler.delta;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.Optional;

/** Which outer joins PostgreSQL itself can compute. */
public final class OuterJoinSupport {
  private OuterJoinSupport() {}

  /** A FULL JOIN needs an equality between its sides, or a condition that reads neither ({@code joinpath.c}). */
  public static Optional<Diagnostic> refusal(Relation.OuterJoin join, Span query) {
    int left = join.left().fields().size();
    boolean possible =
        join.kind() != Relation.OuterJoin.Kind.FULL
            || join.condition().columns().isEmpty()
            || join.condition().conjuncts().stream().anyMatch(condition -> isEquality(condition, left));
    return possible
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                DiagnosticCode.INVALID_QUERY,
                query,
                "FULL JOIN is only supported with merge-joinable or hash-joinable join conditions",
                "Add an equality between the two sides to ON, or combine a LEFT JOIN with the rows of the right side that match nothing by UNION ALL."));
  }

  private static boolean isEquality(Expression condition, int left) {
    return condition instanceof Expression.Operator operator
        && operator.symbol().name().value().equals("=")
        && operator.operands().size() == 2
        && Partners.isSplit(operator, left);
  }
}
