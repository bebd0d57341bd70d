package dev.deltamill.ir.plan;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a delta reads the rows of a live table: those that its changes lead to, or all of them.
 *
 * @param table the table as the user knows it
 * @param columns whose values the changes give, in the table's order: an index on them makes the read as large as what it finds; empty where
 *     every row is read
 */
public record Access(QualifiedName table, List<Identifier> columns) implements Comparable<Access> {
  private static final Comparator<Access> ORDER =
      Comparator.comparing(Access::table)
          .thenComparing(access -> access.columns().stream().map(Identifier::value).collect(Collectors.joining("\0")));

  public Access {
    columns = List.copyOf(columns);
  }

  /** Whether every row is read. */
  public boolean whole() {
    return columns.isEmpty();
  }

  @Override
  public int compareTo(Access other) {
    return ORDER.compare(this, other);
  }
}
