package dev.deltamill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.Deltamill;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason code has a page, whose examples give just that code and just the text that the page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodePagesTest {
  private static final Path FOLDER = Path.of("codes");

  private static final String INDEX =
      """
      # Reason codes

      What Deltamill says of a definition carries a code that never changes its meaning. Errors refuse the definition, warnings let it
      refresh by FULL only, notices tell. The examples read the tables of [example-schema.sql](example-schema.sql).

      """;

  private CatalogSnapshot catalog;

  @BeforeAll
  void readTheCatalog() throws SQLException, IOException {
    try (Database database = TestServer.shared().newDatabase();
        Connection connection = database.connect()) {
      database.execute(Files.readString(FOLDER.resolve("example-schema.sql")));
      catalog = CatalogReader.read(connection);
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatHappens(DiagnosticCode code) throws IOException {
    Path file = FOLDER.resolve(code.code() + ".md");
    assertThat(file).exists();
    CodePage page = new CodePage(Files.readString(file));
    assertThat(page.heading()).startsWith(code.code() + ": ");
    assertThat(page.text()).contains("\n## Example\n", "\n## Remedy\n");
    assertThat(page.examples()).isNotEmpty();
    for (String example : page.examples()) {
      assertThat(compile(example)).extracting(Diagnostic::code).contains(code);
    }
    Drift.check(file, page.telling(this::told).text());
  }

  @Test
  void everyPageIsOfACode() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("DM")))
          .containsExactlyInAnyOrderElementsOf(codes().map(code -> code.code() + ".md").toList());
    }
  }

  @Test
  void listsThem() throws IOException {
    StringBuilder index = new StringBuilder(INDEX);
    for (DiagnosticCode code : codes().toList()) {
      String page = code.code() + ".md";
      String heading = new CodePage(Files.readString(FOLDER.resolve(page))).heading();
      index.append("- [%s](%s)%s%n".formatted(code.code(), page, heading.substring(code.code().length())));
    }
    Drift.check(FOLDER.resolve("README.md"), index.toString());
  }

  private static Stream<DiagnosticCode> codes() {
    return Stream.of(DiagnosticCode.values());
  }

  private List<Diagnostic> compile(String definitions) {
    return Deltamill.compile(catalog, List.of(new SourceText("example.sql", definitions))).diagnostics();
  }

  private String told(String definitions) {
    return compile(definitions).stream().map(diagnostic -> diagnostic.render(definitions)).collect(Collectors.joining("\n"));
  }
}
