package dev.deltamill.compiler.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.Analyses;
import dev.deltamill.compiler.Corpus;
import dev.deltamill.fixture.Rewriting;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the front end makes of each query of the corpus; {@code corpus/outcomes.txt} says what it should. {@code
 * -Dgolden.rewrite} writes it anew.
 */
class CorpusOutcomesTest {
  @Test
  void everyQueryHasItsExpectedOutcome() throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    Corpus.queries().forEach((name, query) -> outcomes.put(name, outcome(Analyses.ofQuery(query))));

    String lines = outcomes.entrySet().stream().map(e -> e.getKey() + " " + e.getValue() + "\n").collect(Collectors.joining());
    Path golden = Path.of("src/test/resources/corpus/outcomes.txt");
    if (Rewriting.isAskedFor("golden.rewrite")) {
      Files.writeString(golden, lines);
    }
    assertThat(lines).isEqualTo(Files.readString(golden));
  }

  @Test
  void everyQueryParsesAndNoneMakesTheCompilerFail() {
    List<String> failures = new ArrayList<>();
    Corpus.queries()
        .forEach(
            (name, query) ->
                Analyses.ofQuery(query).errors().stream()
                    .filter(
                        error ->
                            error.code() == DiagnosticCode.SYNTAX_ERROR || error.code() == DiagnosticCode.INVALID_QUERY)
                    .forEach(error -> failures.add(name + ": " + error.message())));
    assertThat(failures).isEmpty();
  }

  private static String outcome(Analyses.Outcome outcome) {
    if (!outcome.errors().isEmpty()) {
      return outcome.errors().stream().map(e -> e.code().name()).distinct().sorted().collect(Collectors.joining(" "));
    }
    return outcome.definitions().getFirst().findings().stream()
        .map(finding -> finding.code().name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" ", "converted ", ""))
        .strip();
  }
}
