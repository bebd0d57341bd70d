package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.catalog.CatalogQueries.Row;
import dev.deltamill.runtime.catalog.CatalogReader.ChangedWhileReading;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables, views and the like with their keys, indexes and places in inheritance trees. */
final class Relations {
  private record PgClass(
      long oid,
      QualifiedName name,
      TableInfo.Kind kind,
      TableInfo.Persistence persistence,
      boolean rowSecurity,
      Optional<String> viewDefinition) {}

  private record Child(long parent, long child, boolean partition) {}

  private record PgIndex(
      long relation,
      Identifier name,
      String method,
      List<Integer> keys,
      boolean unique,
      boolean primary,
      boolean partial,
      Optional<String> definition,
      boolean nullsNotDistinct,
      boolean ownEquality) {
    /** The columns up to the first expression, which has the number 0. */
    List<Integer> plainColumns() {
      return keys.contains(0) ? keys.subList(0, keys.indexOf(0)) : keys;
    }

    boolean isUniqueKey() {
      return unique && !partial && !keys.contains(0) && ownEquality;
    }
  }

  private record PgForeignKey(
      long relation, Identifier name, List<Integer> columns, long target, List<Integer> targets) {}

  private final Attributes attributes;
  private final Map<Long, PgClass> byOid = new HashMap<>();
  private final Map<Long, List<QualifiedName>> children = new HashMap<>();
  private final Map<Long, QualifiedName> partitionOf = new HashMap<>();
  private final Map<Long, List<PgIndex>> indexes = new HashMap<>();
  private final Map<Long, List<PgForeignKey>> foreignKeys = new HashMap<>();

  private Relations(Attributes attributes) {
    this.attributes = attributes;
  }

  static List<TableInfo> read(CatalogQueries queries, Attributes attributes) throws SQLException {
    Relations relations = new Relations(attributes);
    queries.rows("relations", Relations::relation).forEach(relation -> relations.byOid.put(relation.oid(), relation));
    queries
        .rows("children", row -> new Child(row.oid("inhparent"), row.oid("inhrelid"), row.flag("relispartition")))
        .forEach(relations::add);
    for (PgIndex index : queries.rows("indexes", Relations::index)) {
      relations.indexes.computeIfAbsent(index.relation(), _ -> new ArrayList<>()).add(index);
    }
    for (PgForeignKey key : queries.rows("foreign_keys", Relations::foreignKey)) {
      relations.foreignKeys.computeIfAbsent(key.relation(), _ -> new ArrayList<>()).add(key);
    }
    List<TableInfo> tables = new ArrayList<>();
    for (PgClass relation : relations.byOid.values()) {
      tables.add(relations.info(relation));
    }
    return tables;
  }

  private static PgClass relation(Row row) throws SQLException {
    return new PgClass(
        row.oid("oid"),
        row.name("nspname", "relname"),
        kind(row.letter("relkind")),
        row.letter("relpersistence") == 'u' ? TableInfo.Persistence.UNLOGGED : TableInfo.Persistence.PERMANENT,
        row.flag("relrowsecurity"),
        row.optionalText("view_definition"));
  }

  private static TableInfo.Kind kind(char relkind) throws SQLException {
    return switch (relkind) {
      case 'r' -> TableInfo.Kind.TABLE;
      case 'p' -> TableInfo.Kind.PARTITIONED_TABLE;
      case 'v' -> TableInfo.Kind.VIEW;
      case 'm' -> TableInfo.Kind.MATERIALIZED_VIEW;
      case 'f' -> TableInfo.Kind.FOREIGN_TABLE;
      default -> throw new SQLException("unknown relkind " + relkind);
    };
  }

  private static PgIndex index(Row row) throws SQLException {
    List<Integer> keys = row.numbers("keys").subList(0, row.number("indnkeyatts"));
    return new PgIndex(
        row.oid("indrelid"),
        row.identifier("relname"),
        row.text("amname"),
        keys,
        row.flag("indisunique"),
        row.flag("indisprimary"),
        row.flag("partial"),
        row.optionalText("definition"),
        row.flag("nulls_not_distinct"),
        row.flag("own_equality"));
  }

  private static PgForeignKey foreignKey(Row row) throws SQLException {
    return new PgForeignKey(
        row.oid("conrelid"),
        row.identifier("conname"),
        row.numbers("conkey"),
        row.oid("confrelid"),
        row.numbers("confkey"));
  }

  private void add(Child row) {
    PgClass parent = byOid.get(row.parent());
    PgClass child = byOid.get(row.child());
    // Either may be temporary.
    if (parent != null && child != null) {
      children.computeIfAbsent(row.parent(), _ -> new ArrayList<>()).add(child.name());
      if (row.partition()) {
        partitionOf.put(row.child(), parent.name());
      }
    }
  }

  private TableInfo info(PgClass relation) throws ChangedWhileReading {
    long oid = relation.oid();
    boolean view = relation.kind() == TableInfo.Kind.VIEW || relation.kind() == TableInfo.Kind.MATERIALIZED_VIEW;
    if (view && relation.viewDefinition().isEmpty()) {
      throw new ChangedWhileReading(relation.name().sql(), null);
    }
    List<Identifier> primaryKey = new ArrayList<>();
    List<TableInfo.UniqueKey> uniqueKeys = new ArrayList<>();
    List<TableInfo.Index> infos = new ArrayList<>();
    for (PgIndex index : indexes.getOrDefault(oid, List.of())) {
      List<Identifier> columns = attributes.names(oid, index.plainColumns());
      if (index.primary()) {
        primaryKey.addAll(columns);
      } else if (index.isUniqueKey()) {
        uniqueKeys.add(new TableInfo.UniqueKey(index.name(), columns, index.nullsNotDistinct()));
      }
      String definition =
          index.definition()
              .orElseThrow(() -> new ChangedWhileReading(index.name() + " on " + relation.name().sql(), null));
      infos.add(
          new TableInfo.Index(index.name(), index.method(), columns, index.unique(), index.partial(), definition));
    }
    return new TableInfo(
        relation.name(),
        relation.kind(),
        relation.persistence(),
        attributes.columns(oid),
        primaryKey,
        uniqueKeys,
        foreignKeys(oid),
        infos,
        Optional.ofNullable(partitionOf.get(oid)),
        children.getOrDefault(oid, List.of()),
        relation.rowSecurity(),
        relation.viewDefinition());
  }

  private List<TableInfo.ForeignKey> foreignKeys(long oid) {
    List<TableInfo.ForeignKey> infos = new ArrayList<>();
    for (PgForeignKey key : foreignKeys.getOrDefault(oid, List.of())) {
      PgClass target = byOid.get(key.target());
      if (target != null) {
        infos.add(
            new TableInfo.ForeignKey(
                key.name(),
                attributes.names(oid, key.columns()),
                target.name(),
                attributes.names(key.target(), key.targets())));
      }
    }
    return infos;
  }
}
