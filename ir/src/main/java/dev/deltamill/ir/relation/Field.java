package dev.deltamill.ir.relation;

import dev.deltamill.ir.type.SqlType;

/**
 * A column of a relation.
 *
 * @param name as a reader would call it; within one relation names may repeat (a join's sides), positions identify
 * @param nullable whether a NULL can occur; true where it is not known
 */
public record Field(String name, SqlType type, boolean nullable) {
  /** The field on the side of an outer join that may be padded. */
  Field orNull() {
    return nullable ? this : new Field(name, type, true);
  }
}
