package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.Verifier;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Compares stream tables with their queries. */
@Command(
    name = "verify",
    header = "Compares stream tables with their queries, row by row.",
    description = {
      "Refreshes and compares in one snapshot, so that writers do not matter. Without names: all.",
      "Exit status 1 tells that a row differs, or that a stream table could not be compared."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill verify --url postgresql://me@localhost/shop",
      "  deltamill verify revenue --rows 100 --format json"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Database database = new Options.Database();
  @Mixin private Options.Output output = new Options.Output();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Stream tables, with or without schema.")
  private List<String> names = List.of();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many differing rows of each stream table are shown (default: 10).")
  private int rows;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (rows < 0) {
      throw new UserError("--rows " + rows + " is negative", "Write how many rows are to be shown.");
    }
    ConnectionSettings settings = database.settings(console);
    List<Verifier.Result> results;
    try (Progress progress = new Progress(console)) {
      progress.step("comparing");
      // At least one row tells that there is a difference.
      Verifier verifier = new Verifier(settings, Math.max(1, rows));
      results =
          names.isEmpty() ? verifier.verifyAll() : verifier.verify(InstalledNames.resolve(names, settings));
    }
    boolean equal = results.stream().allMatch(Verifier.Result::acceptable);
    if (output.json()) {
      ObjectNode json = Json.object();
      json.put("equal", equal);
      json.set("streamTables", Json.array(results, this::json));
      Json.print(console, json);
    } else {
      print(results);
    }
    return equal ? Exit.OK : Exit.FINDINGS;
  }

  private static boolean blocked(Verifier.Result result) {
    return result.refresh().mode() == RefreshReport.Mode.BLOCKED;
  }

  private static String outcome(Verifier.Result result) {
    if (result.notComparable().isPresent()) {
      return "not comparable";
    }
    return blocked(result) ? "not compared" : result.equal() ? "equal" : "different";
  }

  private void print(List<Verifier.Result> results) {
    Style style = console.style();
    TextTable table = new TextTable("STREAM TABLE", "REFRESHED", "RESULT");
    for (Verifier.Result result : results) {
      table.row(result.name(), RefreshCommand.word(result.refresh().mode()), outcome(result));
      table.style(2, result.equal() ? style::good : result.acceptable() ? style::dim : style::bad);
    }
    console.out().print(table.isEmpty() ? "nothing is installed\n" : table.render(style));
    for (Verifier.Result result : results) {
      result
          .refresh()
          .reason()
          .ifPresent(
              reason ->
                  console.out().printf("%s: %s: %s%n", result.name(), RefreshCommand.word(result.refresh().mode()), reason));
      result
          .notComparable()
          .ifPresent(reason -> console.out().printf("%s: not comparable: %s%n", result.name(), reason));
      if (!result.differences().isEmpty() && rows > 0) {
        console.out().printf("%n%s differs from its query:%n", result.name());
        TextTable rowTable = new TextTable("SIDE", ">COPIES", "ROW");
        result.differences().forEach(row -> rowTable.row(row.side(), row.copies(), row.row()));
        console.out().print(rowTable.render(style));
        if (result.more()) {
          console.out().println("… and more; --rows shows them.");
        }
      }
    }
  }

  private ObjectNode json(Verifier.Result result) {
    ObjectNode json = Json.object();
    json.put("name", result.name().sql());
    json.put("result", outcome(result).replace(' ', '_'));
    result.notComparable().ifPresent(reason -> json.put("notComparable", reason));
    json.set("refresh", RefreshCommand.json(result.refresh()));
    json.set(
        "differences",
        Json.array(
            result.differences().subList(0, Math.min(rows, result.differences().size())),
            row -> {
              ObjectNode node = Json.object();
              node.put("side", row.side());
              node.put("copies", row.copies());
              node.put("row", row.row());
              return node;
            }));
    json.put("more", result.more());
    return json;
  }
}
