package dev.deltamill.oracle.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pairs rows that agree but for floats that are nearly the same, one with one. Whether a pair fits does not depend on the order of rows:
 * where a row fits several, the pairs are chosen so that as many as possible find one.
 *
 * @param tolerance relative to the greater of two floats
 * @param floats which columns are floats
 */
record Closeness(double tolerance, List<Boolean> floats) {
  /** Rows that found no partner. */
  List<Row> unpaired(List<Row> rows) {
    Map<List<@Nullable String>, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(exact(row), _ -> new ArrayList<>()).add(row));
    List<Row> unpaired = new ArrayList<>();
    groups.values().forEach(group -> unpaired.addAll(unpairedAlike(group)));
    return unpaired;
  }

  private List<@Nullable String> exact(Row row) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < floats.size(); i++) {
      String value = row.values().get(i);
      values.add(floats.get(i) && value != null ? "" : value);
    }
    return values;
  }

  private List<Row> unpairedAlike(List<Row> group) {
    List<Row> expected = group.stream().filter(Row::expected).toList();
    List<Row> actual = group.stream().filter(row -> !row.expected()).toList();
    int[] partner = new int[actual.size()];
    Arrays.fill(partner, -1);
    boolean[] paired = new boolean[expected.size()];
    for (int i = 0; i < expected.size(); i++) {
      paired[i] = pair(i, expected, actual, partner, new boolean[actual.size()]);
    }
    List<Row> unpaired = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!paired[i]) {
        unpaired.add(expected.get(i));
      }
    }
    for (int i = 0; i < actual.size(); i++) {
      if (partner[i] < 0) {
        unpaired.add(actual.get(i));
      }
    }
    return unpaired;
  }

  /** An augmenting path from one expected row. */
  private boolean pair(int row, List<Row> expected, List<Row> actual, int[] partner, boolean[] tried) {
    for (int i = 0; i < actual.size(); i++) {
      if (!tried[i] && fit(expected.get(row), actual.get(i))) {
        tried[i] = true;
        if (partner[i] < 0 || pair(partner[i], expected, actual, partner, tried)) {
          partner[i] = row;
          return true;
        }
      }
    }
    return false;
  }

  private boolean fit(Row one, Row other) {
    for (int i = 0; i < floats.size(); i++) {
      if (floats.get(i) && !near(one.values().get(i), other.values().get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean near(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    double a = Double.parseDouble(one);
    double b = Double.parseDouble(other);
    if (Double.compare(a, b) == 0 || a == b) {
      return true;
    }
    return Double.isFinite(a) && Double.isFinite(b) && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
}
