package dev.deltamill.cli;

import dev.deltamill.cli.demo.DemoCommand;
import dev.deltamill.cli.explain.ExplainCommand;
import dev.deltamill.cli.lint.LintCommand;
import dev.deltamill.cli.oracle.OracleCommand;
import dev.deltamill.cli.terminal.Console;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code deltamill} command. */
@Command(
    name = "deltamill",
    header = "Compiles SQL views into incremental SQL for any PostgreSQL, and runs it.",
    description = {
      "",
      "A stream table is a table that always equals a query. Write CREATE STREAM TABLE … AS query; compile",
      "it with the catalog of your database into SQL that you can review; apply that; refresh processes",
      "only what changed.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0  ok",
      "  1  it ran and found something: diagnostics, differences, what needs attention",
      "  2  it could not run",
      "",
      "deltamill COMMAND --help shows options and examples. NO_COLOR=1 switches colours off."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  private Main(Console console) {
    this.console = console;
  }

  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one command and returns its exit status. */
  public static int run(Console console, String... arguments) {
    CommandLine main = commandLine(console);
    Ansi ansi = console.style().colored() ? Ansi.ON : Ansi.OFF;
    ColorScheme colors = CommandLine.Help.defaultColorScheme(ansi);
    int exit =
        main.setOut(console.out())
            .setErr(console.err())
            .setColorScheme(colors)
            .setUsageHelpWidth(100)
            .setUsageHelpAutoWidth(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(
                (e, args) -> {
                  String name = e.getCommandLine().getCommandSpec().qualifiedName();
                  new Failure("", lower(Objects.toString(e.getMessage(), "")), name + " --help shows what can be said.").print(console, e, false);
                  return Exit.COULD_NOT_RUN;
                })
            .setExecutionExceptionHandler(
                (e, command, result) -> {
                  boolean debug = console.debug() || asksForDebug(result);
                  Failure.of(e).print(console, e, debug);
                  return Exit.COULD_NOT_RUN;
                })
            .execute(arguments);
    console.out().flush();
    if (console.out().checkError()) {
      new Failure("", "the output could not be written", "Its disk may be full, or its reader may have gone.")
          .print(console, new java.io.IOException("standard output"), false);
      exit = Exit.COULD_NOT_RUN;
    }
    console.err().flush();
    return exit;
  }

  /** All commands, as the user sees them. */
  static CommandLine commandLine(Console console) {
    CommandLine main = new CommandLine(new Main(console));
    Stream.of(
            new CatalogCommand(console),
            new CompileCommand(console),
            new LintCommand(console),
            new ExplainCommand(console),
            new ApplyCommand(console),
            new RefreshCommand(console),
            new VerifyCommand(console),
            new StatusCommand(console),
            new DropCommand(console),
            new DemoCommand(console))
        .forEach(main::addSubcommand);
    main.addSubcommand(OracleCommand.of(console));
    addHelp(main);
    return main;
  }

  private static void addHelp(CommandLine main) {
    for (CommandLine command : main.getSubcommands().values()) {
      command.addMixin("help", new Help());
      addHelp(command);
    }
  }

  private static boolean asksForDebug(CommandLine.ParseResult result) {
    CommandLine.ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--debug");
  }

  private static String lower(String message) {
    return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  @Override
  public void run() {
    Objects.requireNonNull(spec).commandLine().usage(console.out());
  }

  /** Every command has it. */
  static final class Help {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    private boolean asked;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      // Only a jar's manifest states it.
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"deltamill " + Objects.requireNonNullElse(version, "(unpackaged)")};
    }
  }
}
