package dev.deltamill.oracle.replay;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Results in numbers.
 *
 * @param cases how many
 * @param outcomes how many stream tables had each
 * @param diff stream tables that refresh by DIFF, of those that were compiled, and {@code full} likewise
 * @param comparisons how often a stream table was compared with its query
 */
public record Summary(int cases, Map<Outcome, Integer> outcomes, int diff, int full, int comparisons) {
  public Summary {
    outcomes = Map.copyOf(outcomes);
  }

  public static Summary of(List<TableResult> results) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    results.forEach(result -> outcomes.merge(result.outcome(), 1, Integer::sum));
    return new Summary(
        (int) results.stream().map(result -> List.of(result.file(), result.caseName())).distinct().count(),
        outcomes,
        modes(results, "DIFF"),
        modes(results, "FULL"),
        results.stream().mapToInt(TableResult::comparisons).sum());
  }

  private static int modes(List<TableResult> results, String mode) {
    return (int) results.stream().filter(result -> result.mode().equals(java.util.Optional.of(mode))).count();
  }

  public int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** Whether something is different or failed. */
  public boolean bad() {
    return outcomes.keySet().stream().anyMatch(Outcome::isBad);
  }

  public String line(double seconds) {
    int tables = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    String counts =
        java.util.Arrays.stream(Outcome.values())
            .map(outcome -> count(outcome) + " " + outcome.word())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d cases, %d stream tables: %s; %d DIFF, %d FULL; %d comparisons in %.1f s",
        cases,
        tables,
        counts,
        diff,
        full,
        comparisons,
        seconds);
  }
}
