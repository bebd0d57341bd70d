package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.QualifiedName;

/**
 * A row of {@code pg_cast}.
 *
 * @param volatility of the cast's function; a cast without function is immutable, one through text (in and out functions)
 *     is as volatile as those
 */
public record CastInfo(QualifiedName source, QualifiedName target, Context context, Volatility volatility) {
  /** {@code castcontext}. */
  public enum Context {
    EXPLICIT,
    ASSIGNMENT,
    IMPLICIT
  }
}
