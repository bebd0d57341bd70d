package dev.deltamill.ir.relation;

import dev.deltamill.ir.name.QualifiedName;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One key of an ORDER BY.
 *
 * @param using the operator of {@code USING}, which then says the direction
 * @param nullsFirst NULLS FIRST or NULLS LAST; where the user wrote neither, PostgreSQL's own rule holds
 * @param tieBreaker whether the key is ours: it decides between rows whose order the query leaves open
 */
public record SortKey(
    Expression expression, boolean descending, Optional<QualifiedName> using, Optional<Boolean> nullsFirst, boolean tieBreaker) {
  /** The key that decides where the user's do not. */
  public static SortKey tieBreaker(Expression image) {
    return new SortKey(image, false, Optional.empty(), Optional.empty(), true);
  }

  /** Whether NULLs come before everything else; what an operator of USING means for them is not known here. */
  public boolean putsNullsFirst() {
    return nullsFirst.orElse(descending);
  }

  public SortKey map(UnaryOperator<Expression> replacement) {
    return new SortKey(replacement.apply(expression), descending, using, nullsFirst, tieBreaker);
  }
}
