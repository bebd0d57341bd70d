package dev.deltamill.cli.oracle;

import dev.deltamill.cli.terminal.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What proves that refreshes are right. */
@Command(
    name = "oracle",
    header = "Proves on a PostgreSQL that stream tables equal their queries after changes.",
    description = {"", "A case is a JSON file: tables, queries, and changes to the tables.", ""},
    commandListHeading = "%nCommands:%n",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  deltamill oracle replay oracle/cases"})
public final class OracleCommand implements Runnable {
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  private OracleCommand(Console console) {
    this.console = console;
  }

  /** The command with its own commands. */
  public static CommandLine of(Console console) {
    return new CommandLine(new OracleCommand(console)).addSubcommand(new ReplayCommand(console));
  }

  @Override
  public void run() {
    Objects.requireNonNull(spec).commandLine().usage(console.out());
  }
}
