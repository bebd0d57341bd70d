package dev.deltamill.cli;

import dev.deltamill.cli.schema.SchemaScript;
import dev.deltamill.cli.terminal.Console;
import dev.deltamill.cli.terminal.Json;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Takes a catalog snapshot. */
@Command(
    name = "catalog",
    header = "Writes down what compiling needs to know of a database: tables, types, functions.",
    description = "Commit the file beside your definitions: compiling needs it and no database.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  deltamill catalog --url postgresql://me@localhost/shop -o catalog.json",
      "  deltamill catalog --schema schema.sql -o catalog.json   # runs the DDL in a PostgreSQL of its own"
    })
final class CatalogCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Options.Database database = new Options.Database();
  @Mixin private Options.Output output = new Options.Output();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "SQL that creates the schema, for example of pg_dump --schema-only; instead of a database.")
  private @Nullable Path schema;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the catalog is written (default: standard output).")
  private @Nullable Path target;

  CatalogCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    CatalogSnapshot snapshot = read();
    String text = CatalogJson.write(snapshot);
    if (target == null) {
      console.out().print(text);
      console.out().flush();
      return Exit.OK;
    }
    boolean changed = TextFile.write(target, text);
    Map<TableInfo.Kind, Long> kinds = new EnumMap<>(TableInfo.Kind.class);
    snapshot.relations().forEach(relation -> kinds.merge(relation.kind(), 1L, Long::sum));
    long tables = kinds.getOrDefault(TableInfo.Kind.TABLE, 0L) + kinds.getOrDefault(TableInfo.Kind.PARTITIONED_TABLE, 0L);
    if (output.json()) {
      ObjectNode json = Json.object();
      json.put("file", target.toString());
      json.put("changed", changed);
      json.put("serverMajor", snapshot.serverMajor());
      json.put("tables", tables);
      json.put("relations", snapshot.relations().size());
      Json.print(console, json);
    } else {
      console
          .out()
          .printf(
              "%s: PostgreSQL %d, %d tables, %d other relations%s%n",
              target,
              snapshot.serverMajor(),
              tables,
              snapshot.relations().size() - tables,
              changed ? "" : "; unchanged");
    }
    return Exit.OK;
  }

  private CatalogSnapshot read() throws IOException, SQLException {
    try (Progress progress = new Progress(console)) {
      if (schema != null) {
        return SchemaScript.read(schema, progress);
      }
      progress.step("reading the catalog");
      try (Connection connection = database.settings(console).open()) {
        return CatalogReader.read(connection);
      }
    }
  }
}
