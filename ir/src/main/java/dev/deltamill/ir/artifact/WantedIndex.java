package dev.deltamill.ir.artifact;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An index without which a delta reads a whole table.
 *
 * @param table the source as the user knows it
 * @param indexed the table that the index lies on: the source, or the storage of a stream table
 * @param columns in any order, as long as nothing stands before them
 * @param phases that look rows up by it, each with its stream table: {@code public.revenue delta/01-orders}
 */
public record WantedIndex(QualifiedName table, QualifiedName indexed, List<Identifier> columns, List<String> phases) {
  public WantedIndex {
    columns = List.copyOf(columns);
    phases = List.copyOf(phases);
  }

  /** What the phases of these stream tables want, in order of table. */
  public static List<WantedIndex> of(List<Manifest> manifests) {
    SortedMap<Access, TreeSet<String>> phases = new TreeMap<>();
    Map<QualifiedName, QualifiedName> indexed = new TreeMap<>();
    for (Manifest manifest : manifests) {
      manifest.sources().forEach(source -> indexed.put(source.table(), source.captured()));
      for (Manifest.Read read : manifest.reads()) {
        if (!read.access().whole()) {
          phases.computeIfAbsent(read.access(), _ -> new TreeSet<>()).add(manifest.name().sql() + " " + read.phase());
        }
      }
    }
    List<WantedIndex> wanted = new ArrayList<>();
    phases.forEach(
        (access, by) ->
            wanted.add(
                new WantedIndex(
                    access.table(), indexed.getOrDefault(access.table(), access.table()), access.columns(), List.copyOf(by))));
    return wanted;
  }

  /**
   * Whether an index finds the rows: its first columns are these, or it is unique over some of them.
   *
   * @param key the index's columns, up to the first expression
   */
  public boolean isServedBy(List<Identifier> key, boolean unique) {
    boolean leads = key.size() >= columns.size() && columns.containsAll(key.subList(0, columns.size()));
    return leads || unique && !key.isEmpty() && columns.containsAll(key);
  }

  /** {@code public.orders (customer)} */
  public String on() {
    return "%s (%s)".formatted(indexed.sql(), columns.stream().map(Identifier::sql).collect(Collectors.joining(", ")));
  }
}
