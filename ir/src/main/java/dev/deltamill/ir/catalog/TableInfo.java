package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A relation of {@code pg_class} that can stand in FROM. Keys, indexes and children are sorted by name whatever order they
 * are given in.
 *
 * @param columns live columns in {@code attnum} order
 * @param primaryKey columns of the primary key, in key order; empty where there is none
 * @param uniqueKeys unique constraints and unique indexes over plain columns without predicate, other than the primary key;
 *     only valid ones that compare by the columns' own equality and collation
 * @param foreignKeys those that every row is known to obey: enforced and validated
 * @param partitionOf the partitioned table that this relation is a partition of
 * @param children partitions or inheritance children, direct ones only
 * @param viewDefinition {@code pg_get_viewdef} for views and materialised views, else empty
 */
public record TableInfo(
    QualifiedName name,
    Kind kind,
    Persistence persistence,
    List<Column> columns,
    List<Identifier> primaryKey,
    List<UniqueKey> uniqueKeys,
    List<ForeignKey> foreignKeys,
    List<Index> indexes,
    Optional<QualifiedName> partitionOf,
    List<QualifiedName> children,
    boolean rowSecurity,
    Optional<String> viewDefinition) {
  public TableInfo {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    uniqueKeys = uniqueKeys.stream().sorted(Comparator.comparing(UniqueKey::name)).toList();
    foreignKeys = foreignKeys.stream().sorted(Comparator.comparing(ForeignKey::name)).toList();
    indexes = indexes.stream().sorted(Comparator.comparing(Index::name)).toList();
    children = children.stream().sorted().toList();
  }

  /** {@code relkind}. */
  public enum Kind {
    TABLE,
    PARTITIONED_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    FOREIGN_TABLE
  }

  /** {@code relpersistence}; temporary relations are never part of a snapshot. */
  public enum Persistence {
    PERMANENT,
    UNLOGGED
  }

  /**
   * A column.
   *
   * @param type its declared type; a domain stays the domain
   * @param notNull whether NOT NULL is declared on the column and known to hold for every row (a domain's own NOT NULL does
   *     not count, nor does a NOT VALID one)
   * @param collation the collation where it is not the type's default
   * @param generated whether its value is GENERATED ALWAYS AS an expression
   * @param virtual whether that expression is computed when it is read (PostgreSQL 18 and later), so that no trigger sees a value
   */
  public record Column(
      Identifier name,
      SqlType type,
      boolean notNull,
      Optional<QualifiedName> collation,
      boolean generated,
      boolean virtual,
      boolean identity) {}

  /**
   * A unique key.
   *
   * @param columns in key order
   * @param nullsNotDistinct whether NULLs count as equal (PostgreSQL 15 and later)
   */
  public record UniqueKey(Identifier name, List<Identifier> columns, boolean nullsNotDistinct) {
    public UniqueKey {
      columns = List.copyOf(columns);
    }
  }

  public record ForeignKey(
      Identifier name, List<Identifier> columns, QualifiedName target, List<Identifier> targetColumns) {
    public ForeignKey {
      columns = List.copyOf(columns);
      targetColumns = List.copyOf(targetColumns);
    }
  }

  /**
   * An index that queries can use (valid and ready).
   *
   * @param method access method, for example {@code btree}
   * @param columns plain key columns in order, up to the first expression
   * @param partial whether it has a predicate
   * @param definition {@code pg_get_indexdef}
   */
  public record Index(
      Identifier name, String method, List<Identifier> columns, boolean unique, boolean partial, String definition) {
    public Index {
      columns = List.copyOf(columns);
    }
  }
}
