package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deltamill oracle replay}: what it says and its exit status. */
class ReplayCommandTest {
  private static final String CASE =
      """
      {"name": "%s", "setup": ["CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a VALUES (1)"],
       "query": "%s", "steps": [["%s"]]}
      """;

  @TempDir private Path folder;

  private void write(String name, String query, String statement) throws IOException {
    Files.writeString(folder.resolve(name + ".json"), CASE.formatted(name, query, statement));
  }

  private Cli.Outcome replay(Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "oracle";
    arguments[1] = "replay";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Cli.plain().run(arguments);
  }

  private Cli.Outcome replayHere(Object... more) {
    Object[] arguments = new Object[more.length + 3];
    arguments[0] = folder;
    arguments[1] = "--url";
    arguments[2] = TestServer.shared().url();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return replay(arguments);
  }

  @Test
  void sumsUpAndReports() throws IOException {
    write("good", "SELECT id FROM a", "DELETE FROM a");
    write("refused", "SELECT nothing FROM a", "DELETE FROM a");
    Path report = folder.resolve("out/report.jsonl");
    Cli.Outcome outcome = replayHere("--report", report);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches(
            "2 cases, 2 stream tables: 1 equal, 0 different, 1 refused, 0 failed, 0 skipped; 1 DIFF, 0 FULL; "
                + "2 comparisons in \\d+\\.\\d s\\n");
    JsonNode line = JsonMapper.builder().build().readTree(Files.readAllLines(report).getFirst());
    assertThat(line.get("outcome").stringValue()).isEqualTo("equal");
    assertThat(replayHere("--show-refused").err()).contains("refused: ").contains("DM1102");
  }

  @Test
  void tellsWhatIsDifferentOrFailed() throws IOException {
    write("different", "SELECT id FROM a", "DELETE FROM deltamill.public_different__rows");
    Cli.Outcome different = replayHere();
    assertThat(different.exit()).isEqualTo(1);
    assertThat(different.err()).startsWith("different: ").contains("different.json, different, step 1\n  missing 1 × (1)");
    write("different", "SELECT id FROM a", "DELETE FROM b");
    Cli.Outcome failed = replayHere();
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).startsWith("failed: ").contains("relation \"b\" does not exist");
  }

  @Test
  void saysWhyItCannotRun() throws IOException {
    Cli.Outcome empty = replayHere();
    assertThat(empty.exit()).isEqualTo(2);
    assertThat(empty.err()).contains("there is no .json file in");
    Cli.Outcome missing = replay(folder.resolve("missing.json"));
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("missing.json does not exist");
    write("good", "SELECT id FROM a", "DELETE FROM a");
    Cli.Outcome noServer = replay(folder, "--postgres", "13");
    assertThat(noServer.exit()).isEqualTo(2);
    assertThat(noServer.err()).contains("there is no PostgreSQL 13 to start; there is ").contains("DELTAMILL_POSTGRES");
    assertThat(replay(folder, "--postgres", "18", "--url", "x").exit()).isEqualTo(2);
    assertThat(replayHere("--jobs", "0").exit()).isEqualTo(2);
    Files.writeString(folder.resolve("bad.json"), "{\"name\": 5}");
    Cli.Outcome bad = replayHere();
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.err()).contains("bad.json:1:10: \"name\" needs a text");
  }

  @Test
  void startsAServerOfItsOwn() throws IOException {
    write("good", "SELECT id FROM a", "DELETE FROM a");
    Cli.Outcome outcome = replay(folder);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("1 equal");
  }

  @Test
  void hasHelpWithExamples() {
    Cli.Outcome help = replay("--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("Examples:\n  deltamill oracle replay ");
    assertThat(help.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }
}
