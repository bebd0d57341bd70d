package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LintCommandTest {
  private static final String GOOD = "CREATE STREAM TABLE total AS SELECT sum(amount) AS amount FROM orders;\n";
  private static final String VOLATILE = "\nCREATE STREAM TABLE drawn AS\nSELECT id, amount AS betrag, random() AS lot FROM orders;\n";
  private static final String WANTED = "CREATE STREAM TABLE drawn WITH (refresh = 'full') AS SELECT id, random() AS lot FROM orders;\n";
  private static final String SORTED = "CREATE STREAM TABLE sorted AS SELECT id FROM orders ORDER BY id;\n";
  private static final String WRONG = "CREATE STREAM TABLE wrong AS SELECT nowhere FROM orders;\n";

  @TempDir private Path folder;
  private Path catalog;
  private Path definitions;

  @BeforeEach
  void writeTheCatalog() throws SQLException, IOException {
    catalog = folder.resolve("catalog.json");
    definitions = Files.createDirectories(folder.resolve("defs"));
    try (Database database = TestServer.shared().newDatabase();
        var connection = database.connect()) {
      database.execute("CREATE TABLE orders (id int PRIMARY KEY, amount numeric(10,2) NOT NULL)");
      Files.writeString(catalog, CatalogJson.write(CatalogReader.read(connection)));
    }
  }

  private void define(String file, String text) throws IOException {
    Files.writeString(definitions.resolve(file), text);
  }

  private Cli.Outcome lint(Object... options) {
    Object[] arguments = new Object[options.length + 4];
    arguments[0] = "lint";
    arguments[1] = definitions;
    arguments[2] = "--catalog";
    arguments[3] = catalog;
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Cli.plain().run(arguments);
  }

  @Test
  void hasNothingToSayOfASoundDefinition() throws IOException {
    define("good.sql", GOOD);
    assertThat(lint()).isEqualTo(new Cli.Outcome(0, "1 file linted: 0 errors, 0 warnings, 0 notices%n".formatted(), ""));
  }

  @Test
  void warnsWithPlaceAndReasonOfFull() throws IOException {
    define("drawn.sql", VOLATILE);
    Cli.Outcome outcome = lint();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("drawn.sql:3:30: warning [DM1301]: public.drawn refreshes by FULL: the function random()")
        .contains("3 | SELECT id, amount AS betrag, random()")
        .endsWith("1 file linted: 0 errors, 1 warning, 0 notices%n".formatted());
    assertThat(lint("--fail-on", "error").exit()).isZero();
  }

  @Test
  void onlyNoticesFullThatWasAskedFor() throws IOException {
    define("drawn.sql", WANTED);
    assertThat(lint().exit()).isZero();
    assertThat(lint().out()).contains("notice [DM1301]: public.drawn refreshes by FULL");
    assertThat(lint("--fail-on", "notice").exit()).isEqualTo(1);
  }

  @Test
  void tellsOfSoundDefinitionsBesidesWrongOnes() throws IOException {
    define("a.sql", WRONG);
    define("b.sql", VOLATILE);
    define("c.sql", SORTED);
    JsonNode found = lint("--format", "json").json().get("diagnostics");
    assertThat(found.valueStream().map(node -> node.get("severity").stringValue() + " " + node.get("code").stringValue()))
        .containsExactly("error DM1102", "warning DM1301", "notice DM1401");
    assertThat(lint("--fail-on", "error").exit()).isEqualTo(1);
  }

  @Test
  void writesSarif() throws IOException {
    define("twelve 12.sql", VOLATILE);
    Cli.Outcome outcome = lint("--format", "sarif");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.json().get("version").stringValue()).isEqualTo("2.1.0");
    JsonNode run = outcome.json().get("runs").get(0);
    JsonNode rule = run.get("tool").get("driver").get("rules").get(0);
    assertThat(rule.get("id").stringValue()).isEqualTo("DM1301");
    assertThat(rule.get("name").stringValue()).isEqualTo("VolatileFunction");
    assertThat(rule.get("shortDescription").get("text").stringValue()).isEqualTo("Volatile function");
    assertThat(rule.get("help").get("markdown").stringValue()).startsWith("# DM1301").contains("## Remedy");
    JsonNode result = run.get("results").get(0);
    assertThat(result.get("ruleId").stringValue()).isEqualTo("DM1301");
    assertThat(result.get("ruleIndex").intValue()).isZero();
    assertThat(result.get("level").stringValue()).isEqualTo("warning");
    assertThat(result.get("message").get("text").stringValue()).startsWith("public.drawn refreshes by FULL: the function random()").endsWith(".");
    JsonNode place = result.get("locations").get(0).get("physicalLocation");
    assertThat(place.get("artifactLocation").get("uri").stringValue()).endsWith("/defs/twelve%2012.sql");
    assertThat(place.get("region").get("startLine").intValue()).isEqualTo(3);
    assertThat(place.get("region").get("startColumn").intValue()).isEqualTo(30);
    assertThat(place.get("region").get("endColumn").intValue()).isEqualTo(38);
  }

  @Test
  void explainsACode() {
    Cli.Outcome outcome = Cli.plain().run("lint", "--code", "dm1301");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("# DM1301: ").contains("random()", "## Remedy");
    Cli.Outcome unknown = Cli.plain().run("lint", "--code", "DM9999");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no reason code DM9999");
  }

  @Test
  void needsACatalog() {
    Cli.Outcome outcome = Cli.plain().run("lint", definitions);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--catalog");
  }

  @Test
  void knowsOnlyItsForms() throws IOException {
    define("good.sql", GOOD);
    Cli.Outcome outcome = lint("--format", "xml");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("xml").contains("sarif");
  }
}
