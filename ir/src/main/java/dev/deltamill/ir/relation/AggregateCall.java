package dev.deltamill.ir.relation;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param ordering the order in which the rows are taken, whose keys are the last of the arguments
 */
public record AggregateCall(
    String name,
    QualifiedName function,
    List<Expression> arguments,
    boolean distinct,
    Optional<Expression> filter,
    SqlType type,
    Span span,
    boolean alike,
    Optional<Ordering> ordering) {
  private static final Set<String> ORDERLESS = Set.of("count", "min", "max", "bool_and", "bool_or", "every", "bit_and", "bit_or", "bit_xor");

  private static final Set<String> RANKS = Set.of("rank", "dense_rank", "percent_rank", "cume_dist");

  public AggregateCall {
    arguments = List.copyOf(arguments);
  }

  /**
   * ORDER BY inside an aggregate.
   *
   * @param within whether it stands in WITHIN GROUP, where the keys are what is aggregated
   * @param directions per key what the user wrote behind it: {@code DESC NULLS LAST}; empty for ascending
   */
  public record Ordering(boolean within, List<String> directions) {
    public Ordering {
      directions = List.copyOf(directions);
    }
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
    this(name, function, arguments, distinct, filter, type, span, false, Optional.empty());
  }

  /** The same call over other expressions, as many. */
  public AggregateCall over(List<Expression> arguments, Optional<Expression> filter) {
    return new AggregateCall(name, function, arguments, distinct, filter, type, span, alike, ordering);
  }

  /** The same call under another name. */
  public AggregateCall named(String name) {
    return new AggregateCall(name, function, arguments, distinct, filter, type, span, alike, ordering);
  }

  /** The arguments without the keys of the ordering. */
  public List<Expression> values() {
    return arguments.subList(0, arguments.size() - keys().size());
  }

  /** The keys of the ordering. */
  public List<Expression> keys() {
    int count = ordering.map(o -> o.directions().size()).orElse(0);
    return arguments.subList(arguments.size() - count, arguments.size());
  }

  /** Whether the order in which rows come cannot show in the result, whatever they hold. */
  public boolean orderless() {
    return distinct
        || ordering.filter(Ordering::within).isPresent()
        || function.isBuiltin() && ORDERLESS.contains(function.name().value())
        || ordering.isEmpty() && (is("sum") || is("avg")) && arguments.getFirst().type().isNumber();
  }

  /** What it sorts by or tells apart, and shows something of: a count or a rank tells nothing of how values look. */
  public List<Expression> compared() {
    if (ordering.filter(Ordering::within).isPresent()) {
      return hypothetical() ? List.of() : keys();
    }
    return distinct && !is("count") ? values() : List.of();
  }

  /** Whether it tells where a row given by its direct arguments would stand (PostgreSQL's own; manual, 9.21.3). */
  public boolean hypothetical() {
    return ordering.filter(Ordering::within).isPresent() && function.isBuiltin() && RANKS.contains(function.name().value());
  }

  /**
   * Whether equal values of what it compares can look different: then the result depends on which of them stands for all, and the query leaves that
   * open. A float made of an exact number is never −0.
   */
  public boolean choosesImage() {
    return compared().stream().anyMatch(value -> !value.type().hasOneImage() && !madeOfExact(value));
  }

  private static boolean madeOfExact(Expression value) {
    return value instanceof Expression.Cast(var operand, var type, _, _)
        && (type.is("float4") || type.is("float8"))
        && operand.type().isNumber();
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
