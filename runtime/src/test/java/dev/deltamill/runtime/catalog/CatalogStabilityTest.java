package dev.deltamill.runtime.catalog;

import static dev.deltamill.runtime.catalog.SnapshotAssert.assertSameText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A snapshot depends on the schema alone: not on oids, nor on what happens while it is taken. */
@Timeout(60)
class CatalogStabilityTest {
  @Test
  void theSameSchemaGivesTheSameBytesWhateverTheOids() throws Exception {
    String first;
    try (Database database = TestServer.shared().newDatabase()) {
      Features.create(database);
      first = json(database);
    }
    try (Database database = TestServer.shared().newDatabase()) {
      database.execute(
          "CREATE SCHEMA unrelated",
          "CREATE TYPE unrelated.colour AS ENUM ('red')",
          "CREATE TABLE unrelated.t (c unrelated.colour PRIMARY KEY)",
          "CREATE TABLE unrelated.u (c unrelated.colour REFERENCES unrelated.t)",
          "DROP SCHEMA unrelated CASCADE");
      Features.create(database);
      // Moves rows within the catalog, so that they are found in another order.
      database.execute(
          "ALTER TABLE app.base RENAME TO other",
          "ALTER TABLE app.other RENAME TO base",
          "ALTER TABLE app.measure_2024 DETACH PARTITION app.measure_2024_eu",
          "ALTER TABLE app.measure_2024 ATTACH PARTITION app.measure_2024_eu FOR VALUES IN ('eu')",
          "VACUUM FULL pg_catalog.pg_type");
      assertSameText(json(database), first);
    }
  }

  @Test
  void aViewDroppedMeanwhileMeansAnotherTry() throws Exception {
    try (Database database = TestServer.shared().newDatabase()) {
      database.execute("CREATE VIEW lost AS SELECT 1 AS x", "CREATE VIEW left_over AS SELECT 2 AS x");

      CatalogSnapshot snapshot = readWhile(database, "DROP VIEW lost");

      assertThat(snapshot.relations())
          .extracting(TableInfo::name)
          .extracting(Object::toString)
          .containsExactly("public.left_over");
    }
  }

  @Test
  void anIndexDroppedMeanwhileMeansAnotherTry() throws Exception {
    try (Database database = TestServer.shared().newDatabase()) {
      database.execute("CREATE TABLE t (x integer)", "CREATE INDEX lost ON t (x)");

      assertThat(readWhile(database, "DROP INDEX lost").relations().getFirst().indexes()).isEmpty();
    }
  }

  @Test
  void aFailureIsPassedOnAndLeavesTheSessionUsable() throws Exception {
    try (Database database = TestServer.shared().newDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = '300ms'");
      try (Connection other = database.connect();
          Statement locking = other.createStatement()) {
        other.setAutoCommit(false);
        locking.execute("LOCK TABLE pg_enum IN ACCESS EXCLUSIVE MODE");
        assertThatThrownBy(() -> CatalogReader.read(connection))
            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      }
      statement.execute("RESET statement_timeout");
      assertThat(CatalogReader.read(connection).relations()).isEmpty();
    }
  }

  private static String json(Database database) throws SQLException {
    try (Connection connection = database.connect()) {
      return CatalogJson.write(CatalogReader.read(connection));
    }
  }

  /** Reads a snapshot while a statement commits between the reader's own snapshot and its reading of relations. */
  private static CatalogSnapshot readWhile(Database database, String sql) throws Exception {
    try (Connection reading = database.connect();
        Connection changing = database.connect();
        Statement statement = changing.createStatement();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      changing.setAutoCommit(false);
      // Enum labels are read before relations.
      statement.execute("LOCK TABLE pg_enum IN ACCESS EXCLUSIVE MODE");
      Future<CatalogSnapshot> snapshot = thread.submit(() -> CatalogReader.read(reading));
      while (!isAnyoneWaiting(statement)) {
        Thread.sleep(Duration.ofMillis(10));
      }
      statement.execute(sql);
      changing.commit();
      return snapshot.get();
    }
  }

  private static boolean isAnyoneWaiting(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'pg_enum'::regclass AND NOT granted)")) {
      result.next();
      return result.getBoolean(1);
    }
  }
}
