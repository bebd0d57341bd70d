package dev.deltamill.golden.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Tables, definitions on them, and changes.
 *
 * @param schema scripts that make the tables
 * @param definitions text of the file {@code <name>-definitions.sql}
 * @param changes makes a new source of changes
 */
public record Workload(String name, List<String> schema, String definitions, Supplier<? extends Changes> changes) {
  /** Lies with the front end's tests, which read the same tables. */
  private static final Path CORPUS = Path.of("../compiler/src/test/resources/corpus/postgres-queries-schema.sql");

  static Workload small() throws IOException {
    return new Workload("small", List.of(resource("small-schema.sql")), resource("small-definitions.sql"), SmallChanges::new);
  }

  /** TPC-H's tables with 3,000 orders, and indexes on what refers to other tables. */
  public static Workload tpch() throws IOException {
    return tpch("tpch");
  }

  /** Outer joins of TPC-H's tables. */
  public static Workload outer() throws IOException {
    return tpch("outer");
  }

  private static Workload tpch(String name) throws IOException {
    return new Workload(
        name,
        List.of(Files.readString(CORPUS), resource("tpch-indexes.sql")),
        resource(name + "-definitions.sql"),
        TpchChanges::new);
  }

  private static String resource(String name) throws IOException {
    try (var stream = Workload.class.getResourceAsStream("/engine/" + name)) {
      return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
