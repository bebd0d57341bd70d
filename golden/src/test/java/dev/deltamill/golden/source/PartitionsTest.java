package dev.deltamill.golden.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.runtime.Problem;
import dev.deltamill.runtime.RefreshReport;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Changes of a partitioned table, by whatever name they are made. */
class PartitionsTest {
  /** Partitions whose columns stand elsewhere, or once stood there; nested ones; one in another schema. */
  private static final String SCHEMA =
      """
      CREATE TABLE measures (id int, region text NOT NULL, day int NOT NULL, value numeric(8,2), PRIMARY KEY (id, region, day))
        PARTITION BY LIST (region);
      CREATE TABLE north PARTITION OF measures FOR VALUES IN ('n');
      CREATE TABLE south (gone int, value numeric(8,2), day int NOT NULL, region text NOT NULL, id int NOT NULL) PARTITION BY RANGE (day);
      ALTER TABLE south DROP COLUMN gone;
      CREATE TABLE south_early (id int NOT NULL, old text, region text NOT NULL, day int NOT NULL, value numeric(8,2));
      ALTER TABLE south_early DROP COLUMN old;
      ALTER TABLE south ATTACH PARTITION south_early FOR VALUES FROM (0) TO (10);
      CREATE SCHEMA archive;
      CREATE TABLE archive."South's rest" PARTITION OF south FOR VALUES FROM (10) TO (20);
      GRANT USAGE ON SCHEMA archive TO PUBLIC;
      GRANT TRIGGER ON archive."South's rest" TO PUBLIC;
      ALTER TABLE measures ATTACH PARTITION south FOR VALUES IN ('s');
      CREATE TABLE other PARTITION OF measures DEFAULT;
      CREATE TABLE names (id int PRIMARY KEY, name text);
      INSERT INTO names VALUES (1, 'one'), (2, 'two'), (3, 'three');
      INSERT INTO measures SELECT 1 + n % 5, (ARRAY['n', 's', 'x'])[1 + n % 3], n % 20, n * 1.5 FROM generate_series(1, 60) AS n;
      """;

  private static final String DEFINITIONS =
      """
      CREATE STREAM TABLE t AS
        SELECT region, count(*) AS n, sum(value) AS total, max(day) AS latest FROM measures GROUP BY region;
      CREATE STREAM TABLE named AS SELECT m.day, m.value, x.name FROM measures m JOIN names x ON x.id = m.id;
      """;

  @Test
  void changesThroughTheTableAndThroughItsPartitionsAreSeenOnce() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.diff("INSERT INTO measures VALUES (1, 'n', 100, 1), (1, 's', 1, 2), (1, 's', 11, 3), (9, 'z', 5, 4) ON CONFLICT DO NOTHING");
      bed.diff("INSERT INTO north VALUES (2, 'n', 101, 5)", "INSERT INTO south (id, region, day, value) VALUES (77, 's', 2, 6)");
      bed.diff("INSERT INTO archive.\"South's rest\" (id, region, day, value) VALUES (33, 's', 12, 7.25)", "DELETE FROM south_early WHERE id = 1");
      bed.diff("UPDATE measures SET value = value + 1 WHERE id = 3", "UPDATE south SET value = NULL WHERE id = 4");
      bed.diff("UPDATE other SET value = 0 WHERE day < 5", "DELETE FROM measures WHERE day = 7");
      bed.diff(
          "INSERT INTO measures VALUES (1, 'n', 100, 50) ON CONFLICT (id, region, day) DO UPDATE SET value = excluded.value",
          "DELETE FROM south WHERE day > 15");
    }
  }

  @Test
  void rowsThatMoveAreSeenToLeaveAndToCome() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.diff("UPDATE measures SET region = 's', day = day % 20, id = id + 100 WHERE region = 'n'");
      bed.diff("UPDATE south SET day = 19 - day, id = id + 1000");
      bed.diff("UPDATE measures SET region = 'x', id = id + 10000 WHERE region = 's' AND day > 9");
      bed.diff("INSERT INTO measures VALUES (101, 's', 3, 1) ON CONFLICT (id, region, day) DO UPDATE SET value = 99");
    }
  }

  @Test
  void truncateOfAPartitionOrOfAllIsReadWhole() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.full("public.measures: TRUNCATE", "TRUNCATE south_early", "INSERT INTO south_early (id, region, day) VALUES (5, 's', 5)");
      bed.diff("UPDATE measures SET value = 1 WHERE region = 's'");
      bed.full("public.measures: TRUNCATE", "TRUNCATE measures", "INSERT INTO measures VALUES (1, 'n', 1, 1)");
      bed.diff("DELETE FROM measures");
    }
  }

  @Test
  void aNewPartitionIsReadWholeUntilItsChangesAreCaptured() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      ArtifactSet set = bed.compile(DEFINITIONS);
      bed.install(DEFINITIONS);
      bed.full(
          "not every change is captured",
          "CREATE SCHEMA far",
          "CREATE TABLE far.west PARTITION OF measures FOR VALUES IN ('w')",
          "INSERT INTO far.west VALUES (1, 'w', 1, 1)");
      bed.full("not every change is captured", "INSERT INTO far.west VALUES (2, 'w', 1, 1)", "INSERT INTO measures VALUES (3, 'w', 1, 1)");
      assertThatThrownBy(() -> bed.mill.install(set)).isInstanceOf(Problem.class).hasMessageContaining("GRANT USAGE ON SCHEMA far TO").hasMessageContaining("GRANT TRIGGER ON far.west TO");
      bed.mill.write(List.of("GRANT USAGE ON SCHEMA far TO PUBLIC", "GRANT TRIGGER ON far.west TO PUBLIC"));
      bed.mill.install(set);
      bed.full("triggers were disabled for some time", "INSERT INTO far.west VALUES (4, 'w', 1, 1)");
      bed.diff("INSERT INTO far.west VALUES (5, 'w', 1, 1)", "UPDATE measures SET region = 'n', day = 77 WHERE id = 2 AND region = 'w'");
    }
  }

  @Test
  void whatIsDetachedGoesAndIsNoLongerSeen() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.full(
          "not every change is captured",
          "INSERT INTO north VALUES (6, 'n', 60, 60)",
          "ALTER TABLE measures DETACH PARTITION north",
          "INSERT INTO north VALUES (7, 'n', 60, 60)");
      bed.mill.write(List.of("UPDATE north SET value = 1000"));
      bed.install(DEFINITIONS);
      bed.mill.write(List.of("DELETE FROM north WHERE id = 7"));
      bed.after("UPDATE measures SET value = 3 WHERE region = 's'");
      bed.diff("UPDATE measures SET value = 4 WHERE region = 's'", "UPDATE north SET value = 5");
      bed.after("DROP TABLE other", "DELETE FROM measures WHERE day = 3");
      bed.install(DEFINITIONS);
      bed.after("UPDATE measures SET value = 6");
      bed.diff("UPDATE measures SET value = 7");
    }
  }

  @Test
  void whatWasAPartitionOnlyForAWhileLeavesNothingBehind() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.full(
          "rows came or went with partitions",
          "CREATE TABLE west (LIKE measures)",
          "INSERT INTO west VALUES (1, 'w', 1, 1)",
          "ALTER TABLE measures ATTACH PARTITION west FOR VALUES IN ('w')",
          "INSERT INTO measures VALUES (2, 'w', 1, 1)",
          "ALTER TABLE measures DETACH PARTITION west");
      bed.full(
          "rows came or went with partitions",
          "CREATE TABLE late (LIKE measures)",
          "ALTER TABLE south ATTACH PARTITION late FOR VALUES FROM (20) TO (30)",
          "INSERT INTO measures VALUES (2, 's', 21, 1)",
          "ALTER TABLE south DETACH PARTITION late");
      bed.diff("INSERT INTO measures VALUES (2, 'n', 21, 1)", "UPDATE south SET value = 5");
    }
  }

  @Test
  void aPartitionThatComesDuringARefreshIsWaitedFor() throws SQLException {
    // With a default partition ATTACH would wait for us.
    try (SourceBed bed =
        new SourceBed(
            """
            CREATE TABLE measures (id int, region text, value int) PARTITION BY LIST (region);
            CREATE TABLE north PARTITION OF measures FOR VALUES IN ('n');
            CREATE TABLE names (id int PRIMARY KEY, name text);
            CREATE TABLE west (LIKE measures);
            INSERT INTO measures VALUES (1, 'n', 1), (4, 'n', 4);
            INSERT INTO west VALUES (1, 'w', 1), (4, 'w', 1);
            """)) {
      bed.install("CREATE STREAM TABLE t AS SELECT m.region, m.value, x.name FROM measures m JOIN names x ON x.id = m.id;");
      bed.mill.write(List.of("INSERT INTO names VALUES (4, 'four')"));
      AtomicBoolean attached = new AtomicBoolean();
      RefreshReport report =
          bed.mill.refresh(
              (_, step) -> {
                if (step.equals("observed") && attached.compareAndSet(false, true)) {
                  try {
                    bed.mill.write(List.of("SET lock_timeout = '5s'", "ALTER TABLE measures ATTACH PARTITION west FOR VALUES IN ('w')"));
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                }
              });
      assertThat(attached).isTrue();
      assertThat(SourceBed.outcome(report, "t").mode()).isEqualTo(RefreshReport.Mode.FULL);
      bed.assertEqual();
    }
  }

  @Test
  void aPlainTableHasAParentOrAChildForAWhile() throws SQLException {
    try (SourceBed bed =
        new SourceBed(
            """
            CREATE TABLE plain (id int, value int);
            INSERT INTO plain VALUES (1, 1), (2, 2), (3, 2);
            CREATE TABLE parent (id int, value int);
            CREATE TABLE child (id int, value int);
            INSERT INTO child VALUES (7, 7);
            """)) {
      bed.install("CREATE STREAM TABLE t AS SELECT value, count(*) AS n, sum(id) AS ids FROM plain GROUP BY value;");
      bed.full("it had another parent", "ALTER TABLE plain INHERIT parent", "UPDATE parent SET value = 5 WHERE id = 3", "ALTER TABLE plain NO INHERIT parent");
      bed.diff("UPDATE plain SET value = 6 WHERE id = 3");
      bed.full(
          "rows came or went with partitions or children",
          "ALTER TABLE child INHERIT plain",
          "UPDATE plain SET value = value + 1",
          "DELETE FROM plain WHERE id = 2",
          "ALTER TABLE child NO INHERIT plain");
      bed.diff("DELETE FROM plain WHERE id = 1", "ALTER TABLE plain ADD COLUMN more int DEFAULT 3");
    }
  }

  @Test
  void attachedAgainWithOtherRows() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(DEFINITIONS);
      bed.after(
          "ALTER TABLE measures DETACH PARTITION north",
          "INSERT INTO north VALUES (50, 'n', 5, 5)",
          "DELETE FROM north WHERE day = 3",
          "ALTER TABLE measures ATTACH PARTITION north FOR VALUES IN ('n')",
          "INSERT INTO north VALUES (51, 'n', 5, 5)");
      bed.after("UPDATE measures SET value = 3 WHERE region = 'n'");
      bed.diff("UPDATE north SET value = 4 WHERE id = 51");
    }
  }

  @Test
  void aPartitionIsASourceToo() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(
          """
          CREATE STREAM TABLE t AS SELECT id, day, value FROM south;
          CREATE STREAM TABLE leaf AS SELECT id, value FROM south_early WHERE value > 3;
          CREATE STREAM TABLE whole AS SELECT region, sum(value) AS value FROM measures GROUP BY region;
          """);
      bed.diff("INSERT INTO measures VALUES (1, 's', 1, 20), (1, 's', 11, 3), (9, 'z', 5, 4) ON CONFLICT DO NOTHING");
      bed.diff("INSERT INTO south (id, region, day, value) VALUES (77, 's', 2, 6)");
      bed.diff("UPDATE south_early SET value = 9 WHERE id = 77", "DELETE FROM archive.\"South's rest\" WHERE id = 2");
      bed.diff("UPDATE measures SET region = 'x', id = id + 100 WHERE day < 5 AND region = 's'");
      bed.diff("UPDATE measures SET region = 's', id = id + 200, day = 4 WHERE day = 8 AND region = 'x'");
      bed.diff("UPDATE south SET day = 19 - day, id = id + 1000", "DELETE FROM measures WHERE day = 6");
      bed.full("TRUNCATE", "TRUNCATE measures");
    }
  }

  @Test
  void aTableThatBecomesAPartitionBlocksUntilItIsCompiledAgain() throws SQLException {
    try (SourceBed bed =
        new SourceBed(SCHEMA + "CREATE TABLE west (id int NOT NULL, region text NOT NULL, day int NOT NULL, value numeric(8,2));")) {
      String definitions = "CREATE STREAM TABLE t AS SELECT id, value FROM west;";
      bed.install(definitions);
      bed.diff("INSERT INTO west VALUES (1, 'w', 1, 1)");
      bed.mill.write(
          List.of("ALTER TABLE measures ATTACH PARTITION west FOR VALUES IN ('w')", "INSERT INTO measures VALUES (2, 'w', 2, 2)"));
      RefreshReport.Outcome outcome = SourceBed.outcome(bed.mill.refresh(), "t");
      assertThat(outcome.mode()).isEqualTo(RefreshReport.Mode.BLOCKED);
      assertThat(outcome.reason().orElseThrow()).contains("public.west has become a partition");
      bed.install(definitions);
      bed.after("INSERT INTO measures VALUES (3, 'w', 2, 2)");
      bed.diff("INSERT INTO measures VALUES (4, 'w', 2, 2)", "DELETE FROM west WHERE id = 1");
    }
  }
}
