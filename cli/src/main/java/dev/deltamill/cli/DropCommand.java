package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Dropper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Removes stream tables. */
@Command(
    name = "drop",
    header = "Removes stream tables, and what captures their sources' changes when nobody else needs it.",
    description = "Sources are left exactly as they were before the stream table was installed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill drop revenue --url postgresql://me@localhost/shop",
      "  deltamill drop revenue --cascade     # and the stream tables that read it"
    })
final class DropCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Database database = new Options.Database();
  @Mixin private Options.Output output = new Options.Output();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Stream tables, with or without schema.")
  private List<String> names = List.of();

  @Option(names = "--cascade", description = "Also remove the stream tables that read them.")
  private boolean cascade;

  DropCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ConnectionSettings settings = database.settings(console);
    List<QualifiedName> resolved = InstalledNames.resolve(names, settings);
    List<QualifiedName> dropped = new ArrayList<>();
    try (Progress progress = new Progress(console)) {
      Dropper dropper = new Dropper(settings);
      // What reads another one goes before it.
      for (QualifiedName name : resolved.reversed()) {
        if (!dropped.contains(name)) {
          progress.step("dropping " + name);
          dropped.addAll(dropper.drop(name, cascade));
        }
      }
    }
    if (output.json()) {
      ObjectNode json = Json.object();
      json.set("dropped", Json.texts(dropped, QualifiedName::sql));
      Json.print(console, json);
    } else {
      dropped.forEach(name -> console.out().println(name + " dropped"));
    }
    return Exit.OK;
  }
}
