package dev.deltamill.oracle.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Rewriting;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.cases.CaseReader;
import dev.deltamill.oracle.cases.CaseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files are what the programs write; {@code -Doracle.rewrite} writes them anew. */
class GeneratedCasesTest {
  static Stream<Folder> folders() {
    return Stream.of(
        new Folder("corpus", CorpusCases.all().toList(), 159), new Folder("tpch", TpchCases.all().toList(), 22));
  }

  /** A folder of generated cases. */
  record Folder(String name, List<Case> cases, int count) {
    Path path() {
      return Path.of("cases", name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void filesAreAsGenerated(Folder folder) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    folder.cases().forEach(it -> expected.put(it.file(), CaseWriter.write(it)));
    if (Rewriting.isAskedFor("oracle.rewrite")) {
      for (Map.Entry<String, String> file : expected.entrySet()) {
        Rewriting.write(folder.path().resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> actual = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.path())) {
      for (Path file : files.toList()) {
        actual.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    assertThat(actual).isEqualTo(expected).hasSize(folder.count());
  }

  @Test
  void whatIsWrittenReadsBack() {
    folders()
        .flatMap(folder -> folder.cases().stream())
        .forEach(it -> assertThat(withoutSemicolon(CaseReader.read(it.file(), CaseWriter.write(it)))).isEqualTo(withoutSemicolon(it)));
  }

  /** The reader takes a final semicolon off. */
  private static Case withoutSemicolon(Case it) {
    return new Case(
        it.file(),
        it.name(),
        it.source(),
        it.setup(),
        it.tables().stream().map(table -> new Case.Table(table.name(), table.query().replaceFirst(";$", ""))).toList(),
        it.steps(),
        it.features(),
        it.compare(),
        it.tolerance(),
        it.minimumServer(),
        it.expectChange());
  }
}
