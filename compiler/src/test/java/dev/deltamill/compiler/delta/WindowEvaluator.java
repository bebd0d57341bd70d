package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.SortKey;
import dev.deltamill.ir.relation.WindowCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Window functions in memory: row_number, rank, lag of one row, and counts over frames of rows up to the current one or of peers. */
final class WindowEvaluator {
  private WindowEvaluator() {}

  static List<Row> evaluate(Relation.Window window, List<Row> input) {
    Map<Row, List<Integer>> partitions = new LinkedHashMap<>();
    for (int i = 0; i < input.size(); i++) {
      Row row = input.get(i);
      Row key = new Row(window.partition().stream().map(row::get).toList());
      partitions.computeIfAbsent(AggregateEvaluator.canonical(key), _ -> new ArrayList<>()).add(i);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    input.forEach(row -> rows.add(new ArrayList<>(row.values())));
    for (WindowCall call : window.calls()) {
      for (List<Integer> partition : partitions.values()) {
        List<Integer> sorted = partition.stream().sorted(Comparator.comparing(input::get, order(call.order()))).toList();
        for (int at = 0; at < sorted.size(); at++) {
          rows.get(sorted.get(at)).add(value(call, sorted.stream().map(input::get).toList(), at));
        }
      }
    }
    return rows.stream().map(Row::new).toList();
  }

  private static @Nullable Object value(WindowCall call, List<Row> sorted, int at) {
    Comparator<Row> order = order(call.order());
    int first = at;
    while (first > 0 && order.compare(sorted.get(first - 1), sorted.get(at)) == 0) {
      first--;
    }
    int last = at;
    while (last + 1 < sorted.size() && order.compare(sorted.get(last + 1), sorted.get(at)) == 0) {
      last++;
    }
    return switch (call.function().name().value()) {
      case "row_number" -> at + 1L;
      case "rank" -> first + 1L;
      case "lag" -> at == 0 ? null : ExpressionEvaluator.evaluate(call.arguments().getFirst(), sorted.get(at - 1));
      case "count" -> 1L + (call.frame().mode() == Frame.Mode.ROWS ? at : last);
      default -> throw new UnsupportedOperationException("not evaluated in memory: " + call);
    };
  }

  /** Rows are compared as PostgreSQL does; an image, which is a row here, by its text. */
  private static Comparator<Row> order(List<SortKey> keys) {
    return (left, right) ->
        keys.stream().mapToInt(key -> compare(key, left, right)).filter(order -> order != 0).findFirst().orElse(0);
  }

  private static int compare(SortKey key, Row left, Row right) {
    Expression expression = key.expression();
    Object a = ExpressionEvaluator.evaluate(expression, left);
    Object b = ExpressionEvaluator.evaluate(expression, right);
    if (a == null || b == null) {
      return a == b ? 0 : (a == null) == key.putsNullsFirst() ? -1 : 1;
    }
    int order = key.tieBreaker() ? a.toString().compareTo(b.toString()) : ExpressionEvaluator.ORDER.compare(a, b);
    return key.descending() ? -order : order;
  }
}
