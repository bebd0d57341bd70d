package dev.deltamill.codegen.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a query sees of the queries around it: the text of its parameters, and the aliases that this text may use, which it must not use itself.
 */
record Scope(List<String> parameters, Set<String> aliases) {
  static final Scope TOP = new Scope(List.of(), Set.of());

  Scope {
    parameters = List.copyOf(parameters);
    aliases = new LinkedHashSet<>(aliases);
  }

  String parameter(int index) {
    return parameters.get(index);
  }
}
