package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Definitions compiled, and their diagnostics shown. */
public final class Compilation {
  private final Console console;
  private final boolean json;

  public Compilation(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Empty where the definitions are refused: then the user was told why. */
  public Optional<CompileResult.Compiled> run(List<Path> paths, Path catalogFile) throws IOException {
    CatalogSnapshot catalog = Inputs.catalog(catalogFile);
    List<SourceText> sources = Inputs.definitions(paths);
    CompileResult result;
    try (Progress progress = new Progress(console)) {
      progress.step("compiling");
      result = Deltamill.compile(catalog, sources);
    }
    return switch (result) {
      case CompileResult.Compiled compiled -> {
        if (!json) {
          print(compiled.diagnostics(), sources);
        }
        yield Optional.of(compiled);
      }
      case CompileResult.Rejected rejected -> {
        if (json) {
          ObjectNode document = Json.object();
          document.set("diagnostics", diagnostics(rejected.diagnostics()));
          Json.print(console, document);
        } else {
          print(rejected.diagnostics(), sources);
          long errors = rejected.diagnostics().stream().filter(Diagnostic::isError).count();
          console.err().printf("%d error%s; nothing was written%n", errors, errors == 1 ? "" : "s");
        }
        yield Optional.empty();
      }
    };
  }

  private void print(List<Diagnostic> diagnostics, List<SourceText> sources) {
    for (Diagnostic diagnostic : diagnostics) {
      console.err().println(render(diagnostic, sources, console.errorStyle()));
    }
  }

  /** A diagnostic with the line of its source that it is about. */
  public static String render(Diagnostic diagnostic, List<SourceText> sources, Style style) {
    String text =
        sources.stream()
            .filter(source -> source.name().equals(diagnostic.span().file()))
            .map(SourceText::text)
            .findFirst()
            .orElse("");
    String rendered = diagnostic.render(text);
    String label = diagnostic.severity().word() + " [" + diagnostic.code().code() + "]";
    String shown = diagnostic.isError() ? style.bad(label) : style.doubtful(label);
    int at = rendered.indexOf(label);
    return at < 0 ? rendered : rendered.substring(0, at) + shown + rendered.substring(at + label.length());
  }

  public static JsonNode diagnostics(List<Diagnostic> diagnostics) {
    return Json.array(
        diagnostics,
        diagnostic -> {
          ObjectNode node = Json.object();
          node.put("severity", diagnostic.severity().word());
          node.put("code", diagnostic.code().code());
          node.put("file", diagnostic.span().file());
          node.put("line", diagnostic.span().line());
          node.put("column", diagnostic.span().column());
          node.put("endLine", diagnostic.span().endLine());
          node.put("endColumn", diagnostic.span().endColumn());
          node.put("message", diagnostic.message());
          node.put("remedy", diagnostic.remedy());
          return node;
        });
  }
}
