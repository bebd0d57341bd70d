package dev.deltamill.ir.artifact;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether there is an index that a delta wants.
 *
 * @param index the name of one that serves; empty where there is none or it is not known
 */
public record IndexSupport(WantedIndex wanted, State state, String index) {
  /** Access methods that find rows by equality. */
  private static final Set<String> METHODS = Set.of("btree", "hash");

  /** What is known. */
  public enum State {
    EXISTS,
    MISSING,
    /** Nobody looked: the table is not in the catalog snapshot, or there was none. */
    UNKNOWN
  }

  public static IndexSupport existing(WantedIndex wanted, String index) {
    return new IndexSupport(wanted, State.EXISTS, index);
  }

  public static IndexSupport missing(WantedIndex wanted) {
    return new IndexSupport(wanted, State.MISSING, "");
  }

  public static IndexSupport unknown(WantedIndex wanted) {
    return new IndexSupport(wanted, State.UNKNOWN, "");
  }

  /** As a snapshot has it; it knows nothing of the storage of stream tables. */
  public static List<IndexSupport> in(CatalogSnapshot catalog, List<WantedIndex> wanted) {
    Map<QualifiedName, TableInfo> tables = new HashMap<>();
    catalog.relations().forEach(relation -> tables.put(relation.name(), relation));
    return wanted.stream()
        .map(one -> Optional.ofNullable(tables.get(one.indexed())).map(table -> in(table, one)).orElseGet(() -> unknown(one)))
        .toList();
  }

  private static IndexSupport in(TableInfo table, WantedIndex wanted) {
    if (wanted.isServedBy(table.primaryKey(), true)) {
      return existing(wanted, "primary key");
    }
    Optional<Identifier> unique =
        table.uniqueKeys().stream().filter(key -> wanted.isServedBy(key.columns(), true)).map(TableInfo.UniqueKey::name).findFirst();
    // A unique index may go on with an expression after these columns.
    Optional<Identifier> any =
        unique.or(
            () ->
                table.indexes().stream()
                    .filter(index -> METHODS.contains(index.method()) && !index.partial() && wanted.isServedBy(index.columns(), false))
                    .map(TableInfo.Index::name)
                    .findFirst());
    return any.map(index -> existing(wanted, index.sql())).orElseGet(() -> missing(wanted));
  }
}
