package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.runtime.Backoff;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Pruner;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Refresher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Brings stream tables up to date. */
@Command(
    name = "refresh",
    header = "Brings stream tables up to date with their sources.",
    description = {
      "Those that depend on one another are refreshed in one transaction and show one snapshot. Without",
      "names: all.",
      "Exit status 1 tells that a stream table could not be refreshed; its rows are as they were."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill refresh --url postgresql://me@localhost/shop",
      "  deltamill refresh revenue sales.by_nation     # these and what they read",
      "  deltamill refresh revenue --full              # recompute, to repair or to compare"
    })
final class RefreshCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Database database = new Options.Database();
  @Mixin private Options.Output output = new Options.Output();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Stream tables, with or without schema.")
  private List<String> names = List.of();

  @Option(names = "--full", description = "Recompute instead of processing the changes.")
  private boolean full;

  RefreshCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConnectionSettings settings = database.settings(console);
    Refresher.Mode mode = full ? Refresher.Mode.FULL : Refresher.Mode.AUTO;
    RefreshReport report;
    try (Progress progress = new Progress(console)) {
      progress.step("refreshing");
      Refresher refresher =
          new Refresher(
              settings, (table, step) -> progress.step("refreshing " + table + ": " + step), Backoff.DEFAULT);
      report =
          names.isEmpty()
              ? refresher.refreshAll(mode)
              : refresher.refresh(InstalledNames.resolve(names, settings), mode);
      if (report.outcomes().stream().anyMatch(RefreshCommand::consumed)) {
        progress.step("removing changes that all have consumed");
        new Pruner(settings).prune();
      }
    }
    if (output.json()) {
      ObjectNode json = Json.object();
      json.put("complete", report.complete());
      json.set("streamTables", Json.array(report.outcomes(), RefreshCommand::json));
      Json.print(console, json);
    } else {
      print(report);
    }
    return report.complete() ? Exit.OK : Exit.FINDINGS;
  }

  private static boolean consumed(RefreshReport.Outcome outcome) {
    return outcome.mode() == RefreshReport.Mode.DIFF || outcome.mode() == RefreshReport.Mode.FULL;
  }

  private void print(RefreshReport report) {
    Style style = console.style();
    TextTable table = new TextTable("STREAM TABLE", "MODE", ">INSERTED", ">UPDATED", ">DELETED", ">MS");
    for (RefreshReport.Outcome outcome : report.outcomes()) {
      table.row(
          outcome.name(),
          word(outcome.mode()),
          outcome.rows().inserted(),
          outcome.rows().updated(),
          outcome.rows().deleted(),
          "%.1f".formatted(outcome.totalMillis()));
      switch (outcome.mode()) {
        case DIFF -> table.style(1, style::good);
        case FULL -> table.style(1, style::doubtful);
        case NONE -> table.style(1, style::dim);
        case BLOCKED -> table.style(1, style::bad);
      }
    }
    console.out().print(table.isEmpty() ? "nothing is installed\n" : table.render(style));
    for (RefreshReport.Outcome outcome : report.outcomes()) {
      Optional<String> reason = outcome.reason();
      if (reason.isPresent()) {
        console.out().printf("%s: %s: %s%n", outcome.name(), word(outcome.mode()), reason.get());
      }
    }
  }

  static String word(RefreshReport.Mode mode) {
    return switch (mode) {
      case DIFF -> "DIFF";
      case FULL -> "FULL";
      case NONE -> "unchanged";
      case BLOCKED -> "blocked";
    };
  }

  static ObjectNode json(RefreshReport.Outcome outcome) {
    ObjectNode json = Json.object();
    json.put("name", outcome.name().sql());
    json.put("mode", outcome.mode().name().toLowerCase(Locale.ROOT));
    outcome.reason().ifPresent(reason -> json.put("reason", reason));
    outcome.sqlState().ifPresent(state -> json.put("sqlState", state));
    json.set("changed", Json.texts(outcome.changed(), source -> source));
    json.put("inserted", outcome.rows().inserted());
    json.put("updated", outcome.rows().updated());
    json.put("deleted", outcome.rows().deleted());
    ObjectNode millis = Json.object();
    outcome.millis().forEach(millis::put);
    json.set("millis", millis);
    return json;
  }
}
