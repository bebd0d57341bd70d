package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.TestServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Transaction ids mean nothing elsewhere. */
class CopyTest {
  @Test
  void aCloneIsFilledAnew() throws SQLException {
    try (TestBed bed = new TestBed()) {
      bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
      bed.install();
      bed.write("INSERT INTO orders VALUES (500, 'c1', 15)", "DELETE FROM orders WHERE id = 20");
      String copy = bed.database.name() + "_copy";
      try {
        execute(TestServer.shared().url(), "CREATE DATABASE %s TEMPLATE %s".formatted(copy, bed.database.name()));
        String url = bed.database.url().replace(bed.database.name(), copy);
        execute(url, "GRANT CONNECT ON DATABASE %s TO %s".formatted(copy, bed.role.name()));
        // As a dump from a cluster that has seen more transactions brings it: changes from the future.
        execute(
            url,
            """
            UPDATE deltamill.orders__changes SET __xid = (__xid::text::bigint + 1000000)::text::xid8;
            INSERT INTO deltamill.orders__changes SELECT * FROM deltamill.orders__changes;
            INSERT INTO orders VALUES (501, 'c1', 16)
            """);
        ConnectionSettings settings =
            ConnectionSettings.ofUrl(bed.database.urlAs(bed.role).replace(bed.database.name(), copy));
        assertThat(new Pruner(settings).prune()).isZero();
        RefreshReport report = new Refresher(settings).refreshAll(Refresher.Mode.AUTO);
        assertThat(TestBed.modes(report)).containsExactly("large FULL", "totals FULL");
        assertThat(report.outcomes().getFirst().reason()).hasValue("this database is a copy");
        assertThat(new Verifier(settings, 10).verifyAll()).allMatch(Verifier.Result::equal);
        execute(url, "INSERT INTO orders VALUES (502, 'c1', 17)");
        assertThat(TestBed.modes(new Refresher(settings).refreshAll(Refresher.Mode.AUTO)))
            .containsExactly("large DIFF", "totals DIFF");
        assertThat(new Verifier(settings, 10).verifyAll()).allMatch(Verifier.Result::equal);
      } finally {
        execute(TestServer.shared().url(), "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(copy));
      }
      bed.assertEqualAfterRefresh("large", "totals");
      assertThat(bed.value("SELECT string_agg(DISTINCT mode, ' ') FROM deltamill.refresh")).isEqualTo("DIFF");
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
