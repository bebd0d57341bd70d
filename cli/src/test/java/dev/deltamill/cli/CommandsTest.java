package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every command on the way of a user. */
class CommandsTest {
  private static final String REVENUE =
      """
      CREATE STREAM TABLE revenue WITH (schedule = '5s') AS
      SELECT customer, count(*) AS orders, sum(amount) AS amount
      FROM orders
      GROUP BY customer;
      """;
  private static final String TOTAL =
      "CREATE STREAM TABLE total AS SELECT sum(amount) AS amount FROM revenue;\n";

  private static final Console CONSOLE =
      new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), Map.of(), false, false);

  @TempDir private Path folder;
  private Database database;
  private Path catalog;
  private Path definitions;
  private Path artifacts;

  @BeforeEach
  void createATable() throws SQLException, IOException {
    database = TestServer.shared().newDatabase();
    database.execute(
        "CREATE TABLE orders (id int PRIMARY KEY, customer text NOT NULL, amount numeric(10,2) NOT NULL)",
        "INSERT INTO orders VALUES (1, 'a', 10), (2, 'b', 20), (3, 'a', 5)");
    catalog = folder.resolve("catalog.json");
    definitions = Files.createDirectories(folder.resolve("defs"));
    artifacts = folder.resolve("artifacts");
    Files.writeString(definitions.resolve("b.sql"), REVENUE);
    Files.writeString(definitions.resolve("a.sql"), TOTAL);
  }

  @AfterEach
  void dropTheDatabase() throws SQLException {
    database.close();
  }

  private Cli.Outcome run(Object... arguments) {
    return Cli.plain().run(arguments);
  }

  private Cli.Outcome onDatabase(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", database.url()));
    return run(all.toArray());
  }

  private void compile() {
    assertThat(onDatabase("catalog", "-o", catalog).exit()).isZero();
    Cli.Outcome compiled = run("compile", definitions, "--catalog", catalog, "-o", artifacts);
    assertThat(compiled.exit()).as(compiled.err()).isZero();
  }

  private void install() {
    compile();
    Cli.Outcome applied = onDatabase("apply", artifacts);
    assertThat(applied.exit()).as(applied.err()).isZero();
  }

  @Test
  void writesTheCatalog() throws IOException {
    Cli.Outcome first = onDatabase("catalog", "-o", catalog);
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .isEqualTo(
            "%s: PostgreSQL %d, 1 tables, 0 other relations%n".formatted(catalog, database.majorVersion()));
    assertThat(onDatabase("catalog", "-o", catalog).out()).contains("; unchanged");
    assertThat(onDatabase("catalog").out()).isEqualTo(Files.readString(catalog));
    JsonNode json = onDatabase("catalog", "-o", catalog, "--format", "json").json();
    assertThat(json.get("tables").intValue()).isEqualTo(1);
  }

  @Test
  void takesTheDatabaseFromTheEnvironment() {
    String url = database.url();
    String port = url.replaceFirst("^.*//[^:/]*:(\\d+)/.*$", "$1");
    String host = url.replaceFirst("^.*//([^:/]*)[:/].*$", "$1");
    String user = url.replaceFirst("^.*[?&]user=([^&]*).*$", "$1");
    String password = url.replaceFirst("^.*[?&]password=([^&]*).*$", "$1");
    Cli.Outcome outcome =
        Cli.plain()
            .with("PGHOST", host)
            .with("PGPORT", port)
            .with("PGDATABASE", database.name())
            .with("PGUSER", user)
            .with("PGPASSWORD", password)
            .run("catalog", "-o", catalog);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  @Test
  void compilesToTheSameBytes() throws IOException {
    assertThat(onDatabase("catalog", "-o", catalog).exit()).isZero();
    Cli.Outcome first = run("compile", definitions, "--catalog", catalog, "-o", artifacts);
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("public.revenue  DIFF_SAFE  DIFF     5s")
        .contains("public.total")
        .containsPattern("artifacts: \\d+ files written, 0 deleted, 0 unchanged");
    Cli.Outcome second = run("compile", definitions, "--catalog", catalog, "-o", artifacts);
    assertThat(second.out()).containsPattern("artifacts: 0 files written, 0 deleted, \\d+ unchanged");
    Files.delete(definitions.resolve("a.sql"));
    Cli.Outcome third = run("compile", definitions, "--catalog", catalog, "-o", artifacts, "--format", "json");
    assertThat(third.json().get("deleted").valueStream().map(JsonNode::stringValue))
        .contains("public.total/manifest.json");
    assertThat(artifacts.resolve("public.total")).doesNotExist();
  }

  @Test
  void checksWithoutWriting() {
    assertThat(onDatabase("catalog", "-o", catalog).exit()).isZero();
    assertThat(run("compile", definitions, "--catalog", catalog, "--check").exit()).isZero();
    assertThat(artifacts).doesNotExist();
  }

  @Test
  void writesJavaClassesAndRemovesThoseOfDefinitionsThatAreGone() throws IOException {
    Path java = folder.resolve("java");
    assertThat(onDatabase("catalog", "-o", catalog).exit()).isZero();
    Object[] command = {
      "compile", definitions, "--catalog", catalog, "-o", artifacts, "--java-out", java, "--java-package", "com.example"
    };
    assertThat(run(command).exit()).isZero();
    assertThat(java.resolve("com/example/Revenue.java")).content().contains("public record Row(String customer, long orders");
    Path foreign = Files.writeString(java.resolve("com/example/Mine.java"), "package com.example; class Mine {}");
    Files.delete(definitions.resolve("a.sql"));
    assertThat(run(command).exit()).isZero();
    assertThat(java.resolve("com/example/Total.java")).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void appliesRefreshesAndVerifies() throws SQLException {
    compile();
    Cli.Outcome applied = onDatabase("apply", artifacts);
    assertThat(applied.err()).isEmpty();
    assertThat(applied.out())
        .isEqualTo(
            """
            STREAM TABLE    WHAT HAPPENED
            public.revenue  installed
            public.total    installed
            """);
    assertThat(onDatabase("apply", artifacts).out()).contains("public.revenue  unchanged");

    database.execute("INSERT INTO orders VALUES (4, 'c', 1)", "UPDATE orders SET amount = 7 WHERE id = 3");
    Cli.Outcome refreshed = onDatabase("refresh");
    assertThat(refreshed.exit()).isZero();
    assertThat(refreshed.out())
        .containsPattern("public.revenue  DIFF +1 +1 +0 +\\d+\\.\\d")
        .containsPattern("public.total +DIFF +0 +1 +0 +\\d+\\.\\d");
    assertThat(onDatabase("refresh").out()).contains("public.revenue  unchanged");
    assertThat(onDatabase("refresh", "revenue", "--full").out()).contains("FULL was asked for");

    Cli.Outcome verified = onDatabase("verify");
    assertThat(verified.exit()).isZero();
    assertThat(verified.out())
        .isEqualTo(
            """
            STREAM TABLE    REFRESHED  RESULT
            public.revenue  unchanged  equal
            public.total    unchanged  equal
            """);
  }

  @Test
  void showsRowsThatDiffer() throws SQLException {
    install();
    String storage = onDatabase("status", "--format", "json").json().toString();
    assertThat(storage).contains("public.revenue");
    database.execute("UPDATE deltamill.public_revenue__rows SET amount = 999 WHERE customer = 'b'");
    Cli.Outcome verified = onDatabase("verify", "revenue");
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.out())
        .contains("public.revenue  unchanged  different")
        .contains("public.revenue differs from its query:")
        .contains("(b,1,20.00)")
        .contains("(b,1,999)");
    Cli.Outcome json = onDatabase("verify", "revenue", "--rows", "1", "--format", "json");
    assertThat(json.exit()).isEqualTo(1);
    JsonNode table = json.json().get("streamTables").get(0);
    assertThat(table.get("result").stringValue()).isEqualTo("different");
    assertThat(table.get("differences").size()).isEqualTo(1);
    assertThat(table.get("more").booleanValue()).isTrue();
  }

  @Test
  void saysWhatCannotBeCompared() throws IOException {
    Files.writeString(definitions.resolve("c.sql"), "CREATE STREAM TABLE lottery AS SELECT id, random() AS r FROM orders;");
    install();
    Cli.Outcome verified = onDatabase("verify");
    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(verified.out())
        .containsPattern("public.lottery  FULL +not comparable\n")
        .contains("public.lottery: not comparable: ")
        .containsPattern("public.revenue  unchanged +equal\n");
    JsonNode json = onDatabase("verify", "lottery", "--format", "json").json();
    assertThat(json.get("streamTables").get(0).get("result").stringValue()).isEqualTo("not_comparable");
  }

  @Test
  void tellsTheStatus() throws SQLException {
    install();
    database.execute("DELETE FROM orders WHERE id = 2");
    Cli.Outcome status = onDatabase("status");
    assertThat(status.exit()).isZero();
    assertThat(status.out()).containsPattern("public.revenue  active  DIFF_SAFE +DIFF +5s +\\d+s +1  –");
    JsonNode json = onDatabase("status", "revenue", "--format", "json").json();
    assertThat(json.get("streamTables").size()).isEqualTo(1);
    assertThat(json.get("streamTables").get(0).get("pending").intValue()).isEqualTo(1);
  }

  @Test
  void reportsAStreamTableThatNeedsAttention() throws SQLException {
    install();
    database.execute("ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12,4)");
    Cli.Outcome refreshed = onDatabase("refresh");
    assertThat(refreshed.exit()).as(refreshed.out() + refreshed.err()).isEqualTo(1);
    assertThat(refreshed.out()).contains("public.revenue  blocked").contains("public.revenue: blocked: ");
    Cli.Outcome status = onDatabase("status");
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("public.revenue: needs apply: ");
  }

  @Test
  void explainsArtifactsAndDefinitionsAlike() {
    compile();
    Cli.Outcome fromArtifacts = run("explain", artifacts, "revenue");
    assertThat(fromArtifacts.exit()).isZero();
    assertThat(fromArtifacts.out())
        .startsWith("public.revenue  DIFF_SAFE  refreshes by DIFF, schedule 5s\n")
        .contains("\nOperators\n")
        .contains("scan public.orders  DIFF_SAFE")
        .containsPattern("\n  apply  [0-9a-f]{64}\n    changes of a source: Δorders; when public.orders changed\n")
        .contains("        delta (customer, __count, __sum_amount) AS (\n");
    assertThat(run("explain", definitions, "--catalog", catalog, "revenue").out()).isEqualTo(fromArtifacts.out());
    assertThat(run("explain", artifacts, "revenue", "--no-sql").out()).doesNotContain("__sum_amount");
    JsonNode json = run("explain", artifacts, "--format", "json").json();
    assertThat(json.get("streamTables").size()).isEqualTo(2);
    assertThat(json.get("streamTables").get(0).get("operators").get("safety").stringValue()).isEqualTo("DIFF_SAFE");
  }

  @Test
  void dropsAndLeavesTheSourceAsItWas() throws SQLException {
    install();
    Cli.Outcome refused = onDatabase("drop", "revenue");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("[DM2111]").contains("--cascade");
    Cli.Outcome dropped = onDatabase("drop", "revenue", "--cascade");
    assertThat(dropped.exit()).as(dropped.err()).isZero();
    assertThat(dropped.out()).isEqualTo("public.total dropped\npublic.revenue dropped\n");
    assertThat(count("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")).isZero();
    assertThat(onDatabase("status").out()).isEqualTo("nothing is installed\n");
    install();
    assertThat(onDatabase("drop", "revenue", "total").out()).isEqualTo("public.total dropped\npublic.revenue dropped\n");
  }

  @Test
  void keepsWhatTheFolderNoLongerHasUnlessToldOtherwise() throws IOException {
    install();
    Files.delete(definitions.resolve("a.sql"));
    compile();
    Cli.Outcome kept = onDatabase("apply", artifacts);
    assertThat(kept.out()).contains("public.total    not in set").contains("--remove-absent");
    assertThat(onDatabase("apply", artifacts, "--remove-absent").out()).contains("public.total    removed");
    assertThat(onDatabase("status").out()).doesNotContain("public.total");
  }

  @Test
  void colorsAndProgressAreForTerminalsOnly() {
    Object[] command = {"catalog", "-o", catalog, "--url", database.url()};
    Cli.Outcome watched = Cli.plain().runOnTerminal(command);
    assertThat(watched.err()).contains("reading the catalog").endsWith("\r\u001b[K");
    assertThat(Cli.plain().run(command).err()).isEmpty();
    Object[] compile = {"compile", definitions, "--catalog", catalog, "--check"};
    assertThat(Cli.plain().runOnTerminal(compile).out()).contains("\u001b[32mDIFF");
    assertThat(Cli.plain().with("NO_COLOR", "1").runOnTerminal(compile).out()).doesNotContain("\u001b[");
    assertThat(Cli.plain().run(compile).out()).doesNotContain("\u001b[");
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    String all = run().out();
    for (String command :
        new String[] {"catalog", "compile", "explain", "apply", "refresh", "verify", "status", "drop", "demo", "oracle"}) {
      assertThat(all).contains("  " + command + " ");
      Cli.Outcome help = run(command, "--help");
      assertThat(help.exit()).isZero();
      assertThat(help.out()).contains("Examples:\n  deltamill " + command);
      assertThat(help.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
      // Longer lines are wrapped, and what is left of them stands alone.
      String[] description = Main.commandLine(CONSOLE).getSubcommands().get(command).getCommandSpec().usageMessage().description();
      assertThat(description).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void outputThatGetsLostIsAFailure() throws SQLException {
    install();
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(full, true), new PrintWriter(err, true), Map.of(), false, false);
    assertThat(Main.run(console, "status", "--url", database.url())).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: the output could not be written\n");
  }

  @Test
  void statusRemembersARefreshThatRaised() throws IOException, SQLException {
    Files.writeString(definitions.resolve("c.sql"), "CREATE STREAM TABLE ratio AS SELECT id, 100 / (amount - 77) AS r FROM orders;");
    install();
    assertThat(onDatabase("status").exit()).isZero();
    database.execute("UPDATE orders SET amount = 77 WHERE id = 1");
    Cli.Outcome refreshed = onDatabase("refresh");
    assertThat(refreshed.exit()).as(refreshed.out() + refreshed.err()).isEqualTo(1);
    assertThat(refreshed.out()).contains("public.revenue  DIFF").contains("public.ratio: blocked: ").contains("division by zero");
    Cli.Outcome status = onDatabase("status");
    assertThat(status.exit()).as(status.out()).isEqualTo(1);
    assertThat(status.out()).contains("public.ratio: last refresh: ").contains("division by zero").doesNotContain("public.revenue: last");
    database.execute("UPDATE orders SET amount = 78 WHERE id = 1");
    assertThat(onDatabase("refresh").exit()).isZero();
    assertThat(onDatabase("status").exit()).isZero();
  }

  private int count(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
