package dev.deltamill.cli.explain;

import dev.deltamill.cli.Compilation;
import dev.deltamill.cli.Exit;
import dev.deltamill.cli.Inputs;
import dev.deltamill.cli.Names;
import dev.deltamill.cli.UserError;
import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Indexes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      "  deltamill explain artifacts/ --no-sql      # without the text of the phases",
      "  deltamill explain artifacts/ --format html > explain.html",
      "  deltamill explain artifacts/ --no-sql --url postgresql://me@localhost/shop   # which indexes are missing"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  /** How it is written. */
  enum Form {
    text,
    json,
    html
  }

  @Option(
      names = "--format",
      paramLabel = "text|json|html",
      defaultValue = "text",
      description = "How it is written to standard output (default: text); html is one page that needs nothing else.")
  private Form form = Form.text;

  @Option(names = "--debug", description = "Show stack traces; so does DELTAMILL_DEBUG=1.")
  private boolean debug;

  @Parameters(index = "0", paramLabel = "PATH", description = "A folder of artifacts, or definitions (file or folder).")
  private @Nullable Path path;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      arity = "0..*",
      description = "Stream tables, with or without schema (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "The catalog to compile definitions with; also says which indexes exist.")
  private @Nullable Path catalog;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Look in this database for the indexes that the phases want. PGPASSWORD and ~/.pgpass count.")
  private @Nullable String url;

  @Option(names = "--no-sql", description = "Leave the SQL of the phases out.")
  private boolean withoutSql;

  public ExplainCommand(Console console) {
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
    Explained explained = new Explained(set, !withoutSql, indexes(WantedIndex.of(set.manifests())));
    List<Manifest> manifests =
        set.manifests().stream().filter(manifest -> wanted.contains(manifest.name())).toList();
    switch (form) {
      case text -> {
        ExplanationText text = new ExplanationText(explained, console.style());
        console.out().print(String.join("\n", manifests.stream().map(text::of).toList()));
      }
      case json -> {
        ObjectNode json = Json.object();
        json.set("streamTables", Json.array(manifests, new ExplanationJson(explained)::of));
        Json.print(console, json);
      }
      case html -> console.out().print(new ExplanationPage(explained).of(manifests));
    }
    return Exit.OK;
  }

  private List<IndexSupport> indexes(List<WantedIndex> wanted) throws IOException {
    if (url != null) {
      return new Indexes(ConnectionSettings.of(Optional.of(url), console.environment())).inspect(wanted);
    }
    return catalog == null
        ? wanted.stream().map(IndexSupport::unknown).toList()
        : IndexSupport.in(Inputs.catalog(catalog), wanted);
  }

  private Optional<ArtifactSet> read(Path from) throws IOException {
    if (Inputs.isArtifactFolder(from)) {
      return Optional.of(Inputs.artifacts(from));
    }
    if (catalog == null) {
      throw new UserError(
          from + " holds no artifacts", "To explain definitions, say with which catalog: --catalog catalog.json.");
    }
    return new Compilation(console, form == Form.json).run(List.of(from), catalog).map(compiled -> compiled.artifacts());
  }
}
