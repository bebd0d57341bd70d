package dev.deltamill.compiler.delta;

import static dev.deltamill.compiler.delta.Queries.cast;
import static dev.deltamill.compiler.delta.Queries.operator;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.SortKey;
import dev.deltamill.ir.relation.WindowCall;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small queries over {@link Queries}' tables. Every table is read again and again under the same alias, which gives self joins and equal names. */
final class QueryGenerator {
  private static final List<SqlType> KINDS = List.of(SqlType.BIGINT, SqlType.TEXT, SqlType.NUMERIC);
  private static final int MOST_SCANS = 5;

  private final Choices choices;
  private int scans;
  private int recursions;

  QueryGenerator(Choices choices) {
    this.choices = choices;
  }

  /** Any operator over operators nested up to {@code depth} more. */
  Relation relation(int depth) {
    int kind = depth == 0 || scans >= MOST_SCANS ? 0 : choices.below(16);
    return switch (kind) {
      case 1 -> filter(relation(depth - 1));
      case 2 -> project(relation(depth - 1));
      case 3, 4, 5 -> join(depth - 1);
      case 6 -> unionAll(depth - 1);
      case 7, 8 -> aggregate(relation(depth - 1));
      case 9 -> choices.oneIn(2) ? apply(relation(depth - 1)) : lateral(relation(depth - 1));
      case 10, 11 -> outerJoin(relation(depth - 1), relation(depth - 1));
      case 12 -> Relation.Aggregate.distinct(choices.oneIn(2) ? unionAll(depth - 1) : relation(depth - 1));
      case 13 -> repeat(relation(depth - 1));
      case 14 -> window(relation(depth - 1));
      case 15 -> recursion(depth - 1);
      default -> choices.oneIn(12) ? values() : scan();
    };
  }

  Relation scan() {
    scans++;
    return choices.of(List.of(Queries.R, Queries.S, Queries.U));
  }

  Relation values() {
    List<Field> fields = List.of(new Field("c", SqlType.INTEGER, true));
    List<List<Expression>> rows = new ArrayList<>();
    for (int i = choices.below(3); i >= 0; i--) {
      rows.add(List.of(constant(SqlType.INTEGER)));
    }
    return new Relation.Values(fields, rows);
  }

  Relation filter(Relation input) {
    return new Relation.Filter(input, condition(input));
  }

  Relation project(Relation input) {
    List<Relation.Project.Output> outputs = new ArrayList<>();
    for (int i = choices.below(3); i >= 0; i--) {
      Expression expression = choices.oneIn(3) ? computed(input) : column(input);
      outputs.add(new Relation.Project.Output(choices.oneIn(4) ? "x" : "x" + i, expression));
    }
    return new Relation.Project(input, outputs);
  }

  Relation join(int depth) {
    List<Relation> inputs = new ArrayList<>();
    for (int i = choices.oneIn(2) ? 1 + choices.below(3) : 1; i >= 0; i--) {
      inputs.add(relation(depth));
    }
    return joined(inputs.toArray(Relation[]::new));
  }

  Relation joined(Relation... sides) {
    List<Relation> inputs = List.of(sides);
    Relation.Join cross = new Relation.Join(inputs, Expression.Literal.TRUE);
    List<Expression> conditions = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i++) {
      int offset = cross.offset(i);
      List<Expression> earlier = columns(cross).subList(0, offset);
      List<Expression> own = columns(cross).subList(offset, offset + inputs.get(i).fields().size());
      if (!earlier.isEmpty() && !own.isEmpty() && !choices.oneIn(5)) {
        equality(choices.of(earlier), own).ifPresent(conditions::add);
      }
    }
    if (choices.oneIn(4)) {
      conditions.add(condition(cross));
    }
    return new Relation.Join(inputs, Expression.and(conditions));
  }

  /** Conditions of every kind: equalities, on one side alone, ranges over both, constants. PostgreSQL wants an equality for a full join, or nothing. */
  Relation outerJoin(Relation left, Relation right) {
    Relation.Join cross = new Relation.Join(List.of(left, right), Expression.Literal.TRUE);
    List<Expression> conditions = new ArrayList<>();
    List<Expression> ours = columns(cross).subList(0, left.fields().size());
    List<Expression> theirs = columns(cross).subList(left.fields().size(), cross.fields().size());
    boolean both = !ours.isEmpty() && !theirs.isEmpty();
    for (int i = both ? choices.below(3) : 0; i >= 0 && both && !choices.oneIn(6); i--) {
      equality(choices.of(ours), theirs).ifPresent(conditions::add);
    }
    boolean equality = !conditions.isEmpty();
    if (both && choices.oneIn(3)) {
      comparison(choices.of(ours), theirs).ifPresent(conditions::add);
    }
    if (choices.oneIn(3)) {
      conditions.add(condition(cross));
    }
    return new Relation.OuterJoin(
        left,
        right,
        Expression.and(conditions),
        choices.oneIn(2) && (equality || conditions.isEmpty()) ? Relation.OuterJoin.Kind.FULL : Relation.OuterJoin.Kind.LEFT);
  }

  Relation unionAll(int depth) {
    List<SqlType> kinds = new ArrayList<>();
    for (int i = choices.below(2); i >= 0; i--) {
      kinds.add(choices.of(KINDS));
    }
    List<Relation> branches = new ArrayList<>();
    for (int i = 1 + choices.below(2); i >= 0; i--) {
      branches.add(shaped(relation(depth), kinds));
    }
    return new Relation.UnionAll(branches);
  }

  /** Rows counted by a number of theirs, which may be negative; never so often that a few joins of them take long. */
  Relation repeat(Relation input) {
    List<Expression> numbers =
        columns(input).stream().filter(column -> column.type().is("int4") || column.type().is("int8")).toList();
    Expression number = numbers.isEmpty() ? constant(SqlType.BIGINT) : cast(choices.of(numbers), SqlType.BIGINT);
    Expression known =
        new Expression.Conditional(Expression.Conditional.Kind.COALESCE, List.of(number, Expression.Literal.bigint(1)), SqlType.BIGINT);
    Expression lowered = operator("-", SqlType.BIGINT, known, Expression.Literal.bigint(choices.below(3)));
    return new Relation.Repeat(
        input,
        new Expression.Conditional(
            Expression.Conditional.Kind.LEAST, List.of(lowered, Expression.Literal.bigint(3)), SqlType.BIGINT));
  }

  /** Numbers, ranks, neighbours and running counts, in partitions and without; ties are broken where the result depends on them. */
  Relation window(Relation input) {
    List<Integer> partition = new ArrayList<>();
    int width = input.fields().size();
    for (int i = width > 0 ? choices.below(3) : 0; i > 0; i--) {
      partition.add(choices.below(width));
    }
    // One order for all: rows that are alike are interchangeable for one order, not for two (Windowing gives each an operator of its own).
    List<SortKey> keys = new ArrayList<>();
    for (int j = width > 0 ? choices.below(3) : 0; j > 0; j--) {
      Optional<Boolean> nulls = choices.oneIn(3) ? Optional.of(choices.oneIn(2)) : Optional.empty();
      keys.add(new SortKey(column(input), choices.oneIn(2), Optional.empty(), nulls, false));
    }
    List<WindowCall> calls = new ArrayList<>();
    for (int i = choices.below(2); i >= 0; i--) {
      List<SortKey> order = new ArrayList<>(keys);
      String function = choices.of(List.of("row_number", "rank", "count", "lag"));
      boolean rows = function.equals("count") && choices.oneIn(2);
      if (rows || function.equals("row_number") || function.equals("lag")) {
        order.add(SortKey.tieBreaker(RowImage.of(input)));
      }
      List<Expression> arguments = function.equals("lag") ? List.of(width > 0 ? column(input) : constant(SqlType.BIGINT)) : List.of();
      calls.add(
          new WindowCall(
              "w" + i,
              QualifiedName.builtin(function),
              function.equals("count"),
              arguments,
              Optional.empty(),
              order,
              rows ? Frame.DEFAULT.inRows() : Frame.DEFAULT,
              arguments.isEmpty() ? SqlType.BIGINT : arguments.getFirst().type(),
              Queries.SPAN));
    }
    return new Relation.Window(input, partition, calls);
  }

  /** What a number leads to: as far as it goes under UNION, around cycles too, and two rounds far under UNION ALL. */
  Relation recursion(int depth) {
    boolean distinct = choices.oneIn(2);
    List<SqlType> row = List.of(SqlType.BIGINT, SqlType.BIGINT);
    List<Field> fields = List.of(new Field("node", SqlType.BIGINT, true), new Field("round", SqlType.BIGINT, true));
    Relation first = shaped(relation(depth), row);
    Relation start =
        new Relation.Project(
            first,
            List.of(
                new Relation.Project.Output("node", first.column(0)),
                new Relation.Project.Output("round", Expression.Literal.bigint(0))));
    Relation.Iteration round = new Relation.Iteration("r" + recursions++, fields);
    Relation edges = shaped(relation(depth), row);
    Relation.Join cross = new Relation.Join(List.of(round, edges), Expression.Literal.TRUE);
    List<Expression> conditions = new ArrayList<>();
    conditions.add(operator(choices.oneIn(4) ? ">=" : "=", SqlType.BOOLEAN, cross.column(0), cross.column(2)));
    Expression next = Expression.Literal.bigint(0);
    if (!distinct) {
      conditions.add(operator("<", SqlType.BOOLEAN, cross.column(1), Expression.Literal.bigint(2)));
      next = operator("+", SqlType.BIGINT, cross.column(1), Expression.Literal.bigint(1));
    }
    Relation step =
        new Relation.Project(
            new Relation.Join(cross.inputs(), Expression.and(conditions)),
            List.of(new Relation.Project.Output("node", cross.column(3)), new Relation.Project.Output("round", next)));
    return new Relation.Recursion(round.name(), start, step, distinct, fields);
  }

  Relation aggregate(Relation input) {
    List<Integer> keys = new ArrayList<>();
    int width = input.fields().size();
    for (int i = Math.min(width, choices.below(3)); i > 0; i--) {
      keys.add(choices.below(width));
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = choices.below(4) + (keys.isEmpty() ? 1 : 0); i > 0; i--) {
      calls.add(call("a" + i, input));
    }
    return new Relation.Aggregate(input, keys, calls, keys.isEmpty());
  }

  /** Rows with the values of one or two sub-queries, most of them about the row. */
  Relation apply(Relation input) {
    List<Expression.Subquery> subqueries = new ArrayList<>();
    for (int i = choices.below(2); i >= 0; i--) {
      subqueries.add(subquery(input));
    }
    Relation.Apply apply = new Relation.Apply(input, subqueries);
    int value = input.fields().size();
    Relation kept = apply;
    if (subqueries.getFirst().type().equals(SqlType.BOOLEAN) && choices.oneIn(2)) {
      Expression mark = apply.column(value);
      kept =
          new Relation.Filter(
              apply, choices.oneIn(2) ? mark : new Expression.Logical(Expression.Logical.Connective.NOT, List.of(mark)));
    }
    return numbered(kept);
  }

  /** Truth values as numbers, which everything else here can be made of. */
  private static Relation numbered(Relation input) {
    List<Relation.Project.Output> outputs = new ArrayList<>();
    for (Expression column : columns(input)) {
      Expression value =
          column.type().equals(SqlType.BOOLEAN)
              ? new Expression.Case(
                  List.of(
                      column,
                      Queries.constant("1", SqlType.BIGINT),
                      new Expression.Logical(Expression.Logical.Connective.NOT, List.of(column)),
                      Queries.constant("0", SqlType.BIGINT),
                      Expression.Literal.nullOf(SqlType.BIGINT)),
                  SqlType.BIGINT)
              : column;
      outputs.add(new Relation.Project.Output("n" + outputs.size(), value));
    }
    return new Relation.Project(input, outputs);
  }

  private Expression.Subquery subquery(Relation input) {
    Dependent query = dependent(input);
    List<Expression> sides = columns(input);
    Expression.Subquery.Form form =
        choices.of(
            sides.isEmpty()
                ? List.of(Expression.Subquery.Form.EXISTS, Expression.Subquery.Form.SCALAR)
                : List.of(
                    Expression.Subquery.Form.EXISTS,
                    Expression.Subquery.Form.SCALAR,
                    Expression.Subquery.Form.ANY,
                    Expression.Subquery.Form.ALL));
    return switch (form) {
      case EXISTS ->
          new Expression.Subquery(
              form,
              Optional.empty(),
              List.of(),
              query.arguments(),
              new Relation.Project(query.relation(), List.of(new Relation.Project.Output("present", Expression.Literal.TRUE))),
              SqlType.BOOLEAN,
              false);
      case SCALAR -> {
        Relation one = new Relation.Aggregate(query.relation(), List.of(), List.of(call("value", query.relation())), true);
        yield new Expression.Subquery(
            Expression.Subquery.Form.SCALAR, Optional.empty(), List.of(), query.arguments(), one, one.fields().getFirst().type(), true);
      }
      case ANY, ALL -> {
        Expression left = choices.of(sides);
        SqlType kind = kind(left.type());
        String symbol =
            choices.of(
                choices.oneIn(3)
                    ? List.of("<", ">=")
                    : List.of(form == Expression.Subquery.Form.ANY ? "=" : "<>"));
        yield new Expression.Subquery(
            form,
            Optional.of(QualifiedName.builtin(symbol)),
            List.of(cast(left, kind)),
            query.arguments(),
            shaped(query.relation(), List.of(kind)),
            SqlType.BOOLEAN,
            true);
      }
    };
  }

  Relation lateral(Relation left) {
    Dependent right = dependent(left);
    return new Relation.Lateral(left, right.relation(), right.arguments(), choices.oneIn(2));
  }

  /** A dependent query and its arguments. */
  private record Dependent(Relation relation, List<Expression> arguments) {}

  private Dependent dependent(Relation row) {
    Relation query = choices.oneIn(3) ? relation(1) : scan();
    List<Expression> given = columns(row);
    List<Expression> own = columns(query);
    if (given.isEmpty() || own.isEmpty() || choices.oneIn(5)) {
      return new Dependent(query, List.of());
    }
    Expression argument = choices.of(given);
    Expression parameter = new Expression.Parameter(0, argument.type(), argument.nullable());
    Expression condition =
        choices.oneIn(4)
            ? operator(
                choices.of(List.of("<", ">=", "<>")), SqlType.BOOLEAN, cast(parameter, kind(argument.type())), Queries.constant("1", kind(argument.type())))
            : equality(parameter, own).orElse(Expression.Literal.TRUE);
    Relation filtered = new Relation.Filter(query, condition);
    Relation result = choices.oneIn(4) ? aggregate(filtered) : choices.oneIn(6) ? apply(filtered) : filtered;
    return new Dependent(choices.oneIn(4) ? paired(result, condition) : result, List.of(argument));
  }

  /** A dependent query on either side of an outer join, whose condition may depend as well. */
  private Relation paired(Relation query, Expression condition) {
    Relation other = scan();
    Relation.OuterJoin joined = (Relation.OuterJoin) (choices.oneIn(2) ? outerJoin(other, query) : outerJoin(query, other));
    boolean dependsOnly = condition.columns().isEmpty() && choices.oneIn(2) && joined.kind() == Relation.OuterJoin.Kind.LEFT;
    return dependsOnly
        ? new Relation.OuterJoin(
            joined.left(), joined.right(), Expression.and(List.of(joined.condition(), condition)), joined.kind())
        : joined;
  }

  Relation grouping() {
    Relation grouped = aggregate(relation(choices.below(3)));
    Relation visible = choices.oneIn(3) ? filter(grouped) : grouped;
    return choices.oneIn(2) ? project(visible) : visible;
  }

  private AggregateCall call(String name, Relation input) {
    List<Expression> columns = columns(input);
    Optional<Expression> filter = choices.oneIn(4) ? Optional.of(condition(input)) : Optional.empty();
    String function = columns.isEmpty() ? "count" : choices.of(List.of("count", "sum", "min", "max", "avg"));
    if (function.equals("count") && (columns.isEmpty() || choices.below(2) == 0)) {
      return Queries.call(name, function, List.of(), filter, SqlType.BIGINT);
    }
    Expression argument = choices.oneIn(4) ? computed(input) : choices.of(columns);
    boolean adds = function.equals("sum") || function.equals("avg");
    if (adds && !argument.type().isNumber()) {
      return Queries.call(name, "count", List.of(argument), filter, SqlType.BIGINT);
    }
    SqlType type =
        switch (function) {
          case "count" -> SqlType.BIGINT;
          case "sum" -> argument.type().is("int4") ? SqlType.BIGINT : SqlType.NUMERIC;
          case "avg" -> SqlType.NUMERIC;
          default -> SqlType.of(argument.type().name());
        };
    return Queries.call(name, function, List.of(argument), filter, type);
  }

  /** The input with just one column of each kind. */
  private Relation shaped(Relation input, List<SqlType> kinds) {
    List<Relation.Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      SqlType kind = kinds.get(i);
      List<Expression> fitting = columns(input).stream().filter(column -> kind(column.type()).equals(kind)).toList();
      Expression value = fitting.isEmpty() || choices.oneIn(8) ? constant(kind) : choices.of(fitting);
      outputs.add(new Relation.Project.Output("u" + i, cast(value, kind)));
    }
    return new Relation.Project(input, outputs);
  }

  private Expression condition(Relation input) {
    List<Expression> columns = columns(input);
    if (columns.isEmpty()) {
      return choices.oneIn(4) ? Expression.Literal.FALSE : Expression.Literal.TRUE;
    }
    Expression column = choices.of(columns);
    Expression constant = cast(constant(kind(column.type())), kind(column.type()));
    Expression wide = cast(column, kind(column.type()));
    return switch (choices.below(8)) {
      case 0, 1 -> operator(choices.of(List.of("=", "<", ">=", "<>")), SqlType.BOOLEAN, wide, constant);
      case 2 -> new Expression.Is(column, Expression.Is.Test.NULL, choices.oneIn(2));
      case 3 -> equality(choices.of(columns), columns).orElse(Expression.Literal.TRUE);
      case 4 -> new Expression.Distinct(wide, constant, choices.oneIn(2));
      case 5 -> new Expression.Logical(Expression.Logical.Connective.NOT, List.of(operator("=", SqlType.BOOLEAN, wide, constant)));
      case 6 ->
          new Expression.Logical(
              choices.of(List.of(Expression.Logical.Connective.OR, Expression.Logical.Connective.AND)),
              List.of(operator("=", SqlType.BOOLEAN, wide, constant), new Expression.Is(column, Expression.Is.Test.NULL, false)));
      default ->
          new Expression.InList(
              List.of(wide, constant, cast(constant(kind(column.type())), kind(column.type()))),
              choices.oneIn(2),
              Volatility.IMMUTABLE);
    };
  }

  private Optional<Expression> equality(Expression one, List<Expression> others) {
    return comparison("=", one, others);
  }

  /** Some that are not equalities; the last one also tells apart what is equal. */
  private Optional<Expression> comparison(Expression one, List<Expression> others) {
    return comparison(choices.of(List.of("<", ">=", "<>", "*=")), one, others);
  }

  private Optional<Expression> comparison(String symbol, Expression one, List<Expression> others) {
    SqlType kind = kind(one.type());
    List<Expression> fitting = others.stream().filter(other -> kind(other.type()).equals(kind)).toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(operator(symbol, SqlType.BOOLEAN, cast(one, kind), cast(choices.of(fitting), kind)));
  }

  private Expression computed(Relation input) {
    Expression column = column(input);
    SqlType kind = kind(column.type());
    Expression wide = cast(column, kind);
    if (kind.equals(SqlType.TEXT)) {
      return new Expression.Conditional(Expression.Conditional.Kind.COALESCE, List.of(column, Queries.constant("a", SqlType.TEXT)), SqlType.TEXT);
    }
    Expression constant = cast(constant(kind), kind);
    return switch (choices.below(4)) {
      case 0 -> operator("+", kind, wide, constant);
      case 1 -> operator("*", kind, wide, constant);
      case 2 -> new Expression.Conditional(Expression.Conditional.Kind.COALESCE, List.of(wide, constant), kind);
      default ->
          new Expression.Case(List.of(condition(input), column, Expression.Literal.nullOf(column.type())), column.type());
    };
  }

  private Expression column(Relation input) {
    return input.fields().isEmpty() ? constant(SqlType.INTEGER) : choices.of(columns(input));
  }

  private Expression constant(SqlType type) {
    if (choices.oneIn(6)) {
      return Expression.Literal.nullOf(type);
    }
    List<String> texts =
        type.is("text") ? List.of("a", "b") : type.is("numeric") ? List.of("1", "1.0", "1.00", "2.5") : List.of("0", "1", "2");
    return Queries.constant(choices.of(texts), type);
  }

  private static List<Expression> columns(Relation relation) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      columns.add(relation.column(i));
    }
    return columns;
  }

  private static SqlType kind(SqlType type) {
    return type.is("int4") ? SqlType.BIGINT : SqlType.of(type.name());
  }
}
