package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.StatusReader;
import dev.deltamill.runtime.StatusReader.LastRefresh;
import dev.deltamill.runtime.StatusReader.State;
import dev.deltamill.runtime.StatusReader.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Shows how stream tables stand. */
@Command(
    name = "status",
    header = "Shows how each installed stream table stands: class, age, pending changes, last refresh.",
    description = "Changes nothing. Exit status 1 tells that a stream table needs attention.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill status --url postgresql://me@localhost/shop",
      "  deltamill status revenue --format json"
    })
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Database database = new Options.Database();
  @Mixin private Options.Output output = new Options.Output();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Stream tables, with or without schema (default: all).")
  private List<String> names = List.of();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConnectionSettings settings = database.settings(console);
    List<Status> all = new StatusReader(settings).read();
    List<QualifiedName> known = all.stream().map(Status::name).toList();
    List<QualifiedName> wanted =
        names.isEmpty() ? known : Names.resolve(names, known, "in " + settings.database());
    List<Status> shown = all.stream().filter(status -> wanted.contains(status.name())).toList();
    if (output.json()) {
      ObjectNode json = Json.object();
      json.set("streamTables", Json.array(shown, StatusCommand::json));
      Json.print(console, json);
    } else {
      print(shown);
    }
    return shown.stream().anyMatch(StatusCommand::needsAttention) ? Exit.FINDINGS : Exit.OK;
  }

  /** A table that will repair itself at its next refresh needs nobody. */
  private static boolean needsAttention(Status status) {
    return status.state() == State.INSTALLING || status.state() == State.NEEDS_APPLY || raised(status);
  }

  /** Whether its last refresh ended with an error. */
  private static boolean raised(Status status) {
    return status
        .lastRefresh()
        .filter(last -> last.mode() == RefreshReport.Mode.BLOCKED && last.sqlState().isPresent())
        .filter(last -> status.age().isEmpty() || last.ago().compareTo(status.age().get()) < 0)
        .isPresent();
  }

  private void print(List<Status> shown) {
    Style style = console.style();
    TextTable table =
        new TextTable("STREAM TABLE", "STATE", "CLASS", "REFRESH", "SCHEDULE", ">AGE", ">PENDING", "LAST", ">MS");
    for (Status status : shown) {
      Optional<LastRefresh> last = status.lastRefresh();
      table.row(
          status.name(),
          word(status.state()),
          status.manifest().safety().name(),
          Summaries.refresh(status.manifest()),
          status.manifest().schedule().text(),
          status.age().map(StatusCommand::text).orElse("–"),
          status.pending(),
          last.map(refresh -> RefreshCommand.word(refresh.mode())).orElse("–"),
          last.map(refresh -> "%.1f".formatted(refresh.millis())).orElse("–"));
      switch (status.state()) {
        case ACTIVE -> table.style(1, style::good);
        case NEEDS_REINIT -> table.style(1, style::doubtful);
        case INSTALLING, NEEDS_APPLY -> table.style(1, style::bad);
      }
    }
    console.out().print(table.isEmpty() ? "nothing is installed\n" : table.render(style));
    for (Status status : shown) {
      status
          .reason()
          .ifPresent(reason -> console.out().printf("%s: %s: %s%n", status.name(), word(status.state()), reason));
      status.manifest().reasons().forEach(reason -> console.out().printf("%s: FULL: %s%n", status.name(), reason));
      status
          .lastRefresh()
          .flatMap(LastRefresh::reason)
          .ifPresent(reason -> console.out().printf("%s: last refresh: %s%n", status.name(), reason));
    }
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  private static ObjectNode json(Status status) {
    ObjectNode json = Summaries.summary(status.manifest());
    json.put("state", status.state().name().toLowerCase(Locale.ROOT));
    status.reason().ifPresent(reason -> json.put("stateReason", reason));
    status.age().ifPresent(age -> json.put("ageMillis", age.toMillis()));
    json.put("pending", status.pending());
    status
        .lastRefresh()
        .ifPresent(
            last -> {
              ObjectNode node = Json.object();
              node.put("mode", last.mode().name().toLowerCase(Locale.ROOT));
              last.reason().ifPresent(reason -> node.put("reason", reason));
              last.sqlState().ifPresent(state -> node.put("sqlState", state));
              node.put("agoMillis", last.ago().toMillis());
              node.put("inserted", last.rows().inserted());
              node.put("updated", last.rows().updated());
              node.put("deleted", last.rows().deleted());
              node.put("millis", last.millis());
              json.set("lastRefresh", node);
            });
    return json;
  }
}
