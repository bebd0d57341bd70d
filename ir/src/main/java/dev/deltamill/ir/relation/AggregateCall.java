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
 */
public record AggregateCall(
    String name,
    QualifiedName function,
    List<Expression> arguments,
    boolean distinct,
    Optional<Expression> filter,
    SqlType type,
    Span span) {
  public AggregateCall {
    arguments = List.copyOf(arguments);
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
