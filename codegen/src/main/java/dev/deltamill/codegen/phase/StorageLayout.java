package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The columns of a storage table: the query's columns first, then hidden ones, whose names begin with two underscores.
 *
 * @param table the storage table
 * @param columns all of them in order
 * @param keyHash whether {@link #KEY_HASH} is there: group keys that can be NULL are found by a hash and confirmed by IS NOT DISTINCT FROM
 */
record StorageLayout(QualifiedName table, List<Column> columns, boolean keyHash) {
  /** Identity of a row of a bag. */
  static final String ROW_ID = "__row_id";

  /** Whether a group passes HAVING. */
  static final String VISIBLE = "__visible";

  /** Hash of a group's key. */
  static final String KEY_HASH = "__key_hash";

  /** Types that have a hash besides those with one image. */
  private static final Set<String> HASHABLE = Set.of("numeric", "bpchar", "float4", "float8", "interval", "jsonb", "timetz", "inet", "cidr");

  /** A column and whether the query shows it. */
  record Column(Field field, boolean visible) {
    String sql() {
      return new Identifier(field.name()).sql();
    }
  }

  static StorageLayout of(MaintenancePlan plan) {
    List<Column> columns = new ArrayList<>();
    plan.columns().forEach(field -> columns.add(new Column(field, true)));
    boolean keyHash = false;
    switch (plan.result()) {
      case Result.Bag _ -> columns.add(hidden(ROW_ID, SqlType.BYTEA, false));
      case Result.Grouped grouped -> {
        for (Result.KeyColumn key : grouped.keyColumns()) {
          if (key.hidden()) {
            columns.add(new Column(key.field(), false));
          }
        }
        for (State state : grouped.states()) {
          columns.add(hidden(state.column(), state.type(), state instanceof State.Extreme));
        }
        if (grouped.having().isPresent()) {
          columns.add(hidden(VISIBLE, SqlType.BOOLEAN, false));
        }
        keyHash =
            grouped.keyColumns().stream().anyMatch(key -> key.field().nullable())
                && grouped.keyColumns().stream().allMatch(key -> hashable(key.field().type()));
        if (keyHash) {
          columns.add(hidden(KEY_HASH, SqlType.BIGINT, false));
        }
      }
    }
    return new StorageLayout(ObjectNames.storage(plan.name()), List.copyOf(columns), keyHash);
  }

  private static boolean hashable(SqlType type) {
    return type.hasOneImage() || type.name().isBuiltin() && HASHABLE.contains(type.name().name().value());
  }

  private static Column hidden(String name, SqlType type, boolean nullable) {
    return new Column(new Field(name, type, nullable), false);
  }

  List<String> names() {
    return columns.stream().map(Column::sql).toList();
  }

  List<String> visibleNames() {
    return columns.stream().filter(Column::visible).map(Column::sql).toList();
  }

  boolean has(String hidden) {
    return columns.stream().anyMatch(column -> column.field().name().equals(hidden));
  }
}
