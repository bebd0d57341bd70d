package dev.deltamill.cli.demo;

import dev.deltamill.cli.Exit;
import dev.deltamill.cli.UserError;
import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what Deltamill does, on data that it makes. */
@Command(
    name = "demo",
    header = "Shows stream tables over TPC-H on a PostgreSQL that it starts by itself; takes about a minute.",
    description = {
      "Loads the data, compiles a file of definitions, installs the stream tables; then changes the data,",
      "refreshes by DIFF beside FULL, and compares every stream table with its query. Exit status 1 tells",
      "that one differed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill demo",
      "  deltamill demo --scale 0.2 --rounds 5",
      "  deltamill demo --keep                  # the server stays, to look around"
    })
public final class DemoCommand implements Callable<Integer> {
  /** What a DBA would set on a small machine with an SSD. */
  private static final Map<String, String> SETTINGS =
      Map.of("shared_buffers", "256MB", "random_page_cost", "1.1", "max_wal_size", "4GB");

  private final Console console;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "0.05",
      description = "Scale factor of TPC-H; 1 is a gigabyte (default: 0.05).")
  private double scale;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often data changes and stream tables are refreshed (default: 3).")
  private int rounds;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "Where definitions, catalog and artifacts are written (default: a new temporary folder).")
  private @Nullable Path folder;

  @Option(names = "--keep", description = "Leave the server up and say how to connect.")
  private boolean keep;

  @Option(names = "--debug", description = "Show stack traces; so does DELTAMILL_DEBUG=1.")
  private boolean debug;

  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    if (!(scale >= 0.001 && scale <= 100)) {
      throw new UserError("--scale " + scale + " is out of range", "Write a number from 0.001 to 100.");
    }
    if (rounds < 1 || rounds > 40) {
      throw new UserError("--rounds " + rounds + " is out of range", "Write a number from 1 to 40.");
    }
    Path target = folder == null ? Files.createTempDirectory("deltamill-demo-") : Files.createDirectories(folder);
    try (Progress progress = new Progress(console)) {
      progress.step("starting PostgreSQL");
      long start = System.nanoTime();
      EmbeddedServer.Builder builder = EmbeddedServer.builder().settings(SETTINGS);
      try (EmbeddedServer server = keep ? builder.keep().start() : builder.start()) {
        Stage stage = new Stage(console, progress);
        stage.done("PostgreSQL " + server.version() + " started on port " + server.port(), start);
        boolean equal = new Demo(stage, server.jdbcUrl("postgres"), target, Tpch.of(scale)).run(rounds);
        if (keep) {
          explain(server, target);
        }
        return equal ? Exit.OK : Exit.FINDINGS;
      }
    }
  }

  private void explain(EmbeddedServer server, Path target) throws IOException {
    String url =
        String.format(
            Locale.ROOT,
            "postgresql://%s:%s@127.0.0.1:%d/postgres",
            server.user(),
            server.password(),
            server.port());
    Path data = server.dataDirectory();
    String stop = server.detach();
    console
        .out()
        .printf(
            """

            The server stays up. Try:
              psql %1$s
              deltamill status --url %1$s
              deltamill explain %2$s nation_revenue
            Stop it with: %3$s
            Its data stay in %4$s until you delete that folder.
            """,
            url,
            target.resolve(Demo.ARTIFACTS),
            stop,
            data.getParent());
  }
}
