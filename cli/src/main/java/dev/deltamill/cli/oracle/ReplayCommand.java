package dev.deltamill.cli.oracle;

import dev.deltamill.cli.Exit;
import dev.deltamill.cli.TextFile;
import dev.deltamill.cli.UserError;
import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.cases.CaseFiles;
import dev.deltamill.oracle.cases.CaseFormatException;
import dev.deltamill.oracle.replay.Outcome;
import dev.deltamill.oracle.replay.Replay;
import dev.deltamill.oracle.replay.ReportLines;
import dev.deltamill.oracle.replay.Summary;
import dev.deltamill.oracle.replay.TableResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs case files. */
@Command(
    name = "replay",
    header = "Runs case files: changes tables, refreshes, and compares every stream table with its query.",
    description = {
      "",
      "Each case gets a fresh database: its setup runs, its stream tables are compiled in mode auto",
      "and installed; then after each step they are refreshed and compared with their queries, by",
      "value and by image. Runs on a PostgreSQL that starts by itself, or with --url on a server where",
      "databases may be created; they are dropped afterwards.",
      "",
      "Outcomes: equal; different (a wrong answer); refused (the compiler rejects the definition);",
      "failed (any other error); skipped (the server is too old, or the query gives other rows each",
      "time). What is different or failed is shown on standard error; the line on standard output",
      "sums up. Exit status 1 tells that something is different or failed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill oracle replay oracle/cases",
      "  deltamill oracle replay oracle/cases/tpch finding.json --postgres 15 --report report.jsonl",
      "  deltamill oracle replay oracle/cases --jobs 4 --show-refused",
      "  deltamill oracle replay finding.json --url postgresql://me@localhost/postgres"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Case files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--postgres",
      paramLabel = "N",
      description = {
        "Major version of the PostgreSQL to start (default: the newest there is). Others than the bundled one come from"
            + " jars in the folder that DELTAMILL_POSTGRES names."
      })
  private @Nullable Integer postgres;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Run on this server instead; a role that may create databases. PGPASSWORD and ~/.pgpass count.")
  private @Nullable String url;

  @Option(names = "--report", paramLabel = "FILE", description = "Write one line of JSON per stream table there.")
  private @Nullable Path report;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many cases run at once (default: one for each processor).")
  private @Nullable Integer jobs;

  @Option(names = "--show-refused", description = "Also show why definitions are refused.")
  private boolean showRefused;

  @Option(names = "--debug", description = "Show stack traces; so does DELTAMILL_DEBUG=1.")
  private boolean debug;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    if (url != null && postgres != null) {
      throw new UserError("--url and --postgres exclude each other", "The server at the URL has a version already.");
    }
    if (jobs != null && (jobs < 1 || jobs > 64)) {
      throw new UserError("--jobs " + jobs + " is out of range", "Write a number from 1 to 64.");
    }
    List<Case> cases = cases();
    if (report != null) {
      TextFile.write(report, "");
    }
    long start = System.nanoTime();
    List<TableResult> results = run(cases);
    if (report != null) {
      TextFile.write(report, ReportLines.of(results));
    }
    results.forEach(this::show);
    Summary summary = Summary.of(results);
    console.out().println(summary.line((System.nanoTime() - start) / 1e9));
    return summary.bad() ? Exit.FINDINGS : Exit.OK;
  }

  private List<Case> cases() throws IOException {
    try {
      List<Case> cases = CaseFiles.read(paths);
      if (cases.isEmpty()) {
        throw new UserError("there is no .json file in " + paths, "Name case files, or folders of them.");
      }
      return cases;
    } catch (CaseFormatException e) {
      throw new UserError(String.valueOf(e.getMessage()), e.remedy(), e);
    }
  }

  private List<TableResult> run(List<Case> cases) throws IOException, SQLException {
    int workers = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    try (Progress progress = new Progress(console)) {
      progress.step("starting PostgreSQL");
      try (ReplayServer server = server()) {
        progress.bar("replaying", 0, cases.size());
        return new Replay(server.settings(), workers, (_, done) -> progress.bar("replaying", done, cases.size())).run(cases);
      }
    }
  }

  private ReplayServer server() throws IOException {
    return url == null
        ? ReplayServer.start(Optional.ofNullable(postgres), console.environment())
        : ReplayServer.given(url, console.environment());
  }

  private void show(TableResult result) {
    if (!result.outcome().isBad() && !(showRefused && result.outcome() == Outcome.REFUSED)) {
      return;
    }
    String word = result.outcome().word();
    String label = result.outcome().isBad() ? console.errorStyle().bad(word) : console.errorStyle().doubtful(word);
    console.err().printf("%s: %s, %s, step %d%n", label, result.file(), result.table(), result.step());
    result.detail().lines().forEach(line -> console.err().println("  " + line));
  }
}
