package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.CommonTableContext;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The WITH queries visible at one place, outer ones first. */
final class CommonTables {
  private final List<Entry> entries;

  private CommonTables(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** A name and what it stands for. */
  record Entry(Identifier name, Meaning meaning) {}

  /** What the name of a WITH query stands for. */
  sealed interface Meaning {
    /** A query that Calcite puts in the place of the name. */
    record Query(CommonTableContext context, List<String> columns) implements Meaning {
      public Query {
        columns = List.copyOf(columns);
      }
    }

    /** A recursive query, or the rows of its last round, understood already. */
    record Known(Source source) implements Meaning {}
  }

  static CommonTables none() {
    return new CommonTables(List.of());
  }

  /** These and one more, which hides an earlier one of that name. */
  CommonTables with(Identifier name, Meaning meaning) {
    List<Entry> extended = new ArrayList<>(entries);
    extended.add(new Entry(name, meaning));
    return new CommonTables(extended);
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<Meaning> find(Identifier name) {
    return entries.reversed().stream().filter(entry -> entry.name().equals(name)).map(Entry::meaning).findFirst();
  }
}
