package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.AggregateEvaluator;
import dev.deltamill.compiler.delta.ExpressionEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What apply does with a grouping's delta: partial sums are added to stored states, and groups whose states do not follow from that are flagged. */
final class GroupMerge {
  private final Result.Grouped grouped;
  private final List<String> columns;
  private final Map<Row, GroupRow> merged;
  private final Set<Row> recomputed = new HashSet<>();

  GroupMerge(MaintenancePlan plan, Result.Grouped grouped, Map<Row, GroupRow> stored) {
    this.grouped = grouped;
    this.merged = new HashMap<>(stored);
    this.columns =
        plan.workTables().stream()
            .filter(table -> table.name().equals(Result.DELTA))
            .flatMap(table -> table.fields().stream())
            .map(Field::name)
            .toList();
  }

  /** All groups, gone ones with no rows. */
  Map<Row, GroupRow> merged() {
    return merged;
  }

  Set<Row> recomputed() {
    return recomputed;
  }

  void add(List<Row> delta) {
    int keys = grouped.keys().size();
    Map<Row, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : delta) {
      groups.computeIfAbsent(AggregateEvaluator.canonical(new Row(row.values().subList(0, keys))), _ -> new ArrayList<>()).add(row);
    }
    groups.forEach(this::add);
  }

  private void add(Row key, List<Row> changes) {
    @Nullable GroupRow old = merged.get(key);
    List<@Nullable Object> states = new ArrayList<>();
    boolean doubtful = !grouped.canonicalKeys();
    for (int i = 0; i < grouped.states().size(); i++) {
      State state = grouped.states().get(i);
      Object stored = old == null ? null : old.states().get(i);
      switch (state) {
        case State.Rows _, State.NonNull _ -> states.add(plus(stored, state, changes));
        case State.Sum sum -> {
          states.add(plus(stored, state, changes));
          doubtful |= !sum.fixedScale() && scaleMayShrink(stored, sum, changes);
        }
        case State.Extreme extreme -> {
          List<Object> came = values(extreme, changes, 1);
          List<Object> left = values(extreme, changes, extreme.canonical() ? -1 : 0);
          Object best = best(extreme, Stream.concat(Stream.ofNullable(stored), came.stream()).toList());
          states.add(best);
          doubtful |=
              stored != null
                  && left.stream().anyMatch(value -> reaches(extreme, value, stored))
                  && !(extreme.canonical() && isAsGood(extreme, came, left));
          doubtful |= !extreme.canonical() && stored == null && !came.isEmpty();
        }
      }
    }
    merged.put(key, new GroupRow(old == null ? shown(changes) : old.key(), states));
    if (doubtful) {
      recomputed.add(key);
    }
  }

  private Row shown(List<Row> changes) {
    return new Row(changes.getFirst().values().subList(0, grouped.keys().size()));
  }

  private Object plus(@Nullable Object stored, State state, List<Row> changes) {
    List<Object> all = new ArrayList<>(summands(state.column(), changes));
    if (stored != null) {
      all.add(stored);
    }
    return AggregateEvaluator.sum(all, state.type());
  }

  private boolean scaleMayShrink(@Nullable Object stored, State.Sum sum, List<Row> changes) {
    BigDecimal removed = number(AggregateEvaluator.sum(summands(Result.Grouped.REMOVED, changes), sum.type()));
    BigDecimal changed = number(AggregateEvaluator.sum(summands(sum.column(), changes), sum.type()));
    return removed.signum() > 0 && changed.scale() >= (stored == null ? 0 : number(stored).scale());
  }

  private List<Object> summands(String column, List<Row> changes) {
    int position = columns.indexOf(column);
    return changes.stream().map(row -> row.get(position)).filter(Objects::nonNull).toList();
  }

  /**
   * Values of an extreme's argument that came or left, after changes that cancel are gone.
   *
   * @param sign 1 for those that came, −1 for those that left, 0 for all that any change named: where equal values can look different, one may
   *     have gone and another come, and their count is as before
   */
  private List<Object> values(State.Extreme extreme, List<Row> changes, int sign) {
    int position = columns.indexOf(extreme.column());
    int rows = columns.indexOf(grouped.states().getFirst().column());
    Map<Row, Long> net = new LinkedHashMap<>();
    Map<Row, Object> images = new HashMap<>();
    for (Row change : changes) {
      Object value = change.get(position);
      if (value != null) {
        // All extremes' arguments together are the unit in which changes cancel.
        Row unit = AggregateEvaluator.canonical(new Row(change.values().subList(0, grouped.keys().size() + extremes())));
        images.put(unit, value);
        net.merge(unit, (Long) Objects.requireNonNull(change.get(rows)), Long::sum);
      }
    }
    List<Object> values = new ArrayList<>();
    net.forEach(
        (unit, count) -> {
          if (sign == 0 || Long.signum(count) == sign) {
            values.add(images.get(unit));
          }
        });
    return values;
  }

  private int extremes() {
    return (int) grouped.states().stream().filter(state -> state instanceof State.Extreme).count();
  }

  private static @Nullable Object best(State.Extreme extreme, List<Object> values) {
    return AggregateEvaluator.extreme(values, extreme.maximum());
  }

  private static boolean reaches(State.Extreme extreme, Object value, Object stored) {
    int order = ExpressionEvaluator.ORDER.compare(value, stored);
    return extreme.maximum() ? order >= 0 : order <= 0;
  }

  /** Whether the best that came is as good as the best that left. */
  private static boolean isAsGood(State.Extreme extreme, List<Object> came, List<Object> left) {
    Object best = best(extreme, came);
    return best != null && left.stream().allMatch(value -> reaches(extreme, best, value));
  }

  private static BigDecimal number(Object value) {
    return value instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) value;
  }
}
