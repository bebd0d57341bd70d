package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes one SELECT: one clause per line, one item per line. */
final class SelectPrinter {
  private final RelationSql relations;
  private final RelationSql.Select select;
  private final List<String> aliases = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();

  /**
   * @param relations writes the dependent queries inside
   */
  SelectPrinter(RelationSql relations, RelationSql.Select select) {
    this.relations = relations;
    this.select = select;
    Set<String> taken = new LinkedHashSet<>(relations.scope().aliases());
    for (RelationSql.Source source : select.sources()) {
      String alias = Identifier.suffixed(source.alias(), "");
      for (int i = 2; !taken.add(alias); i++) {
        alias = Identifier.suffixed(source.alias(), "_" + i);
      }
      aliases.add(alias);
      for (Field column : source.columns()) {
        columns.add(new Identifier(alias).sql() + "." + new Identifier(column.name()).sql());
      }
    }
  }

  void write(SqlWriter out, List<String> names) {
    ExpressionSql overSources = over(columns);
    List<String> group = select.grouping().map(g -> groupColumns(g, overSources)).orElse(List.of());
    ExpressionSql overItems = select.grouping().isPresent() ? over(group) : overSources;
    List<String> items = new ArrayList<>();
    for (int i = 0; i < select.items().size(); i++) {
      String text = overItems.print(select.items().get(i));
      String name = new Identifier(names.get(i)).sql();
      items.add(text.endsWith("." + name) && columns.contains(text) ? text : text + " AS " + name);
    }
    out.line("SELECT").items(items);
    if (!select.from().isEmpty()) {
      out.line("FROM").indented(() -> new FromPrinter(out, this, aliases, columns).write(select.from()));
    }
    List<String> where = new ArrayList<>();
    select.where().forEach(condition -> where.addAll(overSources.conjuncts(condition)));
    out.conditions("WHERE", where);
    select
        .grouping()
        .ifPresent(
            grouping -> {
              List<String> keys = grouping.keys().stream().map(overSources::groupingKey).toList();
              if (!keys.isEmpty()) {
                out.line("GROUP BY").items(keys);
              }
            });
    List<String> having = new ArrayList<>(select.having().stream().flatMap(c -> overItems.conjuncts(c).stream()).toList());
    if (having.isEmpty() && isOneGroupOnly()) {
      having.add("true");
    }
    out.conditions("HAVING", having);
  }

  /** Whether nothing but HAVING says that all rows are one group: no key, and nobody looks at an aggregate. */
  private boolean isOneGroupOnly() {
    return select.grouping().filter(grouping -> grouping.keys().isEmpty()).isPresent()
        && select.items().stream().noneMatch(SelectPrinter::readsColumn);
  }

  private static boolean readsColumn(Expression expression) {
    return expression instanceof Expression.Column || expression.operands().stream().anyMatch(SelectPrinter::readsColumn);
  }

  /** Writes expressions over fields of which these are the texts. */
  ExpressionSql over(List<String> fields) {
    return new ExpressionSql(fields::get, relations.scope()::parameter, this::query);
  }

  private String query(Expression.Subquery subquery, List<String> arguments) {
    SqlWriter out = new SqlWriter().line("(");
    out.indented(() -> inside(arguments).write(out, subquery.query()));
    return out.line(")").toString().stripTrailing();
  }

  /** Writes dependent queries of this SELECT. */
  RelationSql inside(List<String> arguments) {
    Set<String> visible = new LinkedHashSet<>(relations.scope().aliases());
    visible.addAll(aliases);
    return relations.inside(arguments, visible);
  }

  private static List<String> groupColumns(RelationSql.Grouping grouping, ExpressionSql overSources) {
    List<String> texts = new ArrayList<>();
    for (Expression key : grouping.keys()) {
      texts.add(AggregateSql.key(overSources.print(key), key.type()));
    }
    for (AggregateCall call : grouping.calls()) {
      texts.add(AggregateSql.call(call, overSources));
    }
    return texts;
  }
}
