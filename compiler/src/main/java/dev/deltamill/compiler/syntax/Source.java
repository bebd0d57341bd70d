package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import java.util.List;

/**
 * A relation that a query may read.
 *
 * @param key positions of a key, empty where it has none
 * @param streamTable whether it is defined beside the query rather than in the catalog
 */
public record Source(QualifiedName name, List<Field> fields, List<Integer> key, boolean streamTable) {
  public Source {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
  }
}
