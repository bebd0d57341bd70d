package dev.deltamill.ir.plan;

import dev.deltamill.ir.relation.Field;
import java.util.List;

/**
 * A table in which the delta steps of one refresh leave rows for later steps. Empty before and after every refresh.
 *
 * @param name what it holds, unique within a plan, for example {@code delta}; codegen makes a table name of it
 * @param fields its columns
 */
public record WorkTable(String name, List<Field> fields) {
  public WorkTable {
    fields = List.copyOf(fields);
  }
}
