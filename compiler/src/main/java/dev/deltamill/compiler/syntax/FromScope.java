package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.typing.Construct;
import java.util.ArrayList;
import dev.deltamill.ir.name.QualifiedName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that a FROM clause, or a part of one, offers.
 *
 * @param columns in the order of {@code *}: those merged by USING or NATURAL first, then the rest of the left, then of the right
 * @param tables every column of every table under its alias, for {@code alias.*}
 * @param keys the primary key of every table that has one, under its alias
 * @param rows the row type of every source that has one, under its alias
 * @param padded aliases of what an outer join may show NULLs for
 */
record FromScope(
    List<Column> columns, Map<String, List<String>> tables, Map<String, List<String>> keys, Map<String, QualifiedName> rows, Set<String> padded) {
  static final FromScope EMPTY = new FromScope(List.of(), Map.of(), Map.of(), Map.of(), Set.of());

  /** One column. */
  record Column(Origin origin, String name) {}

  /** By what a column is read. */
  sealed interface Origin {
    /** The alias of a table. */
    record Table(String alias) implements Origin {}

    /** Two columns that USING or NATURAL merged. */
    record Merged(Construct.MergedColumn how, Origin left, Origin right) implements Origin {}
  }

  FromScope {
    columns = List.copyOf(columns);
  }

  static FromScope table(String alias, List<String> names) {
    return new FromScope(names.stream().map(name -> new Column(new Origin.Table(alias), name)).toList(), Map.of(alias, names), Map.of(), Map.of(), Set.of());
  }

  /** The one table that this is, with its primary key. */
  FromScope withKey(List<Integer> positions) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    tables.forEach((alias, names) -> named.put(alias, positions.stream().map(names::get).toList()));
    return new FromScope(columns, tables, named, rows, padded);
  }

  /** The one table that this is, whose rows are of that type. */
  FromScope withRows(QualifiedName type) {
    Map<String, QualifiedName> typed = new LinkedHashMap<>();
    tables.keySet().forEach(alias -> typed.put(alias, type));
    return new FromScope(columns, tables, keys, typed, padded);
  }

  /** This, behind an outer join that shows NULLs where these tables have no row. */
  FromScope padding(Set<String> aliases) {
    Set<String> all = new LinkedHashSet<>(padded);
    all.addAll(aliases);
    return new FromScope(columns, tables, keys, rows, all);
  }

  /** Both sides of a join without merged columns. */
  static FromScope join(FromScope left, FromScope right) {
    return join(left, right, List.of(), new Construct.MergedColumn(Construct.MergedColumn.Side.EITHER));
  }

  /**
   * Both sides of a join, with some columns merged.
   *
   * @param how which side a merged column shows
   */
  static FromScope join(FromScope left, FromScope right, List<String> merged, Construct.MergedColumn how) {
    List<Column> columns = new ArrayList<>();
    for (String name : merged) {
      Origin both = new Origin.Merged(how, left.named(name).getFirst().origin(), right.named(name).getFirst().origin());
      columns.add(new Column(both, name));
    }
    for (FromScope side : List.of(left, right)) {
      side.columns.stream().filter(column -> !merged.contains(column.name())).forEach(columns::add);
    }
    Map<String, List<String>> tables = new LinkedHashMap<>(left.tables);
    tables.putAll(right.tables);
    Map<String, List<String>> keys = new LinkedHashMap<>(left.keys);
    keys.putAll(right.keys);
    Map<String, QualifiedName> rows = new LinkedHashMap<>(left.rows);
    rows.putAll(right.rows);
    Set<String> padded = new LinkedHashSet<>(left.padded);
    padded.addAll(right.padded);
    return new FromScope(columns, tables, keys, rows, padded);
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

  /** Names that both have, in this one's order. */
  List<String> common(FromScope other) {
    return columns.stream().map(Column::name).filter(other::has).distinct().toList();
  }
}
