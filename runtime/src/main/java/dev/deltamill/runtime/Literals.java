package dev.deltamill.runtime;

import java.util.List;
import java.util.stream.Collectors;

/** Values as SQL text, for statements that are executed together and so cannot have parameters. */
final class Literals {
  private Literals() {}

  /** Right under {@code standard_conforming_strings}, which every transaction pins. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String texts(List<String> values) {
    return values.stream().map(Literals::text).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }
}
