package dev.deltamill.oracle;

import dev.deltamill.oracle.replay.Outcome;
import dev.deltamill.oracle.replay.TableResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The definitions of the repository's cases that the compiler may refuse, with the code and the reason of each.
 *
 * @param reasons by {@code <file> <stream table>}, the file relative to the folder of all cases
 */
record Refusals(Map<String, String> reasons) {
  private static final String HEAD =
      """
      # Definitions among the cases that the compiler refuses: file, stream table, code and reason. A refusal that does not stand here fails
      # the build, and so does a line whose definition is no longer refused. Rewritten by -Doracle.rewrite, see CONTRIBUTING.md.
      """;

  static Refusals parse(String text) {
    Map<String, String> reasons = new TreeMap<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              int end = line.indexOf(": ");
              reasons.put(line.substring(0, end), line.substring(end + 2));
            });
    return new Refusals(reasons);
  }

  static Refusals of(List<TableResult> results, Path root) {
    Map<String, String> reasons = new TreeMap<>();
    results.stream()
        .filter(result -> result.outcome() == Outcome.REFUSED)
        .forEach(result -> reasons.put(key(result, root), result.reasons().getFirst()));
    return new Refusals(reasons);
  }

  static String key(TableResult result, Path root) {
    return root.relativize(Path.of(result.file())).toString().replace('\\', '/') + " " + result.table();
  }

  String text() {
    return reasons.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
        .collect(Collectors.joining("", HEAD, ""));
  }

  /** What is wrong with these, seen from what is allowed; of each reason only the code counts. */
  List<String> differences(Refusals found) {
    List<String> differences = new ArrayList<>();
    found.reasons.forEach(
        (key, reason) -> {
          String allowed = reasons.get(key);
          if (allowed == null) {
            differences.add(key + " is refused: " + reason);
          } else if (!code(allowed).equals(code(reason))) {
            differences.add("%s is refused because of %s and not %s".formatted(key, reason, allowed));
          }
        });
    reasons.keySet().stream()
        .filter(key -> !found.reasons.containsKey(key))
        .forEach(key -> differences.add(key + " is no longer refused"));
    return differences;
  }

  private static String code(String reason) {
    return reason.split(" ", 2)[0];
  }
}
