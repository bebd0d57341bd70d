package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever it ends, the contents are those of the old frontier or those of the new one, and the next refresh goes on from there. */
class CrashTest {
  private TestBed bed;
  private final AtomicInteger round = new AtomicInteger();

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  private void change() throws SQLException {
    int n = round.incrementAndGet();
    bed.write(
        "INSERT INTO orders VALUES (%d, 'c%d', %d)".formatted(1000 + n, n % 7, n + 5),
        "UPDATE orders SET amount = 30 - amount WHERE id %% 5 = %d".formatted(n % 5),
        "DELETE FROM orders WHERE id = %d".formatted(n));
  }

  /** Contents and frontier, which must only change together. */
  private String state() throws SQLException {
    return bed.value(
        """
        SELECT concat(
          (SELECT string_agg(frontier::text || consumed::text, ' ' ORDER BY name) FROM deltamill.stream_table), ' | ',
          (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM large AS t), ' | ',
          (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM totals AS t))
        """);
  }

  private void awaitAlone() throws SQLException {
    bed.await("NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = '%s')".formatted(bed.role.name()));
  }

  private List<String> steps(Refresher.Mode mode) throws SQLException {
    List<String> steps = new ArrayList<>();
    change();
    bed.refresher((table, step) -> steps.add((table + " " + step).strip())).refreshAll(mode);
    bed.assertEqual("large", "totals");
    return steps;
  }

  @ParameterizedTest
  @EnumSource(Refresher.Mode.class)
  void aKilledProcessLosesAndDoublesNothing(Refresher.Mode mode) throws Exception {
    bed.install();
    List<String> steps = steps(mode);
    assertThat(steps).contains("sources locked", "stream tables locked", "observed", "frontier stored", "committed");
    if (mode == Refresher.Mode.AUTO) {
      assertThat(steps).contains("public.large probe", "public.large delta/01-orders", "public.large apply", "public.totals apply");
    }
    for (int step = 1; step <= steps.size(); step++) {
      change();
      String before = state();
      assertThat(KilledRefresh.killAfter(bed.database.urlAs(bed.role), step, mode)).isEqualTo(steps.get(step - 1));
      awaitAlone();
      if (steps.get(step - 1).equals("committed")) {
        assertThat(state()).isNotEqualTo(before);
        bed.assertEqual("large", "totals");
      } else {
        assertThat(state()).isEqualTo(before);
      }
      bed.assertEqualAfterRefresh("large", "totals");
    }
  }

  @Test
  void aTerminatedBackendLosesAndDoublesNothing() throws SQLException {
    bed.install();
    List<String> steps = steps(Refresher.Mode.AUTO);
    for (String stop : new TreeSet<>(steps)) {
      if (stop.equals("committed")) {
        continue;
      }
      change();
      String before = state();
      PhaseListener killer =
          (table, step) -> {
            if ((table + " " + step).strip().equals(stop)) {
              try {
                bed.value("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'".formatted(bed.role.name()));
                awaitAlone();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            }
          };
      assertThatThrownBy(() -> bed.refresher(killer).refreshAll(Refresher.Mode.AUTO))
          .as(stop)
          .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.CONNECTION_LOST));
      assertThat(state()).as(stop).isEqualTo(before);
      bed.assertEqualAfterRefresh("large", "totals");
    }
  }

  /** As a crash leaves it: nobody withdraws what was begun. */
  private void crashInstallAt(String stop) throws SQLException {
    PhaseListener killer =
        (table, step) -> {
          if (step.equals(stop)) {
            throw new Crash();
          }
        };
    assertThatThrownBy(() -> bed.installer(killer).install(bed.artifacts.build(), false)).isInstanceOf(Crash.class);
    awaitAlone();
  }

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"registered", "captured", "sources locked", "seed", "frontier stored", "committed"})
  void anInterruptedInstallIsCompletedByAnother(String stop) throws SQLException {
    crashInstallAt(stop);
    change();
    bed.refresher().refreshAll(Refresher.Mode.AUTO);
    change();
    bed.install();
    bed.assertEqualAfterRefresh("large", "totals");
    change();
    bed.assertEqualAfterRefresh("large", "totals");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registered", "captured", "seed"})
  void anInterruptedInstallCanBeDropped(String stop) throws SQLException {
    crashInstallAt(stop);
    new Dropper(bed.settings).drop(TestBed.name("large"), true);
    change();
    assertThat(bed.value("SELECT count(*) FROM pg_class WHERE relname LIKE '%\\_\\_%' AND relnamespace = 'deltamill'::regnamespace"))
        .isEqualTo("0");
    assertThat(bed.value("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'orders'::regclass")).isEqualTo("0");
  }
}
