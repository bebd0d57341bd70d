package dev.deltamill.codegen.sql;

import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.ir.name.Identifier;

/** Statements that make the indexes that deltas want. */
public final class IndexSql {
  private IndexSql() {}

  /** {@code CREATE INDEX ON public.orders (customer)}, for a person to run. */
  public static String create(WantedIndex wanted) {
    return "CREATE INDEX ON " + wanted.on();
  }

  /** Without keeping writers out; not within a transaction. */
  public static String createConcurrently(Identifier name, WantedIndex wanted) {
    return "CREATE INDEX CONCURRENTLY " + name.sql() + " ON " + wanted.on();
  }
}
