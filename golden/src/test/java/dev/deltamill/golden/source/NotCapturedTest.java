package dev.deltamill.golden.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.golden.Mill;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.runtime.RefreshReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no trigger sees is read whole at each refresh, with the reason; what reads the result still gets a delta. */
class NotCapturedTest {
  private static final String SCHEMA =
      """
      CREATE TABLE orders (id int PRIMARY KEY, customer int, amount int);
      INSERT INTO orders SELECT n, n % 4, n FROM generate_series(1, 40) AS n;
      CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(amount) AS total FROM orders GROUP BY customer;
      """;

  private static final String CONSUMER =
      "CREATE STREAM TABLE downstream AS SELECT customer, total + 1 AS more FROM t WHERE total > 20;\n";

  @Test
  void aMaterialisedViewIsReadWhole() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      String definitions = "CREATE STREAM TABLE t AS SELECT customer, total FROM sums;\n" + CONSUMER;
      ArtifactSet set = bed.compile(definitions);
      Manifest manifest = set.manifests().getFirst();
      assertThat(manifest.safety()).isEqualTo(SafetyClass.FULL_ONLY);
      assertThat(manifest.differential()).isFalse();
      assertThat(manifest.reasons())
          .containsExactly("DM1304 public.sums is a materialised view, whose changes no trigger sees");
      assertThat(manifest.explanation().reason()).contains("public.sums is a materialised view");
      assertThat(manifest.phases(Phase.Kind.CAPTURE)).isEmpty();
      bed.install(definitions);
      consumerGetsADelta(bed, "public.sums is a materialised view", "UPDATE orders SET amount = 5 WHERE customer = 1", "REFRESH MATERIALIZED VIEW sums");
      assertThat(bed.refusals("CREATE STREAM TABLE t WITH (refresh = 'differential') AS SELECT total FROM sums;"))
          .singleElement()
          .asString()
          .contains("sources.sql:1:76: error [DM1303]", "public.sums is a materialised view");
    }
  }

  @Test
  void aForeignTableIsReadWhole(@TempDir Path folder) throws SQLException, IOException {
    Path file = folder.resolve("remote.csv");
    Files.writeString(file, "1,10\n2,30\n2,30\n");
    folder.toFile().setExecutable(true, false);
    file.toFile().setReadable(true, false);
    try (SourceBed bed =
        new SourceBed(
            """
            CREATE EXTENSION file_fdw;
            CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
            CREATE FOREIGN TABLE remote (customer int, total int) SERVER files OPTIONS (filename '%s', format 'csv');
            CREATE TABLE orders (id int);
            """
                .formatted(file))) {
      bed.install("CREATE STREAM TABLE t AS SELECT customer, total FROM remote;\n" + CONSUMER);
      Files.writeString(file, "1,10\n2,31\n2,30\n");
      consumerGetsADelta(bed, "public.remote is a foreign table", "INSERT INTO orders VALUES (1)");
    }
  }

  @Test
  void anUnloggedTableIsReadWhole() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA + "CREATE UNLOGGED TABLE cache AS SELECT customer, amount AS total FROM orders;")) {
      bed.install("CREATE STREAM TABLE t AS SELECT customer, total FROM cache;\n" + CONSUMER);
      consumerGetsADelta(bed, "public.cache is an unlogged table", "UPDATE cache SET total = total + 1 WHERE total = 20");
    }
  }

  @Test
  void aTableThatBecomesUnloggedNoLongerFits() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install("CREATE STREAM TABLE t AS SELECT customer, amount FROM orders;");
      bed.diff("DELETE FROM orders WHERE id = 1");
      bed.mill.write(List.of("ALTER TABLE orders SET UNLOGGED"));
      RefreshReport.Outcome outcome = SourceBed.outcome(bed.mill.refresh(), "t");
      assertThat(outcome.mode()).isEqualTo(RefreshReport.Mode.BLOCKED);
      assertThat(outcome.reason().orElseThrow()).contains("no trigger sees all changes of public.orders");
    }
  }

  @Test
  void volatileAndStableFunctionsAreComputedAnewEachTime() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install(
          "CREATE STREAM TABLE t AS SELECT customer, amount AS total FROM orders WHERE now() > '2020-01-01'::timestamptz;\n"
              + CONSUMER);
      consumerGetsADelta(bed, "the function now() is stable", "UPDATE orders SET amount = amount + 1 WHERE id = 30");
    }
  }

  @Test
  void fullByWishCapturesNothing() throws SQLException {
    try (SourceBed bed = new SourceBed(SCHEMA)) {
      bed.install("CREATE STREAM TABLE t WITH (refresh = 'full') AS SELECT customer, amount AS total FROM orders;\n" + CONSUMER);
      assertThat(bed.value("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'orders'::regclass")).isEqualTo("0");
      consumerGetsADelta(bed, "refresh = 'full'", "UPDATE orders SET amount = amount + 1 WHERE id = 30");
    }
  }

  private static void consumerGetsADelta(SourceBed bed, String reason, String... changes) throws SQLException {
    Mill mill = bed.mill;
    mill.write(List.of(changes));
    RefreshReport report = mill.refresh();
    RefreshReport.Outcome full = SourceBed.outcome(report, "t");
    assertThat(full.mode()).isEqualTo(RefreshReport.Mode.FULL);
    assertThat(full.reason().orElseThrow()).contains(reason);
    assertThat(full.rows().inserted() + full.rows().deleted() + full.rows().updated()).isPositive();
    RefreshReport.Outcome delta = SourceBed.outcome(report, "downstream");
    assertThat(delta.mode()).isEqualTo(RefreshReport.Mode.DIFF);
    assertThat(delta.rows().inserted()).isEqualTo(1);
    bed.assertEqual();
    assertThat(SourceBed.outcome(mill.refresh(), "downstream").mode()).isEqualTo(RefreshReport.Mode.NONE);
  }
}
