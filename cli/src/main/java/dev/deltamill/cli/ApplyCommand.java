package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.runtime.Backoff;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Indexes;
import dev.deltamill.runtime.InstallCheck;
import dev.deltamill.runtime.InstallReport;
import dev.deltamill.runtime.Installer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
      "  PGHOST=localhost PGDATABASE=shop deltamill apply artifacts/ --remove-absent",
      "  deltamill apply artifacts/ --create-indexes"
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

  @Option(
      names = "--create-indexes",
      description = {
        "Then make the indexes that the deltas look rows up by and that are missing, one after the other and without keeping"
            + " writers out. Takes the right to do so: the role owns the table, or has the role of its owner."
      })
  private boolean createIndexes;

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
    List<WantedIndex> missing = missing(settings, set);
    List<Indexes.Made> made = createIndexes ? create(settings, missing) : List.of();
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
      json.set("missingIndexes", Json.texts(missing, index -> IndexSql.create(index) + ";"));
      json.set(
          "createdIndexes",
          Json.texts(made.stream().filter(index -> index.refusal().isEmpty()).toList(), index -> index.wanted().on()));
      Json.print(console, json);
    } else {
      print(report);
      print(missing, made);
    }
    return made.stream().allMatch(index -> index.refusal().isEmpty()) ? Exit.OK : Exit.FINDINGS;
  }

  private static List<WantedIndex> missing(ConnectionSettings settings, ArtifactSet set) {
    return new Indexes(settings)
        .inspect(WantedIndex.of(set.manifests())).stream()
            .filter(index -> index.state() == IndexSupport.State.MISSING)
            .map(IndexSupport::wanted)
            .toList();
  }

  private List<Indexes.Made> create(ConnectionSettings settings, List<WantedIndex> missing) {
    try (Progress progress = new Progress(console)) {
      return new Indexes(settings).create(missing, index -> progress.step("making an index of " + index.on()));
    }
  }

  private void print(List<WantedIndex> missing, List<Indexes.Made> made) {
    if (!missing.isEmpty() && !createIndexes) {
      console
          .out()
          .printf(
              "%d index%s that deltas look rows up by %s missing: without, a refresh reads whole tables. --create-indexes makes %s;"
                  + " deltamill explain --url shows %s.%n",
              missing.size(), missing.size() == 1 ? "" : "es", missing.size() == 1 ? "is" : "are",
              missing.size() == 1 ? "it" : "them", missing.size() == 1 ? "it" : "them");
    }
    for (Indexes.Made index : made) {
      console
          .out()
          .println(
              index.refusal().isEmpty()
                  ? "index made on " + index.wanted().on()
                  : "index not made on %s: %s%n  = Make it yourself: %s;".formatted(index.wanted().on(), index.refusal(), IndexSql.create(index.wanted())));
    }
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
