package dev.deltamill.oracle.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.TestServer;
import dev.deltamill.oracle.cases.CaseReader;
import dev.deltamill.runtime.ConnectionSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each outcome comes out where it should, and only there. */
class ReplayTest {
  private static final String HEAD =
      """
      {"name": "it", "setup": ["CREATE TABLE a (id int PRIMARY KEY, n numeric, f float8, j json)", \
      "INSERT INTO a SELECT i, i * 1.50, i / 3.0, '{}' FROM generate_series(1, 3) i"],""";

  private static TableResult one(String rest) throws SQLException {
    List<TableResult> results = all(HEAD + rest);
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  private static List<TableResult> all(String... cases) throws SQLException {
    Replay replay = new Replay(ConnectionSettings.ofUrl(TestServer.shared().url()), 2, Replay.Listener.NONE);
    return replay.run(Stream.of(cases).map(it -> CaseReader.read("it.json", it)).toList());
  }

  @Test
  void comparesAfterInstallationAndAfterEachStep() throws SQLException {
    TableResult result =
        one("\"query\": \"SELECT id, n FROM a\", \"steps\": [[\"DELETE FROM a WHERE id = 1\"], [], [\"TRUNCATE a\"]]}");
    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EQUAL);
    assertThat(result.mode()).contains("DIFF");
    assertThat(result.comparisons()).isEqualTo(4);
    assertThat(result.diffRefreshes()).isEqualTo(1);
    assertThat(result.fullRefreshes()).isEqualTo(1);
    assertThat(result.detail()).contains("step 3 refreshed FULL: public.a: TRUNCATE");
    assertThat(result.step()).isEqualTo(3);
  }

  @Test
  void tellsAWrongRow() throws SQLException {
    TableResult result =
        one("\"query\": \"SELECT id, n FROM a\", \"steps\": [[], [\"UPDATE deltamill.public_it__rows SET n = 7 WHERE id = 2\"]]}");
    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(result.step()).isEqualTo(2);
    assertThat(result.detail()).contains("missing 1 × (2, 3.00)").contains("unexpected 1 × (2, 7)");
  }

  @Test
  void tellsARowTooFew() throws SQLException {
    TableResult result =
        one("\"query\": \"SELECT f FROM a\", \"steps\": [[\"DELETE FROM deltamill.public_it__rows WHERE f = 1\"]]}");
    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(result.detail()).isEqualTo("missing 1 × (1)");
  }

  @Test
  void tellsAnotherImageOfAnEqualValue() throws SQLException {
    TableResult result =
        one("\"query\": \"SELECT id, n FROM a\", \"steps\": [[\"UPDATE deltamill.public_it__rows SET n = 3.0 WHERE id = 2\"]]}");
    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(result.detail()).contains("missing by image 1 × (2, 3.00)").contains("unexpected by image 1 × (2, 3.0)");
  }

  @Test
  void comparesOnlyWhatIsAskedFor() throws SQLException {
    String steps = "\"steps\": [[\"UPDATE deltamill.public_it__rows SET n = 3.0 WHERE id = 2\"]]}";
    assertThat(one("\"query\": \"SELECT id, n FROM a\", \"compare\": [\"id\", \"round(n, 2)\"]," + steps).outcome())
        .isEqualTo(Outcome.EQUAL);
    TableResult unequal = one("\"query\": \"SELECT id, n FROM a\", \"compare\": [\"n::text\"]," + steps);
    assertThat(unequal.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(unequal.detail()).contains("missing 1 × (3.00)");
  }

  @Test
  void comparesTypesWithoutEquality() throws SQLException {
    String query = "\"query\": \"SELECT id, j FROM a\", \"steps\": [[\"UPDATE a SET j = '{ }' WHERE id = 1\"]";
    assertThat(one(query + "]}").outcome()).isEqualTo(Outcome.EQUAL);
    TableResult unequal = one(query + ", [\"UPDATE deltamill.public_it__rows SET j = '{  }' WHERE id = 1\"]]}");
    assertThat(unequal.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(unequal.detail()).contains("missing 1 × (1, { })");
  }

  @Test
  void letsFloatsBeNearEachOther() throws SQLException {
    String query = "\"query\": \"SELECT id, f FROM a\", \"tolerance\": 1e-9, \"steps\": [[\"UPDATE deltamill.public_it__rows SET f = f * (1 + %s)\"]]}";
    assertThat(one(query.formatted("1e-10")).outcome()).isEqualTo(Outcome.EQUAL);
    assertThat(one(query.formatted("1e-8")).outcome()).isEqualTo(Outcome.DIFFERENT);
  }

  @Test
  void countsRefusalsApart() throws SQLException {
    List<TableResult> results =
        all(
            HEAD
                + """
                "tables": [{"name": "s1", "query": "SELECT id FROM a"}, {"name": "s2", "query": "SELECT nothing FROM a"},
                  {"name": "s3", "query": "SELECT * FROM s2"}], "steps": [["DELETE FROM a"]]}
                """);
    assertThat(results).extracting(TableResult::outcome).containsExactly(Outcome.EQUAL, Outcome.REFUSED, Outcome.REFUSED);
    TableResult refused = results.get(1);
    assertThat(refused.safety()).isEmpty();
    assertThat(refused.reasons()).singleElement().asString().startsWith("DM1102 ");
    assertThat(refused.detail()).startsWith("s2:2:8: error [DM1102]");
    assertThat(Summary.of(results).bad()).isFalse();
  }

  @Test
  void failsWhatCannotRun() throws SQLException {
    TableResult setup = one("\"query\": \"SELECT id FROM a\", \"setup\": []}".replace("\"setup\": []", "\"x\": 1"));
    assertThat(setup.outcome()).isEqualTo(Outcome.EQUAL);
    TableResult step = one("\"query\": \"SELECT id FROM a\", \"steps\": [[\"DELETE FROM a\", \"DELETE FROM b\"]]}");
    assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(step.detail()).startsWith("statement 2 of step 1: relation \"b\" does not exist");
    TableResult broken = all("{\"name\": \"it\", \"setup\": [\"CREATE TABLE\"], \"query\": \"SELECT 1 AS one\"}").getFirst();
    assertThat(broken.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(broken.comparisons()).isZero();
    TableResult raises = one("\"query\": \"SELECT 1 / id AS x FROM a\", \"steps\": [[\"UPDATE a SET id = 0 WHERE id = 1\"]]}");
    assertThat(raises.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(raises.detail()).contains("it could not be refreshed").contains("division by zero");
  }

  @Test
  void failsWhatShowsNothing() throws SQLException {
    String expecting = "\"query\": \"SELECT n FROM a WHERE id < 9\", \"expect_change\": true, \"steps\": ";
    assertThat(one(expecting + "[[\"UPDATE a SET n = 1 WHERE id = 1\"]]}").outcome()).isEqualTo(Outcome.EQUAL);
    TableResult unchanged = one(expecting + "[[\"UPDATE a SET n = 1 WHERE id = 1\"], [\"UPDATE a SET f = 1 WHERE id = 1\"]]}");
    assertThat(unchanged.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(unchanged.detail()).startsWith("step 2 changes no row of the query");
    String once = "\"query\": \"SELECT n FROM a WHERE id < 9\", \"expect_change\": \"once\", \"steps\": ";
    assertThat(one(once + "[[], [\"DELETE FROM a\"]]}").outcome()).isEqualTo(Outcome.EQUAL);
    TableResult never = one(once + "[[], []]}");
    assertThat(never.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(never.detail()).startsWith("no step changes a row");
    TableResult empty = one(expecting + "[[\"DELETE FROM a\"]]}");
    assertThat(empty.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(empty.detail()).startsWith("the query has no rows");
  }

  @Test
  void refreshesFullWhatHasNoDelta() throws SQLException {
    TableResult result = one("\"query\": \"SELECT id, n FROM a WHERE now() > '2001-01-01'\", \"steps\": [[\"DELETE FROM a WHERE id = 1\"]]}");
    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EQUAL);
    assertThat(result.mode()).contains("FULL");
    assertThat(result.reasons()).isNotEmpty();
    assertThat(result.fullRefreshes()).isEqualTo(1);
  }

  @Test
  void skipsWhatCannotBeCompared() throws SQLException {
    TableResult random = one("\"query\": \"SELECT id, random() AS r FROM a\"}");
    assertThat(random.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(random.detail()).contains("other rows each time");
    assertThat(one("\"query\": \"SELECT id, random() AS r FROM a\", \"compare\": [\"id\"]}").outcome()).isEqualTo(Outcome.EQUAL);
    TableResult future = one("\"query\": \"SELECT id FROM a\", \"min_pg\": 99}");
    assertThat(future.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(future.detail()).isEqualTo("it needs PostgreSQL 99");
    assertThat(Summary.of(List.of(random, future)).bad()).isFalse();
  }

  @Test
  void runsWhatASessionCanDo() throws SQLException {
    TableResult result =
        one(
            """
            "query": "SELECT id, n FROM a", "expect_change": true, "steps": [
              ["BEGIN", "DELETE FROM a WHERE id = 1", "SAVEPOINT s", "DELETE FROM a", "ROLLBACK TO s", "COMMIT"],
              ["COPY a (id, n) FROM STDIN;\\n11\\t1.0\\n12\\t\\\\N\\n\\\\.\\n"],
              ["SET search_path = nowhere", "DELETE FROM public.a WHERE id = 11", "BEGIN", "DELETE FROM public.a WHERE id = 12"],
              ["COMMIT"]]}
            """);
    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EQUAL);
    assertThat(result.comparisons()).isEqualTo(5);
  }

  /** The driver itself would end the connection. */
  @Test
  void letsTheWriterHaveAnyDateStyle() throws SQLException {
    TableResult result =
        all(
                """
                {"name": "it", "setup": ["CREATE TABLE a (d date)", "SET DateStyle = 'German, DMY'", "INSERT INTO a VALUES ('04.05.2024')"],
                 "query": "SELECT d FROM a WHERE d = date '2024-05-04'", "expect_change": true,
                 "steps": [["SET DateStyle = 'SQL, MDY'", "UPDATE a SET d = '05/06/2024'", "INSERT INTO a VALUES ('05/04/2024'), ('05/04/2024')"]]}
                """)
            .getFirst();
    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EQUAL);
    assertThat(result.comparisons()).isEqualTo(2);
  }

  @Test
  void leavesNoDatabaseBehind() throws SQLException {
    one("\"query\": \"SELECT id FROM a\"}");
    try (var connection = DriverManager.getConnection(TestServer.shared().url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM pg_database WHERE datname LIKE 'deltamill_replay%'")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void writesALineOfJsonForEachStreamTable() throws SQLException {
    List<TableResult> results =
        all(HEAD + "\"features\": [\"f\"], \"query\": \"SELECT id FROM a\"}", HEAD + "\"query\": \"SELECT x FROM a\"}");
    assertThat(ReportLines.of(results).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        """
                        {"case":"it","table":"it","class":"DIFF_SAFE","mode":"DIFF","reasons":[],"outcome":"equal","step":0,\
                        "detail":"","diff_refreshes":0,"full_refreshes":0,"comparisons":1,"features":["f"],"file":"it.json"}"""),
            line -> assertThat(line).contains("\"class\":null,\"mode\":null").contains("\"outcome\":\"refused\""));
    assertThat(Summary.of(results).line(1.25))
        .isEqualTo(
            "1 cases, 2 stream tables: 1 equal, 0 different, 1 refused, 0 failed, 0 skipped; 1 DIFF, 0 FULL; "
                + "1 comparisons in 1.3 s");
  }
}
