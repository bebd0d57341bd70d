package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private TestBed bed;

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
    bed.install();
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  @Test
  void refreshesAndComparesInOneSnapshot() throws SQLException {
    bed.write("UPDATE orders SET amount = amount + 1");
    var writer = bed.writer();
    TestBed.run(writer, "DELETE FROM orders WHERE id < 30");
    List<Verifier.Result> results = new Verifier(bed.settings, 5).verifyAll();
    assertThat(results).hasSize(2).allMatch(Verifier.Result::equal);
    assertThat(results.getFirst().refresh().mode()).isEqualTo(RefreshReport.Mode.DIFF);
    writer.commit();
    assertThat(new Verifier(bed.settings, 5).verify(List.of(TestBed.name("totals")))).allMatch(Verifier.Result::equal);
  }

  @Test
  void reportsWhatDiffersUpToABound() throws SQLException {
    bed.write("UPDATE deltamill.public_totals__rows SET total = total + 1 WHERE customer = 'c1'");
    Verifier.Result result = new Verifier(bed.settings, 5).verifyAll().getLast();
    assertThat(result.equal()).isFalse();
    assertThat(result.more()).isFalse();
    assertThat(result.differences()).extracting(Verifier.Difference::side).containsExactlyInAnyOrder("missing", "unexpected");
    bed.write("UPDATE deltamill.public_totals__rows SET total = total + 1");
    result = new Verifier(bed.settings, 5).verifyAll().getLast();
    assertThat(result.differences()).hasSize(5);
    assertThat(result.more()).isTrue();
    bed.refresher().refreshAll(Refresher.Mode.FULL);
    assertThat(new Verifier(bed.settings, 5).verifyAll()).allMatch(Verifier.Result::equal);
  }

  @Test
  void statusTellsWhatWaits() throws SQLException {
    bed.write("INSERT INTO orders VALUES (500, 'c1', 15), (501, 'c1', 25)");
    List<StatusReader.Status> status = new StatusReader(bed.settings).read();
    assertThat(status).extracting(StatusReader.Status::pending).containsExactly(2L, 0L);
    assertThat(status).extracting(StatusReader.Status::state).containsOnly(StatusReader.State.ACTIVE);
    assertThat(status.getFirst().lastRefresh()).isEmpty();
    bed.refresh("large");
    status = new StatusReader(bed.settings).read();
    assertThat(status).extracting(StatusReader.Status::pending).containsExactly(0L, 2L);
    assertThat(status.getFirst().lastRefresh().orElseThrow().rows()).isEqualTo(new RefreshReport.Counts(2, 0, 0));
  }

  @Test
  void anExpressionThatRaisesInDiffOnlyGetsOneFullRefresh() throws SQLException {
    // The delta computes for every change what the query computes for some rows only.
    bed.artifacts.add(
        "ratios",
        TestArtifacts.columns("id integer", "ratio integer"),
        "SELECT id, CASE WHEN amount <> 3 THEN (100 / (amount - 3))::int END AS ratio FROM orders",
        new TestArtifacts.Source(
            "orders", false, TestArtifacts.ORDERS, "SELECT id, (100 / (amount - 3))::int, __weight FROM $changes"));
    bed.install();
    bed.write("INSERT INTO orders VALUES (500, 'c1', 4)");
    assertThat(bed.refreshOne("ratios").mode()).isEqualTo(RefreshReport.Mode.DIFF);
    bed.write("INSERT INTO orders VALUES (501, 'c1', 3)");
    RefreshReport.Outcome outcome = bed.refreshOne("ratios");
    assertThat(outcome.mode()).isEqualTo(RefreshReport.Mode.FULL);
    assertThat(outcome.sqlState()).hasValue("22012");
    assertThat(outcome.reason().orElseThrow()).contains("division by zero");
    bed.assertEqual("ratios");
    bed.write("INSERT INTO orders VALUES (502, 'c1', 5)");
    assertThat(bed.refreshOne("ratios").mode()).isEqualTo(RefreshReport.Mode.DIFF);
    bed.assertEqual("ratios");
  }

  @Test
  void whatHasNoDeltaIsAlwaysFull() throws SQLException {
    bed.artifacts.full(
        "counted",
        TestArtifacts.columns("n bigint"),
        "SELECT count(*) AS n FROM large",
        new TestArtifacts.Source("large", true, TestArtifacts.columns("id integer"), ""));
    bed.install();
    bed.write("DELETE FROM orders WHERE id = 40");
    RefreshReport report = bed.refresh("counted");
    assertThat(TestBed.modes(report)).containsExactly("counted FULL", "large DIFF");
    assertThat(report.outcome(TestBed.name("counted")).orElseThrow().reason()).hasValue("DM1301 written so by hand");
    bed.assertEqual("counted", "large");
    assertThatThrownBy(() -> new Dropper(bed.settings).drop(TestBed.name("large"), false)).hasMessageContaining("counted");
  }
}
