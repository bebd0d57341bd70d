package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.name.Identifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The WITH queries visible at one place, with their columns. */
final class CommonTables {
  private final Map<Identifier, Optional<List<String>>> columns;

  private CommonTables(Map<Identifier, Optional<List<String>>> columns) {
    this.columns = columns;
  }

  static CommonTables none() {
    return new CommonTables(Map.of());
  }

  /** These and one more; its columns are empty while it is being defined, that is, where naming it means recursion. */
  CommonTables with(Identifier name, Optional<List<String>> names) {
    Map<Identifier, Optional<List<String>>> extended = new HashMap<>(columns);
    extended.put(name, names);
    return new CommonTables(extended);
  }

  boolean contains(Identifier name) {
    return columns.containsKey(name);
  }

  Optional<List<String>> columns(Identifier name) {
    return columns.getOrDefault(name, Optional.empty());
  }
}
