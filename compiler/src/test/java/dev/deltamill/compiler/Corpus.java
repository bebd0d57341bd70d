package dev.deltamill.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The query corpus: PostgreSQL queries as users write them and TPC-H, by name. */
public final class Corpus {
  private Corpus() {}

  /** Queries by name, in the order of the files, without trailing semicolons. */
  public static Map<String, String> queries() {
    Map<String, String> queries = new LinkedHashMap<>();
    for (String file : List.of("tpch-queries.sql", "postgres-queries.sql")) {
      for (String part : text("/corpus/" + file).split("(?m)^-- ")) {
        int line = part.indexOf('\n');
        if (line > 0) {
          queries.put(part.substring(0, line).strip(), part.substring(line + 1).strip().replaceFirst(";$", ""));
        }
      }
    }
    return queries;
  }

  /** A test resource as text. */
  public static String text(String resource) {
    try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
