package dev.deltamill.oracle.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The queries that the front end's tests read, and the tables they are about. */
final class Corpus {
  private static final Path FOLDER = Path.of("../compiler/src/test/resources/corpus");

  private Corpus() {}

  /** By name, in the order of the file; each stands under a line {@code -- name}. */
  static Map<String, String> queries(String file) {
    Map<String, String> queries = new LinkedHashMap<>();
    for (String part : read(file).split("(?m)^-- ")) {
      int line = part.indexOf('\n');
      if (line > 0) {
        queries.put(part.substring(0, line), part.substring(line + 1).strip());
      }
    }
    return queries;
  }

  /** The statements of a script that holds semicolons only between them. */
  static List<String> statements(String file) {
    return Stream.of(read(file).replaceAll("(?m)^--.*$", "").split(";")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
