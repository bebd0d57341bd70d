package dev.deltamill.golden.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.runtime.Problem;
import dev.deltamill.runtime.RefreshReport;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A view's query stands in the view's place; when it is another query, the stream table says so and stops. */
class ViewsTest {
  private static final String SCHEMA =
      """
      CREATE TABLE orders (id int PRIMARY KEY, customer int, "Total" numeric(10,2), state text);
      CREATE TABLE customers (id int PRIMARY KEY, name varchar(20), region text);
      INSERT INTO customers VALUES (1, 'Ann', 'north'), (2, 'Bo', 'south'), (3, 'Cy', NULL);
      INSERT INTO orders SELECT n, n % 4, n * 1.5, CASE WHEN n % 3 = 0 THEN 'open' ELSE 'paid' END FROM generate_series(1, 40) AS n;
      CREATE VIEW paid (order_id, who, total) AS
        SELECT id, customer, "Total" FROM orders WHERE state LIKE 'p%' AND "Total" > ALL (ARRAY[0, 1]);
      CREATE VIEW "Named ""paid"" view" AS
        SELECT p.*, c.name || '!' AS name, coalesce(c.region, 'none') AS region, (p.total)::int AS "rounded.total"
        FROM paid p JOIN customers c ON c.id = p.who WHERE c.region IS DISTINCT FROM 'west';
      CREATE VIEW per_region AS
        SELECT region, count(*) AS orders, sum(total) AS total, max(name) AS name FROM "Named ""paid"" view" GROUP BY region;
      """;

  private static final String DEFINITIONS =
      """
      CREATE STREAM TABLE t AS SELECT v.region, v.total, w."rounded.total", w.name
        FROM per_region v JOIN "Named ""paid"" view" w ON w.region = v.region;
      CREATE STREAM TABLE s AS SELECT p.who, count(*) AS n, sum(p.total) AS total FROM paid p GROUP BY p.who;
      CREATE STREAM TABLE pairs AS SELECT order_id FROM paid UNION ALL SELECT p.order_id FROM paid p JOIN paid q ON p.who = q.who;
      """;

  @Test
  void viewsOverViewsAreRefreshedByDiff() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.diff("INSERT INTO orders VALUES (100, 1, 7, 'paid'), (101, 2, 8, 'open')");
      bed.diff("UPDATE orders SET state = 'paid' WHERE id = 101", "UPDATE customers SET region = 'south' WHERE id = 1");
      bed.diff("DELETE FROM customers WHERE id = 2", "UPDATE orders SET customer = 3 WHERE id < 10");
      bed.diff("UPDATE customers SET region = 'west', name = NULL");
    }
  }

  @Test
  void aViewOverAStreamTableIsReadThroughToIt() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      String upstream = "CREATE STREAM TABLE sums AS SELECT customer, sum(\"Total\") AS total FROM orders GROUP BY customer;\n";
      bed.install(upstream);
      bed.mill.write(
          List.of(
              "CREATE VIEW named_sums AS SELECT c.name, s.total FROM sums s JOIN customers c ON c.id = s.customer WHERE s.total > 10",
              "GRANT SELECT ON named_sums TO PUBLIC"));
      bed.install(upstream + "CREATE STREAM TABLE t AS SELECT name, total * 2 AS twice FROM named_sums;");
      bed.diff("UPDATE orders SET \"Total\" = 1 WHERE customer = 1");
      bed.diff("INSERT INTO orders VALUES (100, 1, 700, 'paid')", "UPDATE customers SET name = 'Di' WHERE id = 1");
    }
  }

  @Test
  void anotherQueryOfTheViewBlocksUntilItIsAppliedAgain() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.mill.write(
          List.of(
              "CREATE OR REPLACE VIEW paid AS SELECT id AS order_id, customer AS who, \"Total\" AS total FROM orders WHERE state = 'open'",
              "INSERT INTO orders VALUES (100, 1, 7, 'paid')"));
      RefreshReport report = bed.mill.refresh();
      assertThat(report.complete()).isFalse();
      assertThat(report.outcomes())
          .allSatisfy(
              it -> {
                assertThat(it.mode()).isEqualTo(RefreshReport.Mode.BLOCKED);
                assertThat(it.reason()).hasValue("view public.paid has another query now");
              });
      assertThat(bed.value("SELECT state || ' ' || state_reason FROM deltamill.stream_table WHERE name = 'public.s'"))
          .isEqualTo("needs_apply view public.paid has another query now");
      bed.install(DEFINITIONS);
      bed.diff("UPDATE orders SET state = 'open' WHERE id = 100");
    }
  }

  @Test
  void aViewThatChangedSinceTheSnapshotIsNotInstalled() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      ArtifactSet set = bed.compile(DEFINITIONS);
      bed.mill.write(List.of("ALTER TABLE orders RENAME COLUMN state TO status"));
      assertThatThrownBy(() -> bed.mill.install(set))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("view public.paid has another query now");
      bed.install(DEFINITIONS);
      bed.diff("UPDATE orders SET status = 'open' WHERE id = 7");
    }
  }

  @Test
  void whatAViewHidesFromItsOwnerIsRefusedAndNoticed() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.mill.write(List.of("ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "CREATE POLICY everyone ON orders USING (true)"));
      assertThat(bed.mill.refresh().outcomes())
          .allSatisfy(it -> assertThat(it.reason().orElseThrow()).contains("row-level security of public.orders"));
      assertThat(bed.refusals("CREATE STREAM TABLE t AS SELECT * FROM paid;"))
          .singleElement()
          .asString()
          .contains("sources.sql:1:", "in view public.paid, line 1, column 1:", "has row-level security, which a view applies for its owner");
    }
  }

  @Test
  void whatAViewHoldsThatIsNotSupportedIsShownInsideIt() throws SQLException {
    try (SourceBed bed =
        new SourceBed(
            SCHEMA
                + """
                CREATE VIEW a_few AS SELECT id, customer FROM orders TABLESAMPLE system (50);
                CREATE VIEW over_few AS SELECT id FROM a_few;
                CREATE VIEW tables AS SELECT relname FROM pg_class;
                """)) {
      assertThat(bed.refusals("CREATE STREAM TABLE t AS\nSELECT o.id\nFROM over_few o;"))
          .containsExactly(
              """
              sources.sql:3:6: error [DM1201]: in view public.over_few, line 2, column 9: in view public.a_few, line 3, column 23: \
              TABLESAMPLE takes other rows each time, or by where they are stored: no query over a sample has a result to maintain
                3 | FROM over_few o;
                  |      ^^^^^^^^
                = Choose the rows by a condition, such as hashint4(id) % 10 = 0.
              """);
      assertThat(bed.refusals("CREATE STREAM TABLE t AS SELECT relname FROM tables;"))
          .singleElement()
          .asString()
          .contains("in view public.tables, line 2, column", "\"pg_class\" is a system catalog");
    }
  }

  @Test
  void whatIsVolatileInAViewMakesItsReadersFull() throws SQLException {
    try (SourceBed bed =
        new SourceBed(SCHEMA + "CREATE VIEW late AS SELECT id, now() > '2020-01-01'::timestamptz AS late FROM orders;")) {
      bed.install("CREATE STREAM TABLE t AS SELECT id FROM late WHERE late;");
      bed.full("in view public.late, the function now() is stable", "DELETE FROM orders WHERE id < 5");
      assertThat(bed.refusals("CREATE STREAM TABLE t WITH (refresh = 'differential') AS SELECT id FROM late;"))
          .singleElement()
          .asString()
          .contains("[DM1303]: refresh = 'differential' is impossible: in view public.late");
    }
  }
}
