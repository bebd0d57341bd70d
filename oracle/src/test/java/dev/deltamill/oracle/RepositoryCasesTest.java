package dev.deltamill.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deltamill.fixture.Rewriting;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.cases.CaseFiles;
import dev.deltamill.oracle.replay.Outcome;
import dev.deltamill.oracle.replay.Replay;
import dev.deltamill.oracle.replay.Summary;
import dev.deltamill.oracle.replay.TableResult;
import dev.deltamill.runtime.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Replays every case of the repository. None is different or failed; what the compiler refuses stands in {@code cases/refused.txt}.
 *
 * <p>{@code -Doracle.rewrite} writes that file and the support matrix anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryCasesTest {
  private static final Path CASES = Path.of("cases");
  private static final Path REFUSED = CASES.resolve("refused.txt");

  private static final Path MATRIX = Path.of("../docs/support.md");

  private List<Case> cases;
  private List<TableResult> results;

  @BeforeAll
  void replay() throws IOException, SQLException {
    cases = CaseFiles.read(List.of(CASES));
    long start = System.nanoTime();
    int jobs = Runtime.getRuntime().availableProcessors();
    results = new Replay(ConnectionSettings.ofUrl(TestServer.shared().url()), jobs, Replay.Listener.NONE).run(cases);
    System.out.println(Summary.of(results).line((System.nanoTime() - start) / 1e9));
  }

  @Test
  void noneIsDifferentOrFailed() {
    assertThat(results.stream().filter(result -> result.outcome().isBad()).map(RepositoryCasesTest::told)).isEmpty();
  }

  private static String told(TableResult result) {
    return "%s: %s, %s, step %d%n%s"
        .formatted(result.outcome().word(), result.file(), result.table(), result.step(), result.detail());
  }

  @Test
  void onlyTheKnownAreRefused() throws IOException {
    Refusals found = Refusals.of(results, CASES);
    if (Rewriting.isAskedFor("oracle.rewrite") && results.stream().noneMatch(result -> result.outcome() == Outcome.SKIPPED)) {
      Rewriting.write(REFUSED, found.text());
    }
    Refusals known = Refusals.parse(Files.readString(REFUSED));
    List<String> skipped =
        results.stream().filter(result -> result.outcome() == Outcome.SKIPPED).map(it -> Refusals.key(it, CASES)).toList();
    Map<String, String> asked = new java.util.TreeMap<>(known.reasons());
    asked.keySet().removeAll(skipped);
    assertThat(new Refusals(asked).differences(found)).isEmpty();
  }

  /** The page is of the version that the build tests with, where no case is skipped. */
  @Test
  void theSupportMatrixIsWhatTheyCameTo() throws IOException {
    assumeTrue(TestServer.shared().majorVersion() == 18);
    String page = SupportMatrix.of(cases, results, CASES, 18);
    if (Rewriting.isAskedFor("oracle.rewrite")) {
      Rewriting.write(MATRIX, page);
    }
    assertThat(page).as("-Doracle.rewrite writes it anew").isEqualTo(Files.readString(MATRIX));
  }

  @Test
  void equalMeansCompared() {
    List<TableResult> equal = results.stream().filter(result -> result.outcome() == Outcome.EQUAL).toList();
    assertThat(equal).isNotEmpty().allMatch(result -> result.comparisons() > 0);
    for (Case it : cases) {
      List<TableResult> own = results.stream().filter(result -> result.file().equals(it.file())).toList();
      assertThat(own).as(it.file()).hasSameSizeAs(it.tables());
      own.stream()
          .filter(result -> result.outcome() == Outcome.EQUAL)
          .forEach(result -> assertThat(result.comparisons()).as(it.file()).isEqualTo(it.steps().size() + 1));
    }
  }

  @Test
  void namesAreUnique() {
    assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();
  }
}
