package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.name.Identifier;
import java.util.HashMap;
import java.util.Map;

/** The WITH queries visible at one place, inner ones before outer ones. */
final class CommonTables {
  private final Map<Identifier, Boolean> recursive;

  private CommonTables(Map<Identifier, Boolean> recursive) {
    this.recursive = recursive;
  }

  static CommonTables none() {
    return new CommonTables(Map.of());
  }

  CommonTables with(Identifier name, boolean isRecursive) {
    Map<Identifier, Boolean> extended = new HashMap<>(recursive);
    extended.put(name, isRecursive);
    return new CommonTables(extended);
  }

  boolean contains(Identifier name) {
    return recursive.containsKey(name);
  }

  /** Whether the name stands for the query that is being defined right now. */
  boolean isRecursive(Identifier name) {
    return recursive.getOrDefault(name, false);
  }
}
