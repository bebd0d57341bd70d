package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role that was given just what docs/role.md says can do all that the README shows. */
class RolePageTest {
  @TempDir private Path folder;

  @Test
  void theStatementsSuffice() throws SQLException, IOException {
    try (Database database = TestServer.shared().newDatabase()) {
      Role role = database.createRole("miller");
      database.execute(
          "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.name()),
          "GRANT CONNECT ON DATABASE %s TO %s".formatted(database.name(), role.name()),
          "REVOKE ALL ON SCHEMA public FROM PUBLIC",
          "CREATE TABLE orders (id bigint PRIMARY KEY, customer text NOT NULL, amount numeric(10,2) NOT NULL)",
          "INSERT INTO orders VALUES (1, 'a', 10), (2, 'b', 20)");
      for (String statement : statements()) {
        database.execute(statement.replace("miller", role.name()));
      }
      String url = database.urlAs(role);
      Path definitions = Files.createDirectories(folder.resolve("defs"));
      Files.writeString(
          definitions.resolve("revenue.sql"),
          "CREATE STREAM TABLE revenue AS SELECT customer, count(*) AS orders, sum(amount) AS amount FROM orders GROUP BY customer;");
      succeeds("catalog", "--url", url, "-o", folder.resolve("catalog.json"));
      succeeds("compile", definitions, "--catalog", folder.resolve("catalog.json"), "-o", folder.resolve("artifacts"));
      succeeds("apply", folder.resolve("artifacts"), "--url", url);
      database.execute("INSERT INTO orders VALUES (3, 'a', 5)", "DELETE FROM orders WHERE id = 2");
      assertThat(succeeds("refresh", "--url", url, "--format", "json")).contains("\"mode\" : \"diff\"");
      succeeds("verify", "--url", url);
      succeeds("status", "--url", url);
      succeeds("drop", "revenue", "--url", url);
    }
  }

  /** Those of the page, but for the role itself, whose name and password are the test's. */
  private static List<String> statements() throws IOException {
    String block = Files.readString(Path.of("..", "docs", "role.md")).split("```sql\n")[1].split("```")[0];
    List<String> statements = new ArrayList<>();
    for (String statement : Pattern.compile(";").split(block.replaceAll("--.*", ""))) {
      if (!statement.isBlank() && !statement.contains("CREATE ROLE")) {
        statements.add(statement.strip());
      }
    }
    assertThat(statements).hasSize(3);
    return statements;
  }

  private static String succeeds(Object... arguments) {
    Cli.Outcome outcome = Cli.plain().run(arguments);
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
    return outcome.out();
  }
}
