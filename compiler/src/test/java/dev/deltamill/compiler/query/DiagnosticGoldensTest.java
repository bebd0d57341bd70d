package dev.deltamill.compiler.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.Analyses;
import dev.deltamill.fixture.Rewriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code diagnostics/<case>.sql} is said to be wrong exactly as {@code <case>.txt} has it, carets included. {@code
 * -Dgolden.rewrite} writes the texts anew.
 */
class DiagnosticGoldensTest {
  private static final Path FOLDER = Path.of("src/test/resources/diagnostics");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return files(".sql").stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
  }

  @Test
  void everyTextHasACase() throws IOException {
    assertThat(files(".txt")).extracting(DiagnosticGoldensTest::name)
        .isEqualTo(files(".sql").stream().map(DiagnosticGoldensTest::name).toList());
  }

  private static void check(Path file) throws IOException {
    String rendered = Analyses.of(Files.readString(file)).rendered();
    Path golden = file.resolveSibling(name(file) + ".txt");
    if (Rewriting.isAskedFor("golden.rewrite")) {
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(golden)).isNotEmpty();
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }
}
