package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.runtime.RefreshReport.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DDL and TRUNCATE on sources: noticed, never silently wrong, and never at the cost of the user's transaction. */
class DefinitionChangeTest {
  private TestBed bed;

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  private String contents() throws SQLException {
    return bed.value("SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM totals AS t");
  }

  private String state() throws SQLException {
    return bed.value("SELECT state || ': ' || state_reason FROM deltamill.stream_table");
  }

  private RefreshReport.Outcome refresh() {
    return bed.refreshOne("totals");
  }

  private void assertFull(String reason) throws SQLException {
    RefreshReport.Outcome outcome = refresh();
    assertThat(outcome.mode()).isEqualTo(Mode.FULL);
    assertThat(outcome.reason().orElseThrow()).contains(reason);
    assertThat(bed.value("SELECT reason FROM deltamill.refresh ORDER BY id DESC LIMIT 1")).contains(reason);
    bed.assertEqual("totals");
  }

  private void assertDiff() throws SQLException {
    bed.write("INSERT INTO orders (id, customer, amount) SELECT max(id) + 1, 'c1', 1 FROM orders");
    assertThat(refresh().mode()).isEqualTo(Mode.DIFF);
    bed.assertEqual("totals");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP COLUMN amount",
        "RENAME COLUMN amount TO price",
        "ALTER COLUMN amount TYPE numeric(10,4)",
        "ALTER COLUMN amount TYPE int USING amount * 100"
      })
  void aColumnThatNoLongerFitsStopsTheRefresh(String change) throws SQLException {
    String before = contents();
    bed.write("ALTER TABLE orders " + change, "INSERT INTO orders (id, customer) VALUES (500, 'c1')", "DELETE FROM orders WHERE id = 3");
    RefreshReport report = bed.refresh("totals");
    assertThat(report.complete()).isFalse();
    assertThat(report.outcomes().getFirst().reason().orElseThrow()).contains("orders").contains("amount");
    assertThat(state()).startsWith("needs_apply: ");
    assertThat(contents()).isEqualTo(before);
    // Reported each time, recorded once.
    assertThat(refresh().mode()).isEqualTo(Mode.BLOCKED);
    assertThat(bed.value("SELECT count(*) FROM deltamill.refresh")).isEqualTo("1");
    assertThatThrownBy(() -> bed.install())
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.SOURCE_DIFFERS));
  }

  @Test
  void whatFitsAgainIsFilledAgain() throws SQLException {
    bed.write("ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10,4)", "INSERT INTO orders VALUES (500, 'c1', 7)");
    assertThat(refresh().mode()).isEqualTo(Mode.BLOCKED);
    bed.write("ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10,2)");
    assertThat(refresh().mode()).isEqualTo(Mode.FULL);
    bed.assertEqual("totals");
    assertDiff();
  }

  @Test
  void consumersOfWhatIsBlockedWait() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("sums", "large", true);
    bed.install();
    bed.write("ALTER TABLE orders DROP COLUMN id");
    RefreshReport report = bed.refresh("sums");
    assertThat(TestBed.modes(report)).containsExactly("large BLOCKED", "sums BLOCKED");
    assertThat(bed.value("SELECT state FROM deltamill.stream_table WHERE name = 'public.sums'")).isEqualTo("active");
    assertThat(TestBed.modes(bed.refresh("sums"))).containsExactly("large BLOCKED", "sums BLOCKED");
  }

  @Test
  void aRewriteUnderTheSameTypeIsFull() throws SQLException {
    bed.write("ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10,2) USING amount * 100");
    assertFull("rewritten");
    assertDiff();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP COLUMN amount, ADD COLUMN amount numeric(10,2) DEFAULT 5",
        "RENAME COLUMN amount TO x; ALTER TABLE orders RENAME COLUMN price TO amount"
      })
  void anotherColumnOfTheSameNameAndTypeIsFull(String change) throws SQLException {
    bed.write("ALTER TABLE orders ADD COLUMN price numeric(10,2) DEFAULT 7");
    assertDiff();
    bed.write("ALTER TABLE orders " + change);
    assertFull("its columns were altered");
    assertDiff();
  }

  @Test
  void anAddedColumnIsHarmless() throws SQLException {
    bed.write("ALTER TABLE orders ADD COLUMN note text", "INSERT INTO orders VALUES (500, 'c1', 1, 'x')");
    assertThat(refresh().mode()).isEqualTo(Mode.DIFF);
    bed.assertEqual("totals");
  }

  @Test
  void anAssumptionThatNoLongerHoldsStopsTheRefreshUntilApplied() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    bed.install();
    bed.write("ALTER TABLE orders DROP CONSTRAINT orders_pkey");
    assertThat(bed.refreshOne("large").reason().orElseThrow()).contains("(id) is unique");
    // It does not read the key.
    assertThat(refresh().mode()).isEqualTo(Mode.NONE);
    bed.install();
    assertThat(bed.refreshOne("large").mode()).isEqualTo(Mode.FULL);
    bed.assertEqual("large");
  }

  @Test
  void aTruncateIsFull() throws SQLException {
    bed.write("TRUNCATE orders", "INSERT INTO orders VALUES (1, 'c1', 1)");
    assertFull("TRUNCATE");
    assertDiff();
    Connection writer = bed.writer();
    TestBed.run(writer, "TRUNCATE orders");
    TestBed.run(writer, "INSERT INTO orders VALUES (2, 'c1', 1)");
    writer.rollback();
    assertThat(refresh().mode()).isEqualTo(Mode.NONE);
    assertDiff();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sources locked", "observed", "frontier stored"})
  void aTruncateDuringARefreshIsKeptOutAndSeenByTheNext(String step) throws SQLException {
    bed.write("INSERT INTO orders VALUES (500, 'c1', 1)");
    Gate gate = new Gate(step);
    var refresh = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
    gate.awaitReached();
    Connection user = bed.writer();
    int pid = TestBed.pid(user);
    var truncate =
        TestBed.start(
            () -> {
              TestBed.run(user, "TRUNCATE orders");
              user.commit();
              return true;
            });
    bed.awaitWaiting(pid);
    gate.open();
    assertThat(refresh.result().complete()).isTrue();
    assertThat(truncate.result()).isTrue();
    assertFull("TRUNCATE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE orders DROP COLUMN amount",
        "ALTER TABLE orders ALTER COLUMN amount TYPE int USING amount * 100",
        "ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10,4)"
      })
  void aChangeBetweenLockAndReadsIsKeptOut(String change) throws SQLException {
    bed.write("INSERT INTO orders VALUES (500, 'c1', 1)");
    Gate gate = new Gate("sources locked");
    var refresh = TestBed.start(() -> bed.refresher(gate).refreshAll(Refresher.Mode.AUTO));
    gate.awaitReached();
    Connection user = bed.writer();
    int pid = TestBed.pid(user);
    var ddl =
        TestBed.start(
            () -> {
              TestBed.run(user, change);
              user.commit();
              return true;
            });
    bed.awaitWaiting(pid);
    gate.open();
    assertThat(TestBed.modes(refresh.result())).containsExactly("totals DIFF");
    assertThat(ddl.result()).isTrue();
    assertThat(bed.value("SELECT orders FROM totals WHERE customer = 'c1'")).isEqualTo("9");
    assertThat(refresh().mode()).isEqualTo(Mode.BLOCKED);
  }

  @Test
  void aChangeInProgressIsWaitedForWithoutALock() throws SQLException {
    Connection user = bed.writer();
    TestBed.run(user, "ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10,2) USING amount + 1");
    var refresh = TestBed.start(() -> bed.refresher().refreshAll(Refresher.Mode.FULL));
    assertThatThrownBy(
            () ->
                new Refresher(bed.settings, PhaseListener.NONE, Backoff.DEFAULT.withPatience(Duration.ofMillis(50)))
                    .refreshAll(Refresher.Mode.FULL))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.BUSY));
    user.commit();
    assertThat(refresh.result().complete()).isTrue();
    bed.assertEqual("totals");
  }

  @Test
  void aUsersTransactionIsNeverADeadlocksVictim() throws SQLException {
    bed.write(
        "CREATE TABLE archive (id int PRIMARY KEY, customer text, amount numeric(10,2))",
        "GRANT SELECT, TRIGGER ON archive TO " + bed.role.name());
    bed.artifacts.add(
        "everything",
        TestArtifacts.ORDERS,
        "SELECT id, customer, amount FROM orders UNION ALL SELECT id, customer, amount FROM archive",
        new TestArtifacts.Source("orders", false, TestArtifacts.ORDERS, "SELECT id, customer, amount, __weight FROM $changes"),
        new TestArtifacts.Source("archive", false, TestArtifacts.ORDERS, "SELECT id, customer, amount, __weight FROM $changes"));
    bed.install();
    bed.write("INSERT INTO archive VALUES (1, 'c1', 1)");
    // Names are locked in order: archive first. The user holds the second and wants the first.
    Connection user = bed.writer();
    TestBed.run(user, "ALTER TABLE orders ADD COLUMN note text");
    var refresh = TestBed.start(() -> bed.refresher().refreshAll(Refresher.Mode.AUTO));
    bed.await("EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = '%s' AND query LIKE '%%LOCK TABLE%%')".formatted(bed.role.name()));
    TestBed.run(user, "ALTER TABLE archive ADD COLUMN note text");
    user.commit();
    assertThat(refresh.result().complete()).isTrue();
    bed.assertEqual("everything", "totals");
  }

  @Test
  void aDisabledTriggerIsFullUntilItIsEnabledAndOnceAfter() throws SQLException {
    bed.write("ALTER TABLE orders DISABLE TRIGGER deltamill__insert", "INSERT INTO orders VALUES (500, 'c1', 1)");
    assertFull("triggers are missing or disabled");
    bed.write("INSERT INTO orders VALUES (501, 'c1', 1)", "ALTER TABLE orders ENABLE TRIGGER deltamill__insert");
    assertFull("disabled for some time");
    assertDiff();
    bed.write(
        "ALTER TABLE orders DISABLE TRIGGER USER",
        "INSERT INTO orders VALUES (600, 'c1', 1)",
        "ALTER TABLE orders ENABLE TRIGGER USER");
    assertFull("disabled for some time");
    assertDiff();
  }

  @Test
  void aTableThatWasReplacedIsFullUntilApplied() throws SQLException {
    bed.write(
        "ALTER TABLE orders RENAME TO orders_old",
        "CREATE TABLE orders (id int PRIMARY KEY, customer text, amount numeric(10,2))",
        "GRANT SELECT, TRIGGER ON orders TO " + bed.role.name(),
        "INSERT INTO orders VALUES (1, 'c1', 1)");
    assertFull("another table");
    bed.write("INSERT INTO orders VALUES (2, 'c1', 1)");
    assertFull("triggers are missing");
    bed.install();
    assertFull("disabled for some time");
    assertDiff();
    bed.write("INSERT INTO orders_old VALUES (700, 'elsewhere', 1)");
    assertThat(bed.value("SELECT count(*) FROM deltamill.orders__changes WHERE customer = 'elsewhere'")).isEqualTo("0");
    assertDiff();
    bed.write("DROP TABLE orders_old");
    bed.write("DROP TABLE orders");
    assertThat(refresh().reason().orElseThrow()).contains("there is no table public.orders");
    assertThat(new Dropper(bed.settings).drop(TestBed.name("totals"), false)).isEqualTo(List.of(TestBed.name("totals")));
  }

  @Test
  void rowsThatPoliciesHideAreNeverSilentlyLeftOut() throws SQLException {
    bed.write("ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "CREATE POLICY none ON orders USING (false)");
    String before = contents();
    assertThat(refresh().reason().orElseThrow()).contains("row-level security");
    assertThat(contents()).isEqualTo(before);
    assertThatThrownBy(() -> bed.install())
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.ROW_SECURITY));
    bed.write("ALTER TABLE orders DISABLE ROW LEVEL SECURITY", "INSERT INTO orders VALUES (500, 'c1', 1)");
    bed.assertEqualAfterRefresh("totals");
  }
}
