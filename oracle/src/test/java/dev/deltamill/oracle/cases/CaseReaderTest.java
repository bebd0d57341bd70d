package dev.deltamill.oracle.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a case, and where a file that is none goes wrong. */
class CaseReaderTest {
  @Test
  void readsEveryKeyAndPassesOverOthers() {
    Case it =
        CaseReader.read(
            "f.json",
            """
            {
              "name": "n", "source": "seed 7", "setup": ["CREATE TABLE a (i int)"],
              "tables": [{"name": "s1", "query": "SELECT 1 ; "}, {"name": "s2", "query": "SELECT 2", "more": 1}],
              "steps": [["BEGIN", "COMMIT"], []], "features": ["x"], "compare": ["id"], "tolerance": 1e-9, "min_pg": 15,
              "expect_change": true, "unknown": {"a": [null, 1.5]}
            }
            """);
    assertThat(it.name()).isEqualTo("n");
    assertThat(it.source()).isEqualTo("seed 7");
    assertThat(it.tables()).containsExactly(new Case.Table("s1", "SELECT 1"), new Case.Table("s2", "SELECT 2"));
    assertThat(it.steps()).containsExactly(List.of("BEGIN", "COMMIT"), List.of());
    assertThat(it.features()).containsExactly("x");
    assertThat(it.compare()).containsExactly("id");
    assertThat(it.tolerance()).hasValue(1e-9);
    assertThat(it.minimumServer()).hasValue(15);
    assertThat(it.expectChange()).isEqualTo(Case.ExpectedChange.EVERY_STEP);
  }

  @Test
  void namesTheOnlyStreamTableAfterTheCase() {
    String longName = "é".repeat(40);
    Case it = CaseReader.read("f", "{\"name\": \"%s\", \"query\": \"SELECT 1\"}".formatted(longName));
    assertThat(it.name()).isEqualTo(longName);
    assertThat(it.tables()).containsExactly(new Case.Table("é".repeat(31), "SELECT 1"));
    assertThat(it.steps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"n\", \"query\": | f.json:1:23: this is not JSON: Unexpected end-of-input within/between Object entries",
        "[] | f.json:1:1: a case is a JSON object",
        "{\"query\": \"q\"} | f.json:1:1: the case has no \"name\"",
        "{\"name\": \"n\"} | f.json:1:1: a case has either \"query\" or \"tables\", and this one has neither",
        "{\"name\": \"n\", \"query\": \"q\", \"tables\": []} | f.json:1:1: a case has either \"query\" or \"tables\", and this one has both",
        "{\"name\": \"n\", \"tables\": []} | f.json:1:25: \"tables\" is empty",
        "{\"name\": \"n\", \"tables\": [{\"name\": \"s\"}]} | f.json:1:26: this stream table has no \"query\"",
        "{\"name\": \" \", \"query\": \"q\"} | f.json:1:10: \"name\" has an empty text, or one with a NUL character",
        "{\"name\": \"n\", \"query\": 5} | f.json:1:24: \"query\" needs a text",
        "{\"name\": \"n\", \"query\": \"q\", \"steps\": [\"x\"]} | f.json:1:39: \"steps\" needs a list",
        "{\"name\": \"n\", \"query\": \"q\", \"tolerance\": 2} | f.json:1:42: \"tolerance\" is 2.0",
        "{\"name\": \"n\", \"query\": \"q\", \"min_pg\": 15.5} | f.json:1:39: \"min_pg\" is 15.5",
        "{\"name\": \"n\", \"query\": \"q\", \"expect_change\": \"x\"} | f.json:1:46: \"expect_change\" needs true, false or \"once\"",
        "{\"name\": \"n\", \"name\": \"n\"} | f.json:1:15: the key \"name\" stands twice",
        "{\"name\": \"n\", \"query\": \"q\"} {} | f.json:1:29: something follows the end of the case"
      })
  void saysWhereAFileIsWrong(String json, String message) {
    assertThatThrownBy(() -> CaseReader.read("f.json", json)).isInstanceOf(CaseFormatException.class).hasMessage(message);
  }

  @Test
  void findsFilesInFoldersEachOnce(@TempDir Path folder) throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Path b = Files.writeString(inner.resolve("b.json"), "{\"name\": \"b\", \"query\": \"SELECT 1\"}");
    Files.writeString(folder.resolve("a.json"), "\uFEFF{\"name\": \"a\", \"query\": \"SELECT 1\"}");
    Files.writeString(folder.resolve("refused.txt"), "no case");
    assertThat(CaseFiles.read(List.of(folder, b))).extracting(Case::name).containsExactly("a", "b");
    assertThatThrownBy(() -> CaseFiles.read(List.of(folder.resolve("c.json")))).isInstanceOf(NoSuchFileException.class);
  }
}
