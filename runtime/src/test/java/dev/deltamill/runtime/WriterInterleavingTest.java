package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writers beside refresh, install and pruning: each change is seen, and seen once. */
class WriterInterleavingTest {
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
  void aWriterThatCommitsLateIsSeenOnce() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    Connection early = bed.writer();
    TestBed.run(early, "INSERT INTO orders VALUES (100, 'c1', 1)");
    Connection late = bed.writer();
    TestBed.run(late, "INSERT INTO orders VALUES (200, 'c2', 2)");
    late.commit();
    // The later transaction id is visible, the earlier is not.
    bed.assertEqualAfterRefresh("totals");
    bed.write("INSERT INTO orders VALUES (300, 'c3', 3)");
    bed.assertEqualAfterRefresh("totals");
    early.commit();
    assertThat(bed.refreshOne("totals").mode()).isEqualTo(RefreshReport.Mode.DIFF);
    bed.assertEqual("totals");
    assertThat(bed.refreshOne("totals").mode()).isEqualTo(RefreshReport.Mode.NONE);
    bed.assertEqual("totals");
  }

  @Test
  void aWriterThatCommitsDuringARefreshIsSeenByTheNext() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    Connection writer = bed.writer();
    TestBed.run(writer, "UPDATE orders SET amount = amount + 1 WHERE customer = 'c1'");
    bed.write("INSERT INTO orders VALUES (300, 'c1', 3)");
    for (String step : new String[] {"observed", "frontier stored"}) {
      Gate gate = new Gate(step);
      var refresh = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
      gate.awaitReached();
      writer.commit();
      TestBed.run(writer, "UPDATE orders SET amount = amount + 10 WHERE customer = 'c1'");
      bed.write("DELETE FROM orders WHERE id = (SELECT max(id) FROM orders WHERE customer <> 'c1')");
      gate.open();
      assertThat(refresh.result().complete()).isTrue();
      bed.assertEqualAfterRefresh("totals");
      bed.write("INSERT INTO orders SELECT max(id) + 1, 'c1', 1 FROM orders");
    }
    writer.commit();
    bed.assertEqualAfterRefresh("totals");
  }

  @Test
  void aWriterThatRolledBackIsNeverSeen() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    Connection writer = bed.writer();
    TestBed.run(writer, "SAVEPOINT s");
    TestBed.run(writer, "INSERT INTO orders VALUES (100, 'c1', 1)");
    TestBed.run(writer, "ROLLBACK TO s");
    TestBed.run(writer, "INSERT INTO orders VALUES (101, 'c1', 1)");
    bed.assertEqualAfterRefresh("totals");
    writer.commit();
    bed.assertEqualAfterRefresh("totals");
    TestBed.run(writer, "DELETE FROM orders");
    bed.refresh("totals");
    writer.rollback();
    bed.assertEqualAfterRefresh("totals");
  }

  @Test
  void aWriterThatWasThereBeforeTheTriggersIsInTheFirstFill() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    Connection writer = bed.writer();
    TestBed.run(writer, "INSERT INTO orders VALUES (100, 'c1', 1)");
    var install = TestBed.start(bed::install);
    bed.await("EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'ShareRowExclusiveLock' AND NOT granted)");
    assertThat(bed.value("SELECT state FROM deltamill.stream_table")).isEqualTo("installing");
    // Others are not kept waiting by the one who waits.
    bed.write("SET lock_timeout = '2s'", "INSERT INTO orders VALUES (101, 'c1', 1)");
    writer.commit();
    install.result();
    bed.assertEqual("totals");
    bed.assertEqualAfterRefresh("totals");
  }

  @Test
  void writersBetweenTriggersAndFirstFillAreCountedOnce() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    Gate captured = new Gate("captured");
    Gate filled = new Gate("public.totals", "seed");
    var install =
        TestBed.start(
            () ->
                bed.installer(
                        (table, step) -> {
                          captured.done(table, step);
                          filled.done(table, step);
                        })
                    .install(bed.artifacts.build(), false));
    captured.awaitReached();
    Connection open = bed.writer();
    TestBed.run(open, "INSERT INTO orders VALUES (100, 'c1', 1)");
    bed.write("INSERT INTO orders VALUES (101, 'c1', 2)");
    captured.open();
    filled.awaitReached();
    open.commit();
    bed.write("UPDATE orders SET amount = amount + 1 WHERE id = 101");
    filled.open();
    install.result();
    bed.assertEqualAfterRefresh("totals");
    assertThat(bed.value("SELECT count(*) FROM orders WHERE id >= 100")).isEqualTo("2");
  }

  @Test
  void aSecondStreamTableThatReadsMoreColumnsLosesNoWriter() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    Connection writer = bed.writer();
    // Captured without the column that the newcomer needs.
    TestBed.run(writer, "INSERT INTO orders VALUES (100, 'c1', 100)");
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    var install = TestBed.start(bed::install);
    // The buffer gets a column, and the writer has written to it.
    bed.await("EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted)");
    bed.write("SET lock_timeout = '2s'", "INSERT INTO orders VALUES (101, 'c1', 100)");
    writer.commit();
    assertThat(install.result().tables())
        .extracting(InstallReport.Entry::action)
        .containsExactly(InstallReport.Action.INSTALLED, InstallReport.Action.UPDATED);
    bed.assertEqual("large");
    bed.write("UPDATE orders SET amount = amount * 2 WHERE id % 2 = 0");
    RefreshReport report = bed.refresher().refreshAll(Refresher.Mode.AUTO);
    // That the triggers were created again is no reason for FULL.
    assertThat(TestBed.modes(report)).containsExactly("large DIFF", "totals DIFF");
    bed.assertEqual("large", "totals");
  }

  @Test
  void aNewcomerKeepsWhatOthersHaveConsumed() throws SQLException {
    bed.artifacts.filter("small", "orders", false, "amount < 10");
    bed.install();
    bed.artifacts.totals("totals", "orders", false).filter("small", "orders", false, "amount < 10");
    Gate filled = new Gate("public.totals", "seed");
    var install = TestBed.start(() -> bed.installer(filled).install(bed.artifacts.build(), false));
    filled.awaitReached();
    bed.write("INSERT INTO orders VALUES (100, 'c1', 1)");
    bed.assertEqualAfterRefresh("small");
    new Pruner(bed.settings).prune();
    assertThat(bed.value("SELECT count(*) FROM deltamill.orders__changes WHERE id = 100")).isEqualTo("1");
    filled.open();
    install.result();
    bed.assertEqualAfterRefresh("totals", "small");
    new Pruner(bed.settings).prune();
    assertThat(bed.value("SELECT count(*) FROM deltamill.orders__changes")).isEqualTo("0");
  }

  @Test
  void pruningRemovesWhatAllContainAndNothingElse() throws SQLException {
    bed.artifacts.filter("small", "orders", false, "amount < 10").totals("totals", "orders", false);
    bed.install();
    Connection open = bed.writer();
    TestBed.run(open, "INSERT INTO orders VALUES (100, 'c1', 1)");
    bed.write("INSERT INTO orders VALUES (101, 'c1', 1)");
    bed.refresh("small");
    assertThat(new Pruner(bed.settings).prune()).isZero();
    bed.refresh("totals");
    assertThat(new Pruner(bed.settings).prune()).isEqualTo(1);
    open.commit();
    assertThat(new Pruner(bed.settings).prune()).isZero();
    bed.assertEqualAfterRefresh("small", "totals");
  }

  @Test
  void aPruningDuringARefreshTakesNothingAway() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    bed.write("INSERT INTO orders VALUES (101, 'c1', 1)");
    Gate gate = new Gate("observed");
    var refresh = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
    gate.awaitReached();
    assertThat(new Pruner(bed.settings).prune()).isZero();
    gate.open();
    assertThat(TestBed.modes(refresh.result())).containsExactly("totals DIFF");
    bed.assertEqual("totals");
  }

  @Test
  void twoRefreshersCountNothingTwice() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    bed.write("INSERT INTO orders VALUES (101, 'c1', 1)");
    for (String step : new String[] {"sources locked", "stream tables locked", "observed", "probe", "frontier stored"}) {
      Gate gate = new Gate(step.equals("probe") ? "public.totals" : "", step);
      var first = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
      gate.awaitReached();
      var second = TestBed.start(() -> bed.refresher().refreshAll(Refresher.Mode.AUTO));
      bed.write("INSERT INTO orders SELECT max(id) + 1, 'c1', 1 FROM orders");
      gate.open();
      assertThat(first.result().complete()).isTrue();
      assertThat(second.result().complete()).isTrue();
      bed.assertEqualAfterRefresh("totals");
      bed.write("INSERT INTO orders SELECT max(id) + 1, 'c1', 1 FROM orders");
    }
  }

  @Test
  void aSecondRefresherDoesNotBeginWhileTheFirstIsAtWork() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    bed.write("INSERT INTO orders VALUES (101, 'c1', 1)");
    Gate gate = new Gate("observed");
    var first = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
    gate.awaitReached();
    Refresher hasty =
        new Refresher(bed.settings, PhaseListener.NONE, Backoff.DEFAULT.withPatience(Duration.ofMillis(50)));
    assertThatThrownBy(() -> hasty.refreshAll(Refresher.Mode.AUTO))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.BUSY));
    gate.open();
    assertThat(first.result().complete()).isTrue();
    assertThat(TestBed.modes(hasty.refreshAll(Refresher.Mode.AUTO))).containsExactly("totals NONE");
    bed.assertEqual("totals");
  }
}
