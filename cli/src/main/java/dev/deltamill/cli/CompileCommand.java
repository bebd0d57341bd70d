package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Style;
import dev.deltamill.cli.terminal.TextTable;
import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.artifact.ArtifactFolder;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
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

/** Compiles definitions to artifacts. */
@Command(
    name = "compile",
    header = "Compiles CREATE STREAM TABLE definitions to SQL that you can review.",
    description = {
      "Reads every .sql file of the folders, in order of their names; needs no database. The same input",
      "gives the same bytes on any machine: commit the artifacts and review their changes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill compile defs/ --catalog catalog.json -o artifacts/",
      "  deltamill compile defs/ --catalog catalog.json -o artifacts/ \\",
      "    --java-out src/main/java --java-package com.example.tables",
      "  deltamill compile defs/ --catalog catalog.json --check     # writes nothing"
    })
final class CompileCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Output output = new Options.Output();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files of definitions, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--catalog",
      required = true,
      paramLabel = "FILE",
      description = "What deltamill catalog wrote.")
  private @Nullable Path catalog;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the artifacts are written; files of definitions that are gone are deleted there.")
  private @Nullable Path target;

  @Option(names = "--check", description = "Only say what is wrong and what each stream table would be.")
  private boolean check;

  @Option(names = "--java-out", paramLabel = "FOLDER", description = "Also write a Java class per stream table there.")
  private @Nullable Path javaFolder;

  @Option(names = "--java-package", paramLabel = "PACKAGE", description = "Package of the Java classes.")
  private @Nullable String javaPackage;

  CompileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Optional<CompileResult.Compiled> result = new Compilation(console, output.json()).run(paths, Inputs.given(catalog));
    if (result.isEmpty()) {
      return Exit.FINDINGS;
    }
    CompileResult.Compiled compiled = result.get();
    Optional<JavaSources> java = Optional.empty();
    if (javaFolder != null) {
      java = Optional.of(JavaSources.of(compiled, javaFolder, javaPackage == null ? "" : javaPackage));
    }
    Optional<ArtifactFolder.Changes> changes = Optional.empty();
    if (target != null && !check) {
      changes = Optional.of(ArtifactFolder.write(compiled.artifacts(), target));
    }
    int classes = java.isPresent() && !check ? java.get().write() : 0;
    if (output.json()) {
      Json.print(console, json(compiled, changes));
    } else {
      print(compiled, changes, classes);
    }
    return Exit.OK;
  }

  private void checkOptions() {
    if (target == null && !check) {
      throw new UserError("where are the artifacts to be written?", "Write -o artifacts/, or --check to write nothing.");
    }
    if (javaPackage != null && javaFolder == null) {
      throw new UserError("--java-package needs --java-out", "Say where the classes are to be written.");
    }
  }

  private void print(CompileResult.Compiled compiled, Optional<ArtifactFolder.Changes> changes, int classes) {
    Style style = console.style();
    TextTable table = new TextTable("STREAM TABLE", "CLASS", "REFRESH", "SCHEDULE", ">DELTA STEPS", "READS");
    for (Manifest manifest : compiled.artifacts().manifests()) {
      List<String> reads = manifest.sources().stream().map(source -> source.table().name().sql()).toList();
      table.row(
          manifest.name(),
          manifest.safety().name(),
          Summaries.refresh(manifest),
          manifest.schedule().text(),
          manifest.phases(Phase.Kind.DELTA).size(),
          String.join(", ", reads));
      table.style(2, manifest.differential() ? style::good : style::doubtful);
    }
    console.out().print(table.isEmpty() ? "no definitions\n" : table.render(style));
    changes.ifPresent(
        made ->
            console
                .out()
                .printf(
                    "%s: %d files written, %d deleted, %d unchanged%n",
                    target, made.written().size(), made.deleted().size(), made.unchanged().size()));
    if (classes > 0) {
      console.out().printf("%s: %d Java classes%n", javaFolder, classes);
    }
  }

  private static ObjectNode json(CompileResult.Compiled compiled, Optional<ArtifactFolder.Changes> changes) {
    ObjectNode json = Json.object();
    json.set("streamTables", Json.array(compiled.artifacts().manifests(), Summaries::summary));
    json.set("diagnostics", Compilation.diagnostics(compiled.diagnostics()));
    changes.ifPresent(
        made -> {
          json.set("written", Json.texts(made.written(), path -> path));
          json.set("deleted", Json.texts(made.deleted(), path -> path));
        });
    return json;
  }
}
