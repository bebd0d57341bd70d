package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ExpressionSql;
import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.List;

/** The stored row of a group: what it holds, how it is found, and how it is written when it became different. */
final class GroupRow {
  private final StorageLayout layout;
  private final Result.Grouped result;

  GroupRow(StorageLayout layout, Result.Grouped result) {
    this.layout = layout;
    this.result = result;
  }

  String storage() {
    return layout.table().sql();
  }

  /** All columns of storage. */
  List<String> names() {
    return layout.names();
  }

  List<String> keyNames() {
    return result.keyColumns().stream().map(key -> new Identifier(key.field().name()).sql()).toList();
  }

  /** The state that counts a group's rows. */
  String rows() {
    return column(result.states().getFirst());
  }

  static String column(State state) {
    return new Identifier(state.column()).sql();
  }

  /** Storage columns from an alias that holds keys and states. */
  List<String> items(String alias) {
    List<Field> fields = result.groupFields();
    ExpressionSql expressions = new ExpressionSql(i -> alias + "." + new Identifier(fields.get(i).name()).sql());
    List<String> items = new ArrayList<>();
    for (StorageLayout.Column column : layout.columns()) {
      String name = column.field().name();
      if (column.visible()) {
        String text =
            result.outputs().stream()
                .filter(output -> output.name().equals(name))
                .map(output -> visible(output.expression(), expressions))
                .findFirst()
                .orElseThrow();
        items.add(text.equals(alias + "." + column.sql()) ? text : text + " AS " + column.sql());
      } else if (name.equals(StorageLayout.VISIBLE)) {
        items.add("(" + expressions.print(result.having().orElseThrow()) + ") IS TRUE AS " + name);
      } else if (name.equals(StorageLayout.KEY_HASH)) {
        items.add(keyHash(alias) + " AS " + name);
      } else {
        items.add(alias + "." + column.sql());
      }
    }
    return items;
  }

  /** A visible column; where HAVING hides the group nothing is computed, since HAVING may be what keeps an expression from raising. */
  private String visible(Expression output, ExpressionSql expressions) {
    String text = expressions.print(output);
    return result.having().isEmpty() || output instanceof Expression.Column
        ? text
        : "CASE WHEN " + expressions.print(result.having().get()) + " THEN " + text + " END";
  }

  /** The hash of the keys that an alias holds. */
  String keyHash(String alias) {
    return "hash_record_extended(ROW(" + String.join(", ", RelationSql.prefixed(alias + ".", keyNames())) + "), 0)";
  }

  /** Conditions under which two rows that hold keys, and the hash where there is one, are the same group. */
  List<String> sameGroup(String left, String right) {
    return sameGroup(left, right, right + "." + StorageLayout.KEY_HASH);
  }

  /**
   * @param hash of the keys of {@code right}
   */
  List<String> sameGroup(String left, String right, String hash) {
    List<String> conditions = new ArrayList<>();
    if (layout.keyHash()) {
      conditions.add(left + "." + StorageLayout.KEY_HASH + " = " + hash);
    }
    for (Result.KeyColumn column : result.keyColumns()) {
      String key = "." + new Identifier(column.field().name()).sql();
      String type = column.compared().equals(column.field().type()) ? "" : "::" + column.compared().sql();
      conditions.add(sameKey(column, left + key + type, right + key + type));
    }
    return conditions.isEmpty() ? List.of("true") : conditions;
  }

  private static String sameKey(Result.KeyColumn column, String left, String right) {
    boolean nullable = column.field().nullable();
    if (column.equality().isBuiltin()) {
      return left + (nullable ? " IS NOT DISTINCT FROM " : " = ") + right;
    }
    String equal = left + " " + ExpressionSql.symbol(column.equality()) + " " + right;
    return nullable ? "(" + equal + " OR (" + left + " IS NULL AND " + right + " IS NULL))" : equal;
  }

  /** From part {@code wanted}, which holds all columns and the row's place in storage, to storage: what is there and became different. */
  void update(Statement statement) {
    SqlWriter out = update(List.of("s.ctid = w.__ctid"));
    statement.with("updated", out.toString());
  }

  /** {@code UPDATE} of the rows that a condition finds for those of {@code wanted}, where they are not the same bytes. */
  SqlWriter update(List<String> found) {
    SqlWriter out = new SqlWriter();
    out.line("UPDATE " + storage() + " AS s").line("SET");
    out.items(names().stream().map(name -> name + " = w." + name).toList()).line("FROM wanted AS w");
    List<String> conditions = new ArrayList<>(found);
    conditions.add(
        "ROW("
            + String.join(", ", RelationSql.prefixed("s.", names()))
            + ")::record OPERATOR(pg_catalog.*<>) ROW("
            + String.join(", ", RelationSql.prefixed("w.", names()))
            + ")::record");
    return out.conditions("WHERE", conditions).line("RETURNING 1");
  }

  /** From part {@code wanted} to storage: what has no place there yet. */
  void insert(Statement statement) {
    SqlWriter out = new SqlWriter();
    out.line("INSERT INTO " + storage() + " (").items(names()).line(")");
    out.line("SELECT").items(RelationSql.prefixed("w.", names())).line("FROM wanted AS w");
    out.conditions("WHERE", List.of("w.__ctid IS NULL")).line("RETURNING 1");
    statement.with("inserted", out.toString());
  }
}
