package dev.deltamill.golden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.golden.DefinitionText;
import dev.deltamill.golden.Mill;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Verifier;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rounds of random changes: after each, every stream table is refreshed by DIFF and holds exactly what its query gives.
 *
 * <p>{@code -Ddeltamill.test.seed=7 -Ddeltamill.test.rounds=100} goes where the fixed seeds do not.
 */
class EngineTest {
  private static final Pattern TRUNCATED = Pattern.compile("TRUNCATE ([\\w, ]+)");

  /**
   * One sequence of changes.
   *
   * @param rounds number of refreshes
   */
  record Run(Workload workload, long seed, int rounds) {
    @Override
    public String toString() {
      return "%s, seed %d, %d rounds".formatted(workload, seed, rounds);
    }
  }

  static Stream<Run> runs() throws IOException {
    Long seed = Long.getLong("deltamill.test.seed");
    Workload small = Workload.small();
    Workload tpch = Workload.tpch();
    Workload outer = Workload.outer();
    if (seed != null) {
      int rounds = Integer.getInteger("deltamill.test.rounds", 50);
      return Stream.of(new Run(small, seed, rounds), new Run(tpch, seed, rounds), new Run(outer, seed, rounds));
    }
    return Stream.of(new Run(small, 1, 20), new Run(small, 2, 20), new Run(tpch, 3, 20), new Run(outer, 4, 15));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void staysEqual(Run run) throws SQLException {
    try (Rounds rounds = new Rounds(run)) {
      rounds.play();
    }
  }

  /** A run under way. */
  private static final class Rounds implements AutoCloseable {
    private final Run run;
    private final Random random;
    private final Changes changes;
    private final Mill mill;
    private final List<DefinitionText> definitions;
    private final List<Manifest> manifests;
    private int round;
    private List<String> statements = List.of();

    Rounds(Run run) throws SQLException {
      this.run = run;
      random = new Random(run.seed());
      changes = run.workload().changes().get();
      mill = new Mill(run.workload().schema().toArray(String[]::new));
      for (int i = 0; i < 10; i++) {
        statements = changes.next(random);
        mill.write(statements);
      }
      definitions = DefinitionText.allIn(run.workload().definitions());
      CompileResult result = mill.compile(run.workload() + ".sql", run.workload().definitions());
      assertThat(result).as(String.valueOf(result.diagnostics())).isInstanceOf(CompileResult.Compiled.class);
      CompileResult.Compiled compiled = (CompileResult.Compiled) result;
      manifests = compiled.artifacts().manifests();
      assertThat(manifests).hasSameSizeAs(definitions).allMatch(Manifest::differential);
      assertThat(compiled.plans().stream().filter(MaintenancePlan::tieBroken).map(plan -> plan.name().name().value()))
          .as("queries that leave a choice open")
          .containsAll(definitions.stream().filter(DefinitionText::open).map(DefinitionText::name).toList());
      mill.install(compiled.artifacts());
    }

    void play() throws SQLException {
      check(mill.verify());
      for (round = 1; round <= run.rounds(); round++) {
        statements = changes.next(random);
        mill.write(statements);
        checkModes(mill.refresh());
        assertThat(mill.filledWorkTables(manifests)).as(where("work tables")).isEmpty();
        List<Verifier.Result> verified = mill.verify();
        assertThat(verified).as(where("nothing happened since")).allMatch(result -> result.refresh().changed().isEmpty());
        check(verified);
        // What waits for a later pruning lies in the buffers of the next refresh.
        if (round % 3 == 0 || round == run.rounds()) {
          mill.prune();
          assertThat(mill.leftovers(manifests)).as(where("after pruning")).isEmpty();
        }
      }
    }

    /** DIFF, but for those that read a truncated table: no change says what was in it. */
    private void checkModes(RefreshReport report) {
      Set<String> truncated = truncated(statements);
      assertThat(report.outcomes()).as(where("refreshed")).hasSameSizeAs(manifests);
      for (Manifest manifest : manifests) {
        RefreshReport.Outcome outcome = report.outcome(manifest.name()).orElseThrow();
        List<String> reasons =
            manifest.sources().stream()
                .map(source -> source.table().sql())
                .filter(truncated::contains)
                .map(table -> table + ": TRUNCATE")
                .toList();
        if (reasons.isEmpty()) {
          assertThat(outcome.mode())
              .as(where(manifest.name() + " because " + outcome.reason().orElse("")))
              .isIn(RefreshReport.Mode.DIFF, RefreshReport.Mode.NONE);
        } else {
          assertThat(outcome.mode()).as(where(manifest.name().sql())).isEqualTo(RefreshReport.Mode.FULL);
          assertThat(outcome.reason()).as(where(manifest.name().sql())).contains(String.join("; ", reasons));
        }
      }
    }

    private static Set<String> truncated(List<String> statements) {
      // A transaction that is rolled back as a whole is the only place where a TRUNCATE does not count.
      return TRUNCATED
          .matcher(String.join("\n", statements).replaceAll("(?s)BEGIN\n((?!COMMIT).)*?\nROLLBACK(?=\n|$)", ""))
          .results()
          .flatMap(match -> Stream.of(match.group(1).strip().split(",\\s*")))
          .map(table -> "public." + table)
          .collect(Collectors.toSet());
    }

    /** Both comparisons, that which is shipped and one that owes it nothing. */
    private void check(List<Verifier.Result> verified) throws SQLException {
      assertThat(verified).as(where("verified")).hasSameSizeAs(manifests);
      List<String> wrong = new ArrayList<>();
      for (Verifier.Result result : verified) {
        if (!result.equal()) {
          wrong.add("verify: %s %s\n%s".formatted(result.name(), result.refresh().mode(), lines(result.differences())));
        }
      }
      for (Map.Entry<String, List<String>> differing : mill.differences(definitions).entrySet()) {
        DefinitionText definition =
            definitions.stream().filter(it -> it.name().equals(differing.getKey())).findFirst().orElseThrow();
        wrong.add("%s differs from %s\n%s".formatted(definition.name(), definition.query(), lines(differing.getValue())));
      }
      assertThat(wrong).as(where("rows")).isEmpty();
    }

    private static String lines(List<?> rows) {
      return rows.stream().limit(20).map(row -> "  " + row).collect(Collectors.joining("\n"));
    }

    private String where(String what) {
      return "%s: round %d of %s, after\n%s;\n".formatted(what, round, run, String.join(";\n", statements));
    }

    @Override
    public void close() throws SQLException {
      mill.close();
    }
  }
}
