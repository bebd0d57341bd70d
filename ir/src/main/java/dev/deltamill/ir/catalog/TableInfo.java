package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;

/**
 * A relation of {@code pg_class} that can stand in FROM.
 *
 * @param columns live columns in {@code attnum} order
 * @param primaryKey columns of the primary key, in key order; empty where there is none
 * @param uniqueKeys unique constraints and unique indexes over plain columns without predicate, other than the primary key
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
    uniqueKeys = List.copyOf(uniqueKeys);
    foreignKeys = List.copyOf(foreignKeys);
    indexes = List.copyOf(indexes);
    children = List.copyOf(children);
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
   * @param notNull whether NOT NULL is declared on the column (a domain's own NOT NULL does not count)
   * @param collation the collation where it is not the type's default
   * @param generated whether its value is GENERATED ALWAYS AS an expression
   */
  public record Column(
      Identifier name, SqlType type, boolean notNull, Optional<QualifiedName> collation, boolean generated, boolean identity) {}

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
   * An index.
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
