package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.List;

/** Writes the items of a FROM list: joins nested as they are computed, the condition of each below its right side. */
final class FromPrinter {
  private final SqlWriter out;
  private final SelectPrinter select;

  /** Aliases of all sources, and texts of all their columns, in order. */
  private final List<String> aliases;

  private final List<String> columns;
  private int source;
  private int column;

  FromPrinter(SqlWriter out, SelectPrinter select, List<String> aliases, List<String> columns) {
    this.out = out;
    this.select = select;
    this.aliases = aliases;
    this.columns = columns;
  }

  void write(List<FromTree> items) {
    for (int i = 0; i < items.size(); i++) {
      boolean last = i + 1 == items.size();
      boolean joined = !last && items.get(i + 1) instanceof FromTree.Leaf(RelationSql.Source.Dependent next) && next.outer();
      write("", items.get(i), last || joined ? "" : ",");
    }
  }

  /**
   * @param before what stands on the line before the item
   * @param after what stands behind it
   */
  private void write(String before, FromTree item, String after) {
    int first = column;
    switch (item) {
      case FromTree.Leaf(var leaf) -> source(before, leaf, after);
      case FromTree.Outer(var left, var right, var kind, var conditions) -> {
        write(before, left, "");
        side(kind.name() + " JOIN ", right);
        on(conditions, first, after);
      }
      case FromTree.Inner(var items, var conditions) -> inner(before, items, conditions, first);
    }
  }

  /** A side of an outer join. Each condition stands at the first join that has all it reads. */
  private void inner(String before, List<FromTree> items, List<Expression> conditions, int first) {
    List<Expression> left = new ArrayList<>(conditions);
    write(before, items.getFirst(), "");
    int width = items.getFirst().width();
    for (int i = 1; i < items.size(); i++) {
      width += items.get(i).width();
      List<Expression> here = new ArrayList<>();
      for (Expression condition : List.copyOf(left)) {
        if (condition.columns().tailSet(width).isEmpty()) {
          here.add(condition);
          left.remove(condition);
        }
      }
      side(here.isEmpty() ? "CROSS JOIN " : "JOIN ", items.get(i));
      if (!here.isEmpty()) {
        on(here, first, "");
      }
    }
  }

  /** The right side of a join, in parentheses where it is itself a join. */
  private void side(String join, FromTree right) {
    if (right instanceof FromTree.Leaf) {
      write(join, right, "");
    } else {
      out.line(join + "(");
      out.indented(() -> write("", right, ""));
      out.line(")");
    }
  }

  private void on(List<Expression> conditions, int first, String after) {
    ExpressionSql expressions = select.over(columns.subList(first, column));
    List<String> texts = new ArrayList<>();
    conditions.forEach(condition -> texts.addAll(expressions.conjuncts(condition)));
    if (texts.isEmpty()) {
      texts.add("true");
    }
    texts.set(texts.size() - 1, texts.getLast() + after);
    out.indented(() -> out.conditions("ON", texts));
  }

  private void source(String before, RelationSql.Source leaf, String after) {
    String alias = aliases.get(source++);
    column += leaf.columns().size();
    switch (leaf) {
      case RelationSql.Source.Table(var sql, _, _) -> out.line(before + RelationSql.aliased(sql, alias) + after);
      case RelationSql.Source.Function(var sql, _, var fields) ->
          out.line(before + sql + " AS " + new Identifier(alias).sql() + columnList(fields) + after);
      case RelationSql.Source.Subquery(var sql, _, var fields) -> {
        out.line(before + "(").indented(() -> out.line(sql.stripTrailing()));
        out.line(") AS " + new Identifier(alias).sql() + columnList(fields) + after);
      }
      case RelationSql.Source.Dependent(var relation, _, var fields, var arguments, var outer) -> {
        RelationSql dependent = select.inside(arguments.stream().map(select.over(columns)::operand).toList());
        out.line(before + (outer ? "LEFT JOIN LATERAL (" : "LATERAL ("));
        out.indented(() -> dependent.write(out, relation));
        out.line(") AS " + new Identifier(alias).sql() + columnList(fields) + (outer ? " ON true" : "") + after);
      }
    }
  }

  /** Names of a sub-query's columns; no list at all where there are none, as PostgreSQL has no empty list. */
  private static String columnList(List<Field> fields) {
    return fields.isEmpty()
        ? ""
        : " (" + String.join(", ", fields.stream().map(field -> new Identifier(field.name()).sql()).toList()) + ")";
  }
}
