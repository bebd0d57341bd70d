package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest.ColumnType;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a source looks in the catalog now.
 *
 * @param relation its oid, 0 where there is no such table
 * @param kind {@code relkind}
 * @param files oid, parents and file of the table and each table that holds rows of it: another value means that rows came or went without
 *     triggers
 * @param triggers our triggers on it, with when each was last touched
 * @param unseen tables that hold rows of it and not all of whose changes triggers of ours see: foreign ones, temporary ones, and
 *     unlogged ones, which a crash empties
 * @param filtered whether row-level security would hide rows from this role
 * @param rowSecurity whether there is row-level security at all
 * @param columns live columns and their types
 * @param positions their {@code attnum}, for a column that was dropped and added again has another, whatever its name; and when its entry in
 *     the catalog was last touched, as joining and leaving a parent does, by whose name rows can change past statement triggers
 * @param facts of its definition that a plan may rest on: NOT NULL, collations, unique keys
 */
record SourceState(
    String name,
    long relation,
    String kind,
    String files,
    String triggers,
    String unseen,
    boolean filtered,
    boolean rowSecurity,
    Map<Identifier, String> columns,
    Map<Identifier, String> positions,
    List<Fact> facts) {
  SourceState {
    columns = Map.copyOf(columns);
    positions = Map.copyOf(positions);
    facts = List.copyOf(facts);
  }

  /** Something that is so of some columns, in words. */
  record Fact(Set<Identifier> columns, String text) {
    Fact {
      columns = Set.copyOf(columns);
    }
  }

  boolean exists() {
    return relation != 0;
  }

  /** Only plain tables can be locked; DDL on others changes no stored rows that a definition reads. */
  boolean lockable() {
    return kind.equals("r") || kind.equals("p");
  }

  /** Triggers without when they were touched: which there are, and whether they fire. */
  static String shape(String triggers) {
    return triggers.lines().map(line -> line.substring(0, line.lastIndexOf(' '))).collect(Collectors.joining("\n"));
  }

  /**
   * Where the values that are read are stored. Another value means that they may have changed without a trigger: by a rewrite, by
   * TRUNCATE, in another child, or because the name belongs to another column now.
   */
  String places(SourceFingerprint expected) {
    return expected.columns().stream()
        .map(ColumnType::name)
        .sorted()
        .map(column -> "column %s %s".formatted(column, positions.getOrDefault(column, "0")))
        .collect(Collectors.joining("\n", files + "\n", ""));
  }

  /** Whether rows of it lie in other tables, or can be reached by others' names. */
  boolean isTree() {
    return kind.equals("p") || files.contains("\n") || files.contains("<");
  }

  /** The table and its children with their parents, without their files. */
  static String members(String files) {
    return files.lines().map(line -> line.substring(0, line.lastIndexOf(' '))).collect(Collectors.joining("\n"));
  }

  /** What the artifacts rest on, of the facts that hold now. */
  List<String> assumptions(SourceFingerprint expected) {
    Set<Identifier> read = expected.columns().stream().map(ColumnType::name).collect(Collectors.toSet());
    Set<String> texts = new TreeSet<>();
    for (Fact fact : facts) {
      if (read.containsAll(fact.columns())) {
        texts.add(fact.text());
      }
    }
    return new ArrayList<>(texts);
  }

  /** Why artifacts made for {@code expected} no longer fit this table; empty where they do. */
  List<String> misfits(SourceFingerprint expected, List<String> assumptions) {
    if (!exists()) {
      return List.of("there is no table " + name);
    }
    List<String> misfits = new ArrayList<>();
    for (ColumnType column : expected.columns()) {
      String type = columns.get(column.name());
      if (type == null) {
        misfits.add("%s has no column %s any more".formatted(name, column.name()));
      } else if (!type.equals(column.type())) {
        misfits.add("%s.%s is %s and no longer %s".formatted(name, column.name(), type, column.type()));
      }
    }
    if (misfits.isEmpty()) {
      List<String> now = assumptions(expected);
      assumptions.stream()
          .filter(assumption -> !now.contains(assumption))
          .forEach(assumption -> misfits.add("it no longer holds that in %s %s".formatted(name, assumption)));
    }
    if (!expected.capture().isEmpty() && !expected.tree() && isTree()) {
      misfits.add("%s has become a partition, or has inheritance children or a parent now".formatted(name));
    }
    if (!expected.capture().isEmpty() && !unseen.isEmpty()) {
      String whose = unseen.equals(name) ? "" : ", which holds rows of " + name;
      misfits.add("no trigger sees all changes of " + unseen + whose);
    }
    if (filtered) {
      misfits.add("row-level security hides rows of %s from this role".formatted(name));
    }
    return misfits;
  }
}
