package dev.deltamill.cli.lint;

import dev.deltamill.cli.Compilation;
import dev.deltamill.cli.Exit;
import dev.deltamill.cli.Inputs;
import dev.deltamill.cli.UserError;
import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Severity;
import dev.deltamill.ir.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Says everything that is wrong with definitions, or keeps them from DIFF. */
@Command(
    name = "lint",
    header = "Says what is wrong with definitions and what keeps them from DIFF; needs no database.",
    description = {
      "Reads every .sql file of the folders and writes nothing. Errors are definitions that are refused;",
      "warnings, stream tables that could only refresh by FULL; notices, what you should know. SARIF is",
      "what code scanners read.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill lint defs/ --catalog catalog.json",
      "  deltamill lint defs/ --catalog catalog.json --fail-on error",
      "  deltamill lint defs/ --catalog catalog.json --format sarif > deltamill.sarif",
      "  deltamill lint --code DM1301",
      "",
      "Exit status 1 tells that something weighs as much as --fail-on says."
    })
public final class LintCommand implements Callable<Integer> {
  private final Console console;

  /** How findings are written. */
  enum Form {
    text,
    json,
    sarif
  }

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files of definitions, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "What deltamill catalog wrote.")
  private @Nullable Path catalog;

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif",
      defaultValue = "text",
      description = "How the findings are written to standard output (default: text).")
  private Form form = Form.text;

  @Option(
      names = "--fail-on",
      paramLabel = "error|warning|notice",
      defaultValue = "warning",
      description = "From which weight on findings give exit status 1 (default: warning).")
  private Severity failOn = Severity.WARNING;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only show what a reason code such as DM1301 means, with an example and a remedy.")
  private @Nullable String code;

  @Option(names = "--debug", description = "Show stack traces; so does DELTAMILL_DEBUG=1.")
  private boolean debug;

  public LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (code != null) {
      console.out().print(CodePages.text(known(code)));
      return Exit.OK;
    }
    if (paths.isEmpty() || catalog == null) {
      throw new UserError(
          "what is to be linted, and with which catalog?", "Write deltamill lint defs/ --catalog catalog.json, or --code CODE.");
    }
    CatalogSnapshot snapshot = Inputs.catalog(catalog);
    List<SourceText> sources = Inputs.definitions(paths);
    List<Diagnostic> found = Deltamill.compile(snapshot, sources).diagnostics();
    switch (form) {
      case text -> print(found, sources);
      case json -> {
        ObjectNode document = Json.object();
        document.set("diagnostics", Compilation.diagnostics(found));
        Json.print(console, document);
      }
      case sarif -> Json.print(console, Sarif.document(found));
    }
    // Severities are declared from the heaviest on.
    boolean fails = found.stream().anyMatch(diagnostic -> diagnostic.severity().compareTo(failOn) <= 0);
    return fails ? Exit.FINDINGS : Exit.OK;
  }

  private static DiagnosticCode known(String written) {
    return Stream.of(DiagnosticCode.values())
        .filter(known -> known.code().equalsIgnoreCase(written))
        .findFirst()
        .orElseThrow(() -> new UserError("there is no reason code " + written, "Codes look like DM1301."));
  }

  private void print(List<Diagnostic> found, List<SourceText> sources) {
    for (Diagnostic diagnostic : found) {
      console.out().println(Compilation.render(diagnostic, sources, console.style()));
    }
    console
        .out()
        .printf(
            "%s linted: %s, %s, %s%n",
            count(sources.size(), "file"),
            count(of(found, Severity.ERROR), "error"),
            count(of(found, Severity.WARNING), "warning"),
            count(of(found, Severity.NOTICE), "notice"));
  }

  private static long of(List<Diagnostic> found, Severity severity) {
    return found.stream().filter(diagnostic -> diagnostic.severity() == severity).count();
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
