package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefresherTest {
  private TestBed bed;

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  @Test
  void fillsOnInstallAndFollowsChanges() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "orders", false);
    bed.install();
    bed.assertEqual("large", "totals");
    bed.write(
        "INSERT INTO orders VALUES (100, 'c1', 99), (101, 'new', 1), (102, NULL, NULL)",
        "UPDATE orders SET amount = amount + 1 WHERE id % 3 = 0",
        "UPDATE orders SET id = id + 1000 WHERE id = 7",
        "DELETE FROM orders WHERE customer = 'c2'");
    RefreshReport report = bed.refresher().refreshAll(Refresher.Mode.AUTO);
    assertThat(TestBed.modes(report)).containsExactly("large DIFF", "totals DIFF");
    bed.assertEqual("large", "totals");
  }

  @Test
  void doesNothingWhereNothingChanged() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    bed.install();
    String before = bed.value("SELECT frontier FROM deltamill.stream_table");
    assertThat(TestBed.modes(bed.refresh("large"))).containsExactly("large NONE");
    assertThat(bed.value("SELECT frontier FROM deltamill.stream_table")).isEqualTo(before);
    assertThat(bed.value("SELECT count(*) FROM deltamill.refresh")).isEqualTo("0");
  }

  @Test
  void refreshesADiamondInOneSnapshot() throws SQLException {
    bed.artifacts
        .filter("large", "orders", false, "amount >= 10")
        .filter("small", "orders", false, "amount < 10")
        .union("every", "large", "small")
        .totals("totals", "every", true);
    bed.install();
    bed.assertEqual("every", "totals");
    for (int round = 0; round < 3; round++) {
      bed.write(
          "UPDATE orders SET amount = 20 - amount WHERE id %% 4 = %d".formatted(round),
          "INSERT INTO orders VALUES (%d, 'c3', 9.99)".formatted(200 + round));
      RefreshReport report = bed.refresh("totals");
      assertThat(TestBed.modes(report)).containsExactly("every DIFF", "large DIFF", "small DIFF", "totals DIFF");
      bed.assertEqual("large", "small", "every", "totals");
      assertThat(bed.value("SELECT count(DISTINCT frontier::text) FROM deltamill.stream_table")).isEqualTo("1");
    }
    assertThat(TestBed.modes(bed.refresh("totals"))).containsExactly("every NONE", "large NONE", "small NONE", "totals NONE");
  }

  @Test
  void consumersRefreshedLaterSeeWhatUpstreamWrote() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
    bed.install();
    bed.write("UPDATE orders SET amount = 20 - amount WHERE id % 4 = 0");
    assertThat(bed.refreshOne("large").mode()).isEqualTo(RefreshReport.Mode.DIFF);
    bed.write("UPDATE orders SET amount = 20 - amount WHERE id % 5 = 0");
    bed.assertEqualAfterRefresh("totals");
    bed.write("DELETE FROM orders WHERE id < 20");
    bed.assertEqualAfterRefresh("totals");
  }

  @Test
  void aFullRefreshUpstreamReachesConsumersAsChanges() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
    bed.install();
    bed.write("UPDATE orders SET amount = 20 - amount WHERE id % 4 = 0", "TRUNCATE orders");
    bed.write("INSERT INTO orders VALUES (1, 'c1', 30), (2, 'c1', 3)");
    RefreshReport report = bed.refresh("totals");
    assertThat(TestBed.modes(report)).containsExactly("large FULL", "totals DIFF");
    assertThat(report.outcome(TestBed.name("large")).orElseThrow().reason()).hasValueSatisfying(r -> assertThat(r).contains("TRUNCATE"));
    bed.assertEqual("large", "totals");
  }

  @Test
  void aRefresherThatLivesOnNoticesWhatOthersInstall() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    bed.install();
    Refresher refresher = bed.refresher();
    bed.write("INSERT INTO orders VALUES (100, 'c1', 15)");
    assertThat(TestBed.modes(refresher.refreshAll(Refresher.Mode.AUTO))).containsExactly("large DIFF");
    bed.withArtifacts(
        new TestArtifacts(bed.database.majorVersion())
            .filter("large", "orders", false, "amount >= 20")
            .totals("totals", "orders", false));
    bed.install();
    bed.write("INSERT INTO orders VALUES (101, 'c1', 25), (102, 'c1', 15)");
    assertThat(TestBed.modes(refresher.refreshAll(Refresher.Mode.AUTO))).contains("large DIFF");
    bed.assertEqual("large");
    assertThat(TestBed.modes(refresher.refreshAll(Refresher.Mode.AUTO))).contains("large NONE");
    bed.assertEqual("large", "totals");
  }

  @Test
  void anInstallDuringARefreshIsNotOverwritten() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    bed.install();
    bed.write("INSERT INTO orders VALUES (101, 'c1', 25), (102, 'c1', 15)");
    Gate gate = new Gate("sources locked");
    var refresh = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
    gate.awaitReached();
    bed.withArtifacts(new TestArtifacts(bed.database.majorVersion()).filter("large", "orders", false, "amount >= 20"));
    bed.install();
    gate.open();
    assertThat(refresh.result().complete()).isTrue();
    bed.assertEqual("large");
    bed.assertEqualAfterRefresh("large");
  }
}
