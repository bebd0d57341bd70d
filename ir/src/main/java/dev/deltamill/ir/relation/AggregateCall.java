package dev.deltamill.ir.relation;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;

/**
 * One aggregate over the rows of a group.
 *
 * @param name what its output field is called
 * @param function the aggregate of {@code pg_proc}
 * @param arguments over the input's fields; empty for {@code count(*)}
 * @param filter the FILTER clause
 * @param type of the result
 * @param span where the user wrote it
 * @param alike whether equal arguments are known to look alike, beyond what their type says (bare numeric of one scale)
 */
public record AggregateCall(
    String name,
    QualifiedName function,
    List<Expression> arguments,
    boolean distinct,
    Optional<Expression> filter,
    SqlType type,
    Span span,
    boolean alike) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
  }

  /** A call of which no more is known than its types say. */
  public AggregateCall(
      String name,
      QualifiedName function,
      List<Expression> arguments,
      boolean distinct,
      Optional<Expression> filter,
      SqlType type,
      Span span) {
    this(name, function, arguments, distinct, filter, type, span, false);
  }

  /** Whether this is the built-in aggregate of that name. */
  public boolean is(String name) {
    return function.isBuiltin() && function.name().value().equals(name);
  }

  /** Only counts are never NULL. */
  public boolean nullable() {
    return !is("count");
  }
}
