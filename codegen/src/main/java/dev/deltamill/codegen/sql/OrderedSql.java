package dev.deltamill.codegen.sql;

import dev.deltamill.codegen.sql.RelationSql.Source;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.SortKey;
import dev.deltamill.ir.relation.WindowCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Operators for which rows have an order. Each is a SELECT of its own, over its input as {@code ordered}. */
final class OrderedSql {
  private final RelationSql relations;
  private final String alias;

  OrderedSql(RelationSql relations) {
    this.relations = relations;
    String free = "ordered";
    for (int i = 2; relations.scope().aliases().contains(free); i++) {
      free = "ordered_" + i;
    }
    this.alias = free;
  }

  Source window(Relation.Window window) {
    List<String> columns = columns(window.input());
    ExpressionSql expressions = expressions(columns);
    List<String> partition = window.partition().stream().map(columns::get).toList();
    List<Field> fields = RelationSql.unique(window.fields());
    List<String> items = new ArrayList<>(columns);
    for (WindowCall call : window.calls()) {
      items.add(call(call, partition, expressions) + " AS " + new Identifier(fields.get(items.size()).name()).sql());
    }
    SqlWriter out = new SqlWriter().line("SELECT").items(items);
    from(out, window.input());
    return new Source.Subquery(out.toString(), "windowed", fields);
  }

  private void from(SqlWriter out, Relation input) {
    Source rows = relations.subquery(input, alias);
    out.line("FROM (").indented(() -> out.line(((Source.Subquery) rows).sql().stripTrailing())).line(") AS " + alias);
  }

  private List<String> columns(Relation input) {
    return RelationSql.unique(input.fields()).stream().map(field -> alias + "." + new Identifier(field.name()).sql()).toList();
  }

  private ExpressionSql expressions(List<String> columns) {
    return new ExpressionSql(
        columns::get,
        relations.scope()::parameter,
        (query, _) -> { throw new IllegalStateException("sub-queries are computed below: " + query.form()); });
  }

  private static String call(WindowCall call, List<String> partition, ExpressionSql expressions) {
    StringBuilder out = new StringBuilder(ExpressionSql.function(call.function()));
    out.append(
        call.star() ? "(*)" : call.arguments().stream().map(expressions::print).collect(Collectors.joining(", ", "(", ")")));
    call.filter().ifPresent(filter -> out.append(" FILTER (WHERE ").append(expressions.print(filter)).append(")"));
    List<String> window = new ArrayList<>();
    if (!partition.isEmpty()) {
      window.add("PARTITION BY " + String.join(", ", partition));
    }
    if (!call.order().isEmpty()) {
      window.add("ORDER BY " + call.order().stream().map(key -> key(key, expressions)).collect(Collectors.joining(", ")));
    }
    if (!call.frame().equals(Frame.DEFAULT)) {
      window.add(frame(call.frame(), expressions));
    }
    return out.append(" OVER (").append(String.join(" ", window)).append(")").toString();
  }

  private static String key(SortKey key, ExpressionSql expressions) {
    String direction =
        key.using()
            .map(operator -> " USING OPERATOR(" + operator.schema().sql() + "." + operator.name().value() + ")")
            .orElse(key.descending() ? " DESC" : "");
    String nulls = key.nullsFirst().map(first -> first ? " NULLS FIRST" : " NULLS LAST").orElse("");
    return expressions.print(key.expression()) + direction + nulls;
  }

  private static String frame(Frame frame, ExpressionSql expressions) {
    String exclusion =
        switch (frame.exclusion()) {
          case NO_OTHERS -> "";
          case CURRENT_ROW -> " EXCLUDE CURRENT ROW";
          case GROUP -> " EXCLUDE GROUP";
          case TIES -> " EXCLUDE TIES";
        };
    return frame.mode() + " BETWEEN " + bound(frame.start(), expressions) + " AND " + bound(frame.end(), expressions) + exclusion;
  }

  private static String bound(Frame.Bound bound, ExpressionSql expressions) {
    String offset = bound.offset().map(expressions::operand).map(text -> text + " ").orElse("");
    return offset + bound.edge().name().replace('_', ' ');
  }
}
