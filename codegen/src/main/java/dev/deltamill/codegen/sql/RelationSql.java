package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Relations as SELECT statements. Projections, filters and joins that lie on one another become one SELECT; changes and states before become
 * named parts of the WITH clause of the {@link Statement} at hand.
 */
public final class RelationSql {
  private final Statement statement;
  private final Scope scope;

  public RelationSql(Statement statement) {
    this(statement, Scope.TOP);
  }

  RelationSql(Statement statement, Scope scope) {
    this.statement = statement;
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  /** Writes dependent queries of a place with these parameters, where these aliases are visible. */
  RelationSql inside(List<String> parameters, Set<String> aliases) {
    return new RelationSql(statement, new Scope(parameters, aliases));
  }

  /** Writes the relation as a query with its fields in order, named as they are. */
  public void write(SqlWriter out, Relation relation) {
    if (relation instanceof Relation.UnionAll(var inputs)) {
      for (int i = 0; i < inputs.size(); i++) {
        if (i > 0) {
          out.line("UNION ALL");
        }
        write(out, inputs.get(i), relation.fields());
      }
    } else {
      write(out, relation, relation.fields());
    }
  }

  private void write(SqlWriter out, Relation relation, List<Field> names) {
    if (relation instanceof Relation.UnionAll) {
      write(out, relation);
    } else {
      print(select(relation), out, uniqueNames(names));
    }
  }

  private void print(Select select, SqlWriter out, List<String> names) {
    new SelectPrinter(this, select).write(out, names);
  }

  /** The relation as one SELECT. */
  Select select(Relation relation) {
    return switch (relation) {
      case Relation.Scan(var table, var alias, var fields, _, _) -> Select.from(new Source.Table(table.sql(), alias, fields));
      case Relation.Changes(var table, var alias, var fields) ->
          Select.from(
              new Source.Table(statement.changes(table, alias, fields), Identifier.suffixed(alias, "_changes"), fields));
      case Relation.Before(var scan, var fields) ->
          Select.from(new Source.Table(statement.before(scan), Identifier.suffixed(scan.alias(), "_before"), fields));
      case Relation.Working(var workTable, var fields) ->
          Select.from(new Source.Table(statement.workTable(workTable), workTable, fields));
      case Relation.Values values -> values(values);
      case Relation.TableFunction function -> Select.from(function(function));
      case Relation.Filter(var input, var condition) -> select(input).filter(condition);
      case Relation.Project(var input, var outputs) ->
          select(input).project(outputs.stream().map(Relation.Project.Output::expression).toList());
      case Relation.Join(var inputs, var condition) ->
          Select.cross(inputs.stream().map(this::joinable).toList()).filter(condition);
      case Relation.OuterJoin join -> outer(join);
      case Relation.UnionAll union -> Select.from(subquery(union, "branches"));
      case Relation.Aggregate(var input, var keys, var calls, var global) -> groupable(input).group(keys, calls, global);
      case Relation.Apply(var input, var subqueries) -> joinable(input).append(subqueries);
      case Relation.Lateral lateral -> joinable(lateral.left()).lateral(lateral);
      case Relation.Window window -> Select.from(new OrderedSql(this).window(window));
      case Relation.Repeat repeat -> repeat(repeat);
      case Relation.Net net -> net(net);
      case Relation.Shared(var name, var definition) -> shared(name, definition);
      case Relation.Recursion recursion -> Select.from(recursion(recursion));
      case Relation.Iteration(var name, var fields) -> Select.from(new Source.Table(rounds(name), name, unique(fields)));
    };
  }

  /** A SELECT that can be merged into another: without GROUP BY of its own. */
  private Select joinable(Relation relation) {
    Select select = select(relation);
    return select.grouping().isEmpty() ? select : Select.from(subquery(relation, "grouped"));
  }

  /** A SELECT whose items may stand in GROUP BY, where no sub-query may. */
  private Select groupable(Relation relation) {
    Select select = joinable(relation);
    return select.items().stream().anyMatch(Select::asks) ? Select.from(subquery(relation, "computed")) : select;
  }

  private Select outer(Relation.OuterJoin join) {
    boolean full = join.kind() == Relation.OuterJoin.Kind.FULL;
    return Select.outer(side(join.left(), full, full), side(join.right(), true, full), join.kind(), join.condition());
  }

  /**
   * A side of an outer join, merged into it if that keeps its meaning.
   *
   * @param padded whether its rows may be missing: what it computes must then be NULL too, so only columns are merged
   * @param full whether no filter of it may be tested elsewhere, as both sides show rows that have no partner
   */
  private Select side(Relation relation, boolean padded, boolean full) {
    Select select = joinable(relation);
    boolean merges =
        !select.from().isEmpty()
            && (!padded || select.items().stream().allMatch(item -> item instanceof Expression.Column))
            && (!full || select.where().isEmpty() || select.from().size() > 1)
            && select.sources().stream().noneMatch(source -> source instanceof Source.Dependent);
    return merges ? select : Select.from(subquery(relation, "side"));
  }

  Source subquery(Relation relation, String alias) {
    SqlWriter inner = new SqlWriter();
    List<Field> fields = unique(relation.fields());
    if (relation instanceof Relation.UnionAll) {
      write(inner, relation);
    } else {
      print(select(relation), inner, uniqueNames(fields));
    }
    return new Source.Subquery(inner.toString(), alias, fields);
  }

  private Select values(Relation.Values values) {
    if (values.fields().isEmpty() && values.rows().size() == 1) {
      return Select.nothing();
    }
    if (values.fields().isEmpty()) {
      // VALUES has no form for rows without columns.
      String rows = "SELECT\nFROM generate_series(1, " + values.rows().size() + ")\n";
      return Select.from(new Source.Subquery(rows, "constants", List.of()));
    }
    ExpressionSql expressions =
        new ExpressionSql(
            i -> { throw new IllegalStateException("constants read no column"); },
            scope::parameter,
            (query, _) -> { throw new IllegalStateException("constants hold no sub-query: " + query.form()); });
    List<String> rows =
        values.rows().stream().map(row -> "(" + String.join(", ", row.stream().map(expressions::print).toList()) + ")").toList();
    return Select.from(
        new Source.Subquery(new SqlWriter().line("VALUES").items(rows).toString(), "constants", unique(values.fields())));
  }

  private Source function(Relation.TableFunction function) {
    ExpressionSql expressions =
        new ExpressionSql(
            i -> { throw new IllegalStateException("arguments of a function in FROM read no column"); },
            scope::parameter,
            (query, _) -> { throw new IllegalStateException("arguments of a function in FROM hold no sub-query: " + query.form()); });
    List<String> calls = new ArrayList<>();
    for (Relation.TableFunction.Item item : function.items()) {
      List<String> columns =
          item.definitions().stream()
              .map(column -> new Identifier(column.name()).sql() + " " + column.type().sql())
              .toList();
      calls.add(expressions.print(item.call()) + (columns.isEmpty() ? "" : " AS (" + String.join(", ", columns) + ")"));
    }
    boolean plain = calls.size() == 1 && function.items().getFirst().definitions().isEmpty();
    String rows = plain ? calls.getFirst() : "ROWS FROM (" + String.join(", ", calls) + ")";
    return new Source.Function(
        rows + (function.ordinality() ? " WITH ORDINALITY" : ""),
        function.items().getFirst().name(),
        unique(function.fields()));
  }

  private Select shared(String name, Relation definition) {
    String part =
        statement.shared(
            name,
            definition,
            () -> {
              SqlWriter body = new SqlWriter();
              write(body, definition);
              return body.toString();
            });
    return Select.from(new Source.Table(part, name, unique(definition.fields())));
  }

  /** Both terms in parentheses, so that a union inside one does not become part of the recursion. */
  private Source recursion(Relation.Recursion recursion) {
    List<Field> fields = unique(recursion.fields());
    List<String> columns = fields.stream().map(field -> new Identifier(field.name()).sql()).toList();
    SqlWriter out = new SqlWriter();
    out.line("WITH RECURSIVE " + rounds(recursion.name()) + " (" + String.join(", ", columns) + ") AS (");
    out.indented(
        () -> {
          out.line("(").indented(() -> write(out, recursion.start())).line(")");
          out.line(recursion.distinct() ? "UNION" : "UNION ALL");
          out.line("(").indented(() -> write(out, recursion.step())).line(")");
        });
    out.line(")");
    out.line("SELECT").items(prefixed("r.", columns)).line("FROM").indented(() -> out.line(rounds(recursion.name()) + " AS r"));
    return new Source.Subquery(out.toString(), recursion.name(), fields);
  }

  /** What a recursion is called inside itself; no part of a {@link Statement} has such a name. */
  private static String rounds(String name) {
    return new Identifier(Identifier.suffixed(name, "__rounds")).sql();
  }

  private Select repeat(Relation.Repeat repeat) {
    List<Field> fields = unique(repeat.fields());
    List<String> columns = prefixed("counted.", fields.stream().map(field -> new Identifier(field.name()).sql()).toList());
    SqlWriter counted = new SqlWriter();
    print(select(repeat.input()), counted, uniqueNames(fields));
    SqlWriter out = new SqlWriter();
    out.line("SELECT").items(columns).line("FROM (");
    out.indented(() -> out.line(counted.toString().stripTrailing())).line(") AS counted");
    out.line("CROSS JOIN generate_series(1, " + new ExpressionSql(columns::get).print(repeat.count()) + ")");
    return Select.from(new Source.Subquery(out.toString(), "repeated", fields));
  }

  /** Rows of equal image are put together, their weights added up, and each is repeated as often as its weight says. */
  private Select net(Relation.Net net) {
    List<String> names = uniqueNames(net.fields());
    SqlWriter out = new SqlWriter();
    SqlWriter zset = new SqlWriter();
    List<String> all = new ArrayList<>(names);
    all.add(Relation.WEIGHT);
    if (net.input() instanceof Relation.UnionAll(var inputs)) {
      for (int i = 0; i < inputs.size(); i++) {
        if (i > 0) {
          zset.line("UNION ALL");
        }
        print(select(inputs.get(i)), zset, all);
      }
    } else {
      print(select(net.input()), zset, all);
    }
    List<String> quoted = names.stream().map(name -> new Identifier(name).sql()).toList();
    out.line("SELECT").items(quoted.isEmpty() ? List.of("true") : prefixed("netted.", quoted));
    out.line("FROM (");
    out.indented(
        () -> {
          List<String> items = new ArrayList<>(prefixed("identified.", quoted));
          items.add("sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies");
          out.line("SELECT DISTINCT ON (identified.__identity)").items(items);
          out.line("FROM (");
          out.indented(
              () -> {
                List<String> columns = new ArrayList<>(prefixed("zset.", quoted));
                columns.add("zset.__weight");
                columns.add(identity(prefixed("zset.", quoted)) + " AS __identity");
                out.line("SELECT").items(columns);
                out.line("FROM (").indented(() -> out.line(zset.toString().stripTrailing())).line(") AS zset");
              });
          out.line(") AS identified");
        });
    out.line(") AS netted");
    out.line("CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))");
    List<Field> fields = names.isEmpty() ? List.of(new Field("present", SqlType.BOOLEAN, false)) : unique(net.fields());
    return Select.from(new Source.Subquery(out.toString(), "bag", fields), names.size());
  }

  /** The identity of a row: a hash of its binary image, so that 1.0 is not 1.00 and types without {@code =} have one too. */
  public static String identity(List<String> columns) {
    return "sha256(record_send(ROW(" + String.join(", ", columns) + ")))";
  }

  /** Names with an alias and a full stop before each. */
  public static List<String> prefixed(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).toList();
  }

  static List<Field> unique(List<Field> fields) {
    List<String> names = uniqueNames(fields);
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Field(names.get(i), fields.get(i).type(), fields.get(i).nullable()))
        .toList();
  }

  /** Names of fields, numbered where they repeat, so that a subquery's columns can be told apart. */
  static List<String> uniqueNames(List<Field> fields) {
    List<String> names = new ArrayList<>();
    for (Field field : fields) {
      String stem = field.name().isEmpty() ? "column" : field.name();
      String name = stem;
      for (int i = 2; names.contains(name); i++) {
        name = Identifier.suffixed(stem, "_" + i);
      }
      names.add(name);
    }
    return names;
  }

  /** Something that stands in FROM. */
  sealed interface Source {
    String alias();

    List<Field> columns();

    record Table(String sql, String alias, List<Field> columns) implements Source {}

    record Subquery(String sql, String alias, List<Field> columns) implements Source {}

    /** A function call; needs names for its columns. */
    record Function(String sql, String alias, List<Field> columns) implements Source {}

    /**
     * LATERAL.
     *
     * @param arguments over the columns of the sources before it
     */
    record Dependent(Relation relation, String alias, List<Field> columns, List<Expression> arguments, boolean outer)
        implements Source {}
  }

  /** GROUP BY. */
  record Grouping(List<Expression> keys, List<AggregateCall> calls, boolean global) {}

  /**
   * One SELECT in the making.
   *
   * @param from its FROM list
   * @param items over the columns of all sources, or over keys and calls where there is a grouping
   */
  record Select(
      List<FromTree> from,
      List<Expression> items,
      List<Expression> where,
      Optional<Grouping> grouping,
      List<Expression> having) {

    static Select nothing() {
      return new Select(List.of(), List.of(), List.of(), Optional.empty(), List.of());
    }

    static Select from(Source source) {
      return from(source, source.columns().size());
    }

    static Select from(Source source, int width) {
      List<Expression> items = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        Field field = source.columns().get(i);
        items.add(new Expression.Column(i, field.type(), field.nullable()));
      }
      return new Select(List.of(new FromTree.Leaf(source)), items, List.of(), Optional.empty(), List.of());
    }

    /** What stands in FROM, left to right. */
    List<Source> sources() {
      return from.stream().flatMap(item -> item.sources().stream()).toList();
    }

    /** Number of columns of all sources. */
    int width() {
      return from.stream().mapToInt(FromTree::width).sum();
    }

    static Select cross(List<Select> parts) {
      List<FromTree> from = new ArrayList<>();
      List<Expression> items = new ArrayList<>();
      List<Expression> where = new ArrayList<>();
      int offset = 0;
      for (Select part : parts) {
        for (FromTree item : part.from) {
          from.add(item.shift(offset));
        }
        for (Expression item : part.items) {
          items.add(item.shift(offset));
        }
        for (Expression condition : part.where) {
          where.add(condition.shift(offset));
        }
        offset += part.width();
      }
      return new Select(from, items, where, Optional.empty(), List.of());
    }

    /**
     * An outer join of two SELECTs. What the left side of a left join filters may be filtered afterwards; what a side that may be missing filters
     * decides who is a partner, and so does for a full join nothing but an inner join within the side.
     */
    static Select outer(Select left, Select right, Relation.OuterJoin.Kind kind, Expression condition) {
      int offset = left.width();
      List<Expression> items = new ArrayList<>(left.items);
      right.items.forEach(item -> items.add(item.shift(offset)));
      List<Expression> on = new ArrayList<>(condition.mapColumns(c -> items.get(((Expression.Column) c).index())).conjuncts());
      FromTree leftTree = left.tree();
      FromTree rightTree = right.tree();
      List<Expression> where = leftTree instanceof FromTree.Inner ? List.of() : left.where;
      if (!(rightTree instanceof FromTree.Inner)) {
        right.where.forEach(filter -> on.add(filter.shift(offset)));
      }
      return new Select(
          List.of(new FromTree.Outer(leftTree, rightTree, kind, on)), items, where, Optional.empty(), List.of());
    }

    /** All of FROM as one item; several take the conditions under WHERE with them. */
    private FromTree tree() {
      return from.size() == 1 ? from.getFirst() : new FromTree.Inner(from, where);
    }

    static boolean asks(Expression expression) {
      return expression instanceof Expression.Subquery || expression.operands().stream().anyMatch(Select::asks);
    }

    /** With the values of sub-queries after the items. */
    Select append(List<Expression.Subquery> subqueries) {
      List<Expression> all = new ArrayList<>(items);
      subqueries.forEach(subquery -> all.add(substitute(subquery)));
      return new Select(from, all, where, grouping, having);
    }

    Select lateral(Relation.Lateral lateral) {
      int width = width();
      List<FromTree> all = new ArrayList<>(from);
      List<Field> columns = unique(lateral.right().fields());
      all.add(
          new FromTree.Leaf(
              new Source.Dependent(
                  lateral.right(), "per_row", columns, lateral.arguments().stream().map(this::substitute).toList(), lateral.outer())));
      List<Expression> extended = new ArrayList<>(items);
      for (int i = 0; i < columns.size(); i++) {
        Field field = columns.get(i);
        extended.add(new Expression.Column(width + i, field.type(), field.nullable() || lateral.outer()));
      }
      return new Select(all, extended, where, grouping, having);
    }

    Select project(List<Expression> expressions) {
      return new Select(from, expressions.stream().map(this::substitute).toList(), where, grouping, having);
    }

    Select filter(Expression condition) {
      List<Expression> conditions = new ArrayList<>(grouping.isPresent() ? having : where);
      conditions.addAll(substitute(condition).conjuncts());
      return grouping.isPresent()
          ? new Select(from, items, where, grouping, conditions)
          : new Select(from, items, conditions, grouping, having);
    }

    Select group(List<Integer> keys, List<AggregateCall> calls, boolean global) {
      List<Expression> keyExpressions = keys.stream().map(items::get).toList();
      List<AggregateCall> overSources =
          calls.stream()
              .map(
                  call ->
                      call.over(call.arguments().stream().map(this::substitute).toList(), call.filter().map(this::substitute)))
              .toList();
      List<Expression> outputs = new ArrayList<>();
      keyExpressions.forEach(key -> outputs.add(new Expression.Column(outputs.size(), key.type(), key.nullable())));
      calls.forEach(call -> outputs.add(new Expression.Column(outputs.size(), call.type(), call.nullable())));
      return new Select(from, outputs, where, Optional.of(new Grouping(keyExpressions, overSources, global)), List.of());
    }

    private Expression substitute(Expression expression) {
      return expression.mapColumns(column -> items.get(((Expression.Column) column).index()));
    }

  }

  /** A table's name in a FROM list. */
  static String aliased(String sql, String alias) {
    String quoted = new Identifier(alias).sql();
    return sql.equals(quoted) ? sql : sql + " AS " + quoted;
  }
}
