package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Query logic is written as relations and printed here; no other code puts SQL together from strings. */
class SqlTextTest {
  /** String literals and text blocks; comments are not looked for, since the code has no quotes in them that do not pair up. */
  private static final Pattern STRING = Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\A\\W*(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|WITH|CREATE|DROP|ALTER|TRUNCATE|LOCK|COPY|FROM|WHERE|JOIN|GROUP BY|HAVING|UNION ALL)"
              + "\\s+[\\w\"*$%(]");

  /** Where SQL may stand, and why. */
  private static final List<String> ALLOWED =
      List.of(
          // Prints SQL.
          "codegen/src/main/java/dev/deltamill/codegen/",
          // Its own catalog and PostgreSQL's: how a refresh is run, never what it computes.
          "runtime/src/main/java/dev/deltamill/runtime/",
          // The demo's data and traffic.
          "cli/src/main/java/dev/deltamill/cli/demo/",
          // The oracle's comparison owes nothing to the SQL that is shipped.
          "oracle/src/main/java/dev/deltamill/oracle/",
          // Test databases and roles.
          "fixture/src/main/java/dev/deltamill/fixture/");

  /** Parts of sentences that begin like a part of a statement. */
  private static final Set<String> PROSE =
      Set.of(
          "SELECT * with no tables specified is not valid",
          "GROUP BY position ",
          "GROUP BY Clause",
          " JOIN is",
          "WITH query \\\"");

  @Test
  void noStatementIsWrittenOutsideCodegen() throws IOException {
    Path root = root();
    Set<String> found = new TreeSet<>();
    Set<String> allowedAndUsed = new TreeSet<>();
    for (Path file : sources(root)) {
      String path = root.relativize(file).toString().replace('\\', '/');
      for (String string : strings(Files.readString(file))) {
        if (STATEMENT.matcher(string).find() && !PROSE.contains(string)) {
          ALLOWED.stream()
              .filter(path::startsWith)
              .findFirst()
              .ifPresentOrElse(allowedAndUsed::add, () -> found.add(path + ": " + string));
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(allowedAndUsed).as("exceptions that are needed").containsExactlyInAnyOrderElementsOf(ALLOWED);
  }

  @Test
  void statementsAreRecognised() {
    assertThat(strings("a(\"SELECT x FROM t\", \"\"\"\n    DELETE FROM t\n    \"\"\", \"say \\\"hi\\\"\")"))
        .hasSize(3)
        .filteredOn(string -> STATEMENT.matcher(string).find())
        .hasSize(2);
    assertThat(STATEMENT.matcher(" WHERE a = 1").find()).isTrue();
    assertThat(STATEMENT.matcher("Select the columns").find()).isFalse();
  }

  private static List<String> strings(String source) {
    List<String> strings = new ArrayList<>();
    STRING.matcher(source).results().map(MatchResult::group).forEach(text -> strings.add(unquoted(text)));
    return strings;
  }

  private static String unquoted(String text) {
    int quotes = text.startsWith("\"\"\"") ? 3 : 1;
    return text.substring(quotes, text.length() - quotes);
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> sources = new ArrayList<>();
      for (Path module : modules.filter(path -> Files.isDirectory(path.resolve("src/main/java"))).sorted().toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
          files.filter(path -> path.toString().endsWith(".java")).sorted().forEach(sources::add);
        }
      }
      assertThat(sources).hasSizeGreaterThan(100);
      return sources;
    }
  }

  private static Path root() {
    Path module = Path.of("").toAbsolutePath();
    return Files.isDirectory(module.resolve("codegen")) ? module : module.getParent();
  }
}
