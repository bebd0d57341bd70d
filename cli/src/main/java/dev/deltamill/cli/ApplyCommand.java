package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.runtime.Backoff;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.InstallCheck;
import dev.deltamill.runtime.InstallReport;
import dev.deltamill.runtime.Installer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Brings a database to a set of artifacts. */
@Command(
    name = "apply",
    header = "Installs compiled stream tables in a database, or brings it up to date with them.",
    description = {
      "Refuses artifacts that do not match their hashes, tables that differ from those compiled for, and",
      "missing privileges before it changes anything. What is installed already stays as it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill apply artifacts/ --url postgresql://me@localhost/shop",
      "  PGHOST=localhost PGDATABASE=shop deltamill apply artifacts/ --remove-absent"
    })
final class ApplyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Database database = new Options.Database();
  @Mixin private Options.Output output = new Options.Output();

  @Parameters(paramLabel = "ARTIFACTS", description = "The folder that deltamill compile wrote.")
  private @Nullable Path folder;

  @Option(
      names = "--remove-absent",
      description = "Drop stream tables that are installed and that this folder does not have.")
  private boolean removeAbsent;

  ApplyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ArtifactSet set = Inputs.artifacts(Inputs.given(folder));
    ConnectionSettings settings = database.settings(console);
    InstallReport report;
    try (Progress progress = new Progress(console)) {
      progress.step("installing");
      report =
          new Installer(
                  settings,
                  (table, step) -> progress.step("installing " + table + ": " + step),
                  InstallCheck.NONE,
                  Backoff.DEFAULT)
              .install(set, removeAbsent);
    }
    if (output.json()) {
      ObjectNode json = Json.object();
      json.set(
          "streamTables",
          Json.array(
              report.tables(),
              entry -> {
                ObjectNode table = Json.object();
                table.put("name", entry.name().sql());
                table.put("action", word(entry.action()).replace(' ', '_'));
                return table;
              }));
      Json.print(console, json);
    } else {
      print(report);
    }
    return Exit.OK;
  }

  private void print(InstallReport report) {
    Style style = console.style();
    TextTable table = new TextTable("STREAM TABLE", "WHAT HAPPENED");
    for (InstallReport.Entry entry : report.tables()) {
      table.row(entry.name(), word(entry.action()));
      switch (entry.action()) {
        case INSTALLED, COMPLETED, REINSTALLED, UPDATED -> table.style(1, style::good);
        case UNCHANGED -> table.style(1, style::dim);
        case REMOVED, NOT_IN_SET -> table.style(1, style::doubtful);
      }
    }
    console.out().print(table.isEmpty() ? "nothing to install\n" : table.render(style));
    if (report.tables().stream().anyMatch(entry -> entry.action() == InstallReport.Action.NOT_IN_SET)) {
      console.out().println("What is not in this folder stays installed; --remove-absent drops it.");
    }
  }

  private static String word(InstallReport.Action action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
