package dev.deltamill.golden.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.golden.cases.GoldenCase.Intent;
import dev.deltamill.golden.cases.GoldenCase.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner finds what is wrong, and rewrites only what it made. */
class OutputsTest {
  private static final String CASE =
      """
      -- What it is about.
      -- schema
      CREATE TABLE t (a int);
      -- definition
      CREATE STREAM TABLE s AS
      SELECT a FROM t;
      -- expect: DIFF_SAFE
      -- changes
      INSERT INTO t VALUES (1);
      DELETE FROM t;
      -- expect-not: Seq Scan on t
      """;

  @TempDir Path folder;

  @Test
  void sectionsKeepTheirPlaceInTheFile() {
    GoldenCase it = GoldenCase.parse("scan/t", folder, CASE);
    assertThat(it.text(Section.DEFINITION)).isEqualTo("\n".repeat(4) + "CREATE STREAM TABLE s AS\nSELECT a FROM t;\n\n");
    assertThat(it.changes()).containsExactly("INSERT INTO t VALUES (1)", "DELETE FROM t");
    assertThat(it.intents()).containsExactly(new Intent(true, "DIFF_SAFE"), new Intent(false, "Seq Scan on t"));
  }

  @Test
  void nothingStandsOutsideASection() {
    assertThatThrownBy(() -> GoldenCase.parse("scan/t", folder, "SELECT 1;\n" + CASE)).hasMessageContaining("line 1");
  }

  @Test
  void tellsMissingOrphanAndDifferingFiles() {
    Outputs golden = outputs(Map.of("same", "a\n", "orphan", "b\n", "other", "one\ntwo\nthree\n"));
    Outputs actual = outputs(Map.of("same", "a\n", "missing", "c\n", "other", "one\n2\nthree\n"));
    assertThat(Outputs.differences(golden, actual))
        .containsExactly(
            "missing is missing",
            "orphan is an orphan: the case does not give it",
            "other differs\n  line 2\n  - two\n  + 2\n");
    assertThat(Outputs.differences(golden, golden)).isEmpty();
  }

  @Test
  void tellsADifferenceInTheLastLineEnd() {
    assertThat(Outputs.differences(outputs(Map.of("f", "a\n")), outputs(Map.of("f", "a")))).hasSize(1);
  }

  @Test
  void showsTheBeginningOfALongDifference() {
    String difference = Outputs.differences(outputs(Map.of("f", "")), outputs(Map.of("f", "line\n".repeat(100)))).getFirst();
    assertThat(difference.lines()).hasSizeLessThan(20);
    assertThat(difference).contains("more lines");
  }

  @Test
  void rewritesOutputsOnly() throws IOException {
    Files.writeString(folder.resolve(GoldenCase.FILE), CASE);
    Files.createDirectories(folder.resolve("public.gone/delta"));
    Files.writeString(folder.resolve("public.gone/delta/01-t.sql"), "SELECT 1;\n");
    Outputs outputs = outputs(Map.of("explain.txt", "new\n", "public.s/seed.sql", "SELECT 2;\n"));
    outputs.write(folder);
    assertThat(Files.readString(folder.resolve(GoldenCase.FILE))).isEqualTo(CASE);
    assertThat(folder.resolve("public.gone")).doesNotExist();
    assertThat(Outputs.read(folder)).isEqualTo(outputs);
  }

  private static Outputs outputs(Map<String, String> files) {
    return new Outputs(new TreeMap<>(files));
  }
}
