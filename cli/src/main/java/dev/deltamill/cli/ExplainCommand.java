package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.name.QualifiedName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Explains definitions or artifacts. */
@Command(
    name = "explain",
    header = "Shows how a stream table is kept up to date: operators, safety classes, phases and their SQL.",
    description = "Explains artifacts, or definitions as they would be compiled. Changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill explain artifacts/ revenue",
      "  deltamill explain defs/ --catalog catalog.json revenue",
      "  deltamill explain artifacts/ --no-sql      # without the text of the phases"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Output output = new Options.Output();

  @Parameters(index = "0", paramLabel = "PATH", description = "A folder of artifacts, or definitions (file or folder).")
  private @Nullable Path path;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      arity = "0..*",
      description = "Stream tables, with or without schema (default: all).")
  private List<String> names = List.of();

  @Option(names = "--catalog", paramLabel = "FILE", description = "The catalog to compile definitions with.")
  private @Nullable Path catalog;

  @Option(names = "--no-sql", description = "Leave the SQL of the phases out.")
  private boolean withoutSql;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ArtifactSet> read = read(Inputs.given(path));
    if (read.isEmpty()) {
      return Exit.FINDINGS;
    }
    ArtifactSet set = read.get();
    List<QualifiedName> known = set.manifests().stream().map(Manifest::name).toList();
    List<QualifiedName> wanted = names.isEmpty() ? known : Names.resolve(names, known, "in " + path);
    Explanations explanations = new Explanations(set, !withoutSql, console.style());
    List<Manifest> manifests =
        set.manifests().stream().filter(manifest -> wanted.contains(manifest.name())).toList();
    if (output.json()) {
      ObjectNode json = Json.object();
      json.set("streamTables", Json.array(manifests, explanations::json));
      Json.print(console, json);
    } else {
      console.out().print(String.join("\n", manifests.stream().map(explanations::text).toList()));
    }
    return Exit.OK;
  }

  private Optional<ArtifactSet> read(Path from) throws IOException {
    if (Inputs.isArtifactFolder(from)) {
      return Optional.of(Inputs.artifacts(from));
    }
    if (catalog == null) {
      throw new UserError(
          from + " holds no artifacts", "To explain definitions, say with which catalog: --catalog catalog.json.");
    }
    return new Compilation(console, output.json()).run(List.of(from), catalog).map(compiled -> compiled.artifacts());
  }
}
