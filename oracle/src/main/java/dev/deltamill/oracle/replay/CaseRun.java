package dev.deltamill.oracle.replay;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.runtime.Installer;
import dev.deltamill.runtime.Problem;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Refresher;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One case from its fresh database to its results. */
final class CaseRun {
  private final Case it;
  private final Databases databases;
  private final int serverMajor;
  private final List<Tracked> tables;
  private int step;

  CaseRun(Case it, Databases databases, int serverMajor) {
    this.it = it;
    this.databases = databases;
    this.serverMajor = serverMajor;
    this.tables = it.tables().stream().map(table -> new Tracked(it, table)).toList();
  }

  List<TableResult> run() {
    if (it.minimumServer().orElse(0) > serverMajor) {
      decide(Outcome.SKIPPED, "it needs PostgreSQL %d".formatted(it.minimumServer().orElse(0)));
    } else {
      try {
        runInDatabase();
      } catch (SQLException | RuntimeException | StackOverflowError | AssertionError e) {
        decide(Outcome.FAILED, explain(e));
      }
    }
    return tables.stream().map(table -> table.result(step)).toList();
  }

  private void runInDatabase() throws SQLException {
    try (Databases.Fresh database = databases.create();
        Deadline deadline = new Deadline(database)) {
      try (Writer writer = new Writer(database.settings())) {
        play(database, writer);
      } catch (Writer.Failed e) {
        decide(Outcome.FAILED, Replay.message(e));
      } catch (SQLException | Problem e) {
        if (!deadline.passed()) {
          throw e;
        }
        decide(Outcome.FAILED, "it took longer than %d s".formatted(Deadline.SECONDS));
      }
    }
  }

  private void play(Databases.Fresh database, Writer writer) throws SQLException, Writer.Failed {
    writer.run("setup", it.setup());
    Optional<CompileResult.Compiled> compiled = new Definitions(CatalogReader.read(writer.connection()), tables).compile();
    if (compiled.isEmpty()) {
      return;
    }
    try (ReusedConnection connection = new ReusedConnection(database.settings());
        Comparer comparer = new Comparer(database.settings().open(), it, writer.searchPath())) {
      new Installer(connection).install(compiled.get().artifacts(), false);
      comparer.compare(undecided(), step);
      Refresher refresher = new Refresher(connection);
      for (List<String> statements : it.steps()) {
        if (undecided().isEmpty()) {
          return;
        }
        step++;
        writer.run("step " + step, statements);
        refresh(refresher);
        comparer.compare(undecided(), step);
      }
    }
  }

  private void refresh(Refresher refresher) {
    RefreshReport report = refresher.refreshAll(Refresher.Mode.AUTO);
    for (Tracked table : undecided()) {
      RefreshReport.Outcome outcome = report.outcome(table.plan().name()).orElseThrow();
      String reason = outcome.reason().orElse("no reason was given");
      switch (outcome.mode()) {
        case DIFF -> table.refreshedByDiff();
        case FULL -> table.refreshedByFull(step, reason);
        case NONE -> {}
        case BLOCKED -> table.decide(Outcome.FAILED, step, "it could not be refreshed: " + reason);
      }
    }
  }

  private List<Tracked> undecided() {
    return tables.stream().filter(Tracked::undecided).toList();
  }

  private void decide(Outcome outcome, String detail) {
    tables.forEach(table -> table.decide(outcome, step, detail));
  }

  private static String explain(Throwable e) {
    if (e instanceof Problem problem) {
      return "%s [%s]".formatted(Replay.message(problem), problem.code().code());
    }
    if (e instanceof SQLException sql) {
      return "%s (SQLSTATE %s)".formatted(Replay.message(sql), sql.getSQLState());
    }
    StackTraceElement[] trace = e.getStackTrace();
    return "%s at %s".formatted(e, trace.length == 0 ? "an unknown place" : trace[0]);
  }
}
