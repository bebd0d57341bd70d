package dev.deltamill.compiler.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that a FROM clause, or a part of one, offers.
 *
 * @param columns in the order of {@code *}: those merged by USING or NATURAL first, then the rest of the left, then of the right
 * @param tables every column of every table under its alias, for {@code alias.*}
 */
record FromScope(List<Column> columns, Map<String, List<String>> tables) {
  static final FromScope EMPTY = new FromScope(List.of(), Map.of());

  /**
   * One column.
   *
   * @param tables the alias by which it is read; for one merged by USING or NATURAL those of all tables it was merged from,
   *     left to right
   */
  record Column(List<String> tables, String name) {
    Column {
      tables = List.copyOf(tables);
    }

    boolean merged() {
      return tables.size() > 1;
    }
  }

  FromScope {
    columns = List.copyOf(columns);
  }

  static FromScope table(String alias, List<String> names) {
    return new FromScope(names.stream().map(name -> new Column(List.of(alias), name)).toList(), Map.of(alias, names));
  }

  /** Both sides of a join, with some columns merged. */
  static FromScope join(FromScope left, FromScope right, List<String> merged) {
    List<Column> columns = new ArrayList<>();
    for (String name : merged) {
      List<String> both = new ArrayList<>(left.named(name).getFirst().tables());
      both.addAll(right.named(name).getFirst().tables());
      columns.add(new Column(both, name));
    }
    for (FromScope side : List.of(left, right)) {
      side.columns.stream().filter(column -> !merged.contains(column.name())).forEach(columns::add);
    }
    Map<String, List<String>> tables = new LinkedHashMap<>(left.tables);
    tables.putAll(right.tables);
    return new FromScope(columns, tables);
  }

  /** Whether a bare name means something here, be it ambiguous. */
  boolean offers(String name) {
    return has(name) || tables.containsKey(name);
  }

  List<Column> named(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).toList();
  }

  boolean has(String name) {
    return columns.stream().anyMatch(column -> column.name().equals(name));
  }

  /** The column that a bare name means because USING or NATURAL merged two. */
  Optional<Column> merged(String name) {
    List<Column> named = named(name);
    return named.size() == 1 ? Optional.of(named.getFirst()).filter(Column::merged) : Optional.empty();
  }

  /** Names that both have, in this one's order. */
  List<String> common(FromScope other) {
    return columns.stream().map(Column::name).filter(other::has).distinct().toList();
  }
}
