package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What explain says of cost and indexes, and what apply does about them. */
class ExplainCommandTest {
  private static final String DEFINITIONS =
      """
      CREATE STREAM TABLE joined AS
      SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer;
      CREATE STREAM TABLE named AS
      SELECT j.id FROM joined j JOIN customers c ON c.name = j.name;
      """;

  @TempDir private Path folder;
  private Database database;
  private Path catalog;
  private Path artifacts;

  @BeforeEach
  void compile() throws SQLException, IOException {
    database = TestServer.shared().newDatabase();
    database.execute(
        "CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL)",
        "CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL)");
    catalog = folder.resolve("catalog.json");
    artifacts = folder.resolve("artifacts");
    Files.writeString(folder.resolve("defs.sql"), DEFINITIONS);
    run("catalog", "-o", catalog, "--url", database.url());
    run("compile", folder.resolve("defs.sql"), "--catalog", catalog, "-o", artifacts);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private static Cli.Outcome run(Object... arguments) {
    Cli.Outcome outcome = Cli.plain().run(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  @Test
  void saysWhatAChangeCostsAndWhichIndexesAreMissing() {
    assertThat(run("explain", artifacts, "joined", "--no-sql", "--catalog", catalog).out())
        .contains(
            """
              public.customers: id, name
                a change costs O(rows of affected keys): public.orders by customer
              public.orders: id, customer
                a change costs O(rows of affected keys): public.customers by id

            Indexes that the phases look rows up by
              public.customers (id)  exists: primary key
              public.orders (customer)  missing: CREATE INDEX ON public.orders (customer);
            """);
  }

  @Test
  void looksNowhereUnlessAsked() {
    assertThat(run("explain", artifacts, "joined", "--no-sql").out())
        .contains("public.orders (customer)  not looked for: CREATE INDEX ON public.orders (customer);");
  }

  @Test
  void looksInADatabase() {
    run("apply", artifacts, "--url", database.url());
    JsonNode named =
        run("explain", artifacts, "named", "--format", "json", "--url", database.url()).json().get("streamTables").get(0);
    assertThat(named.get("costs").get(0).get("cost").stringValue()).isEqualTo("O(rows of affected keys)");
    assertThat(named.get("indexes").valueStream().map(index -> index.get("sql").stringValue() + " " + index.get("state").stringValue()))
        .containsExactly(
            "CREATE INDEX ON public.customers (name); missing",
            "CREATE INDEX ON deltamill.public_joined__rows (name); missing");
  }

  @Test
  void applyTellsOfMissingIndexesAndMakesThem() {
    assertThat(run("apply", artifacts, "--url", database.url()).out())
        .contains("3 indexes that deltas look rows up by are missing");
    assertThat(run("apply", artifacts, "--url", database.url(), "--create-indexes").out())
        .contains("index made on public.customers (name)")
        .contains("index made on public.orders (customer)")
        .contains("index made on deltamill.public_joined__rows (name)");
    assertThat(run("apply", artifacts, "--url", database.url()).out()).doesNotContain("missing");
    assertThat(run("explain", artifacts, "joined", "--no-sql", "--url", database.url()).out())
        .containsPattern("public.orders \\(customer\\)  exists: dm_orders_[0-9a-f]{8}");
  }

  @Test
  void saysWhoseRightIsMissing() throws SQLException {
    Role role = database.createRole("miller");
    database.execute(
        "CREATE SCHEMA deltamill AUTHORIZATION " + role.name(),
        "GRANT USAGE, CREATE ON SCHEMA public TO " + role.name(),
        "GRANT SELECT, TRIGGER ON customers, orders TO " + role.name());
    Cli.Outcome outcome = Cli.plain().run("apply", artifacts, "--url", database.urlAs(role), "--create-indexes");
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("index not made on public.orders (customer): ERROR: must be owner of table orders")
        .contains("  = Make it yourself: CREATE INDEX ON public.orders (customer);")
        .contains("index made on deltamill.public_joined__rows (name)");
  }

  @Test
  void writesAPage() throws IOException {
    Files.writeString(
        folder.resolve("odd.sql"), "CREATE STREAM TABLE \"<script>\" AS SELECT id AS \"<b>&amp;\" FROM orders;");
    String page = run("explain", folder.resolve("odd.sql"), "--catalog", catalog, "--format", "html").out();
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html")
        .endsWith("</html>\n")
        .contains("public.&quot;&lt;script&gt;&quot;", "&lt;b&gt;&amp;amp;", "diff safe", "FROM new_rows")
        .doesNotContain("<script", "<b>");
    String brief = run("explain", folder.resolve("odd.sql"), "--catalog", catalog, "--format", "html", "--no-sql").out();
    assertThat(brief).doesNotContain("FROM new_rows");
  }
}
