package dev.deltamill.ir.relation;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A window function, or an aggregate as one, for each row of a partition.
 *
 * @param name what its output field is called
 * @param function of {@code pg_proc}
 * @param star whether it is called with {@code *}
 * @param arguments over the input's fields
 * @param filter the FILTER clause
 * @param order of the rows of the partition
 */
public record WindowCall(
    String name,
    QualifiedName function,
    boolean star,
    List<Expression> arguments,
    Optional<Expression> filter,
    List<SortKey> order,
    Frame frame,
    SqlType type,
    Span span) {
  private static final Set<String> NEVER_NULL = Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "count");

  public WindowCall {
    arguments = List.copyOf(arguments);
    order = List.copyOf(order);
  }

  /** Whether this is one of the built-in functions of these names. */
  public boolean is(Set<String> names) {
    return function.isBuiltin() && names.contains(function.name().value());
  }

  public boolean nullable() {
    return !is(NEVER_NULL);
  }

  /** Whether the order of its rows is decided by a key that is not the user's. */
  public boolean tieBroken() {
    return order.stream().anyMatch(SortKey::tieBreaker);
  }

  /** Everything it evaluates over the input's rows. */
  public List<Expression> expressions() {
    List<Expression> read = new ArrayList<>(arguments);
    filter.ifPresent(read::add);
    order.forEach(key -> read.add(key.expression()));
    frame.start().offset().ifPresent(read::add);
    frame.end().offset().ifPresent(read::add);
    return read;
  }

  public WindowCall map(UnaryOperator<Expression> replacement) {
    Frame replaced =
        new Frame(
            frame.mode(),
            new Frame.Bound(frame.start().edge(), frame.start().offset().map(replacement)),
            new Frame.Bound(frame.end().edge(), frame.end().offset().map(replacement)),
            frame.exclusion());
    return new WindowCall(
        name,
        function,
        star,
        arguments.stream().map(replacement).toList(),
        filter.map(replacement),
        order.stream().map(key -> key.map(replacement)).toList(),
        replaced,
        type,
        span);
  }

  public WindowCall ordered(List<SortKey> keys, Frame within) {
    return new WindowCall(name, function, star, arguments, filter, keys, within, type, span);
  }
}
