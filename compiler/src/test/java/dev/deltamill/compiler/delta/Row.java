package dev.deltamill.compiler.delta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row in memory. Integers are {@link Long}, numerics {@link java.math.BigDecimal} with their scale, texts {@link String}, booleans {@link
 * Boolean}. Equal rows are rows of equal image: 1.0 is not 1.00.
 */
public record Row(List<@Nullable Object> values) {
  public Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  public static Row of(@Nullable Object... values) {
    return new Row(Arrays.asList(values));
  }

  public @Nullable Object get(int position) {
    return values.get(position);
  }

  /** This row and another behind it. */
  public Row with(Row other) {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.addAll(other.values);
    return new Row(all);
  }

  /** A change: this row and its weight. */
  public Row weighing(long weight) {
    return with(Row.of(weight));
  }

  /** Of a change: how often the row was added. */
  public long weight() {
    return (Long) values.getLast();
  }

  /** Of a change: the row without its weight. */
  public Row data() {
    return new Row(values.subList(0, values.size() - 1));
  }

  /** How often each row stands in a bag. */
  public static Map<Row, Long> copies(List<Row> bag) {
    Map<Row, Long> copies = new HashMap<>();
    bag.forEach(row -> copies.merge(row, 1L, Long::sum));
    return copies;
  }

  /** The weights of a Z-set by row; rows of weight 0 are left out. */
  public static Map<Row, Long> net(List<Row> zset) {
    Map<Row, Long> net = new HashMap<>();
    zset.forEach(change -> net.merge(change.data(), change.weight(), Long::sum));
    net.values().removeIf(weight -> weight == 0);
    return net;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
