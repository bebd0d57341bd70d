package dev.deltamill.ir.relation;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A relation: a bag of rows. Fields are identified by position, counted from 0.
 *
 * <p>A <em>delta</em> is a relation too: a Z-set, written as a bag whose last field {@link #WEIGHT} says how often each row
 * was added (positive) or removed (negative). Delta rules take relations and give relations; nothing before codegen sees SQL.
 */
public sealed interface Relation {
  /** Name of the last field of a delta. A bigint, never NULL. */
  String WEIGHT = "__weight";

  Field WEIGHT_FIELD = new Field(WEIGHT, SqlType.BIGINT, false);

  List<Field> fields();

  /** Relations that this one reads, left to right; empty for leaves. */
  List<Relation> inputs();

  /** This relation over other inputs; same number, same order, same fields. */
  Relation withInputs(List<Relation> inputs);

  /** Expressions that this relation itself evaluates, over its inputs' rows. */
  default List<Expression> expressions() {
    return switch (this) {
      case Filter filter -> List.of(filter.condition());
      case Project project -> project.outputs().stream().map(Project.Output::expression).toList();
      case Join join -> List.of(join.condition());
      case OuterJoin join -> List.of(join.condition());
      case Apply apply -> List.copyOf(apply.subqueries());
      case Lateral lateral -> lateral.arguments();
      case TableFunction function -> function.items().stream().<Expression>map(TableFunction.Item::call).toList();
      case Repeat repeat -> List.of(repeat.count());
      case Window window -> window.calls().stream().flatMap(call -> call.expressions().stream()).toList();
      case Values values -> values.rows().stream().flatMap(List::stream).toList();
      case Aggregate aggregate -> {
        List<Expression> read = new ArrayList<>();
        for (AggregateCall call : aggregate.calls()) {
          read.addAll(call.arguments());
          call.filter().ifPresent(read::add);
        }
        yield read;
      }
      case Scan _, Changes _, Before _, Working _, Shared _, UnionAll _, Net _, Recursion _, Iteration _ -> List.of();
    };
  }

  /** Whether it reads {@linkplain Expression.Parameter parameters} of the dependent query it stands in; not those of queries inside it. */
  default boolean dependent() {
    return expressions().stream().anyMatch(Expression::dependent)
        || switch (this) {
          case Apply apply -> apply.input().dependent();
          case Lateral lateral -> lateral.left().dependent();
          default -> inputs().stream().anyMatch(Relation::dependent);
        };
  }

  /** Whether it, or something below it, puts rows into an order that the query leaves open. */
  default boolean breaksTies() {
    return this instanceof Window window && window.tieBroken() || inputs().stream().anyMatch(Relation::breaksTies);
  }

  /** A column at a position of this relation, as an expression over it. */
  default Expression.Column column(int index) {
    Field field = fields().get(index);
    return new Expression.Column(index, field.type(), field.nullable());
  }

  /** The weight of a delta's rows, as an expression over it. */
  default Expression.Column weight() {
    int last = fields().size() - 1;
    if (!fields().get(last).name().equals(WEIGHT)) {
      throw new IllegalStateException("not a delta: " + fields());
    }
    return column(last);
  }

  /**
   * The rows of a source as they are now: {@code after(R)}.
   *
   * @param table the table as the user knows it
   * @param fields all of the table's columns in order, or those that are read
   * @param key positions of a key of the table (primary key, or unique over NOT NULL columns); empty where it has none
   * @param span where the user named it
   */
  record Scan(QualifiedName table, String alias, List<Field> fields, List<Integer> key, Span span) implements Relation {
    public Scan {
      fields = List.copyOf(fields);
      key = List.copyOf(key);
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /**
   * What happened to a source since the stream table's frontier: {@code Δ(R)}, read from its change buffer. Not netted: a row
   * that came and went appears twice.
   *
   * @param fields those of the scan, then the weight
   */
  record Changes(QualifiedName table, String alias, List<Field> fields) implements Relation {
    public Changes {
      fields = List.copyOf(fields);
    }

    public static Changes of(Scan scan) {
      return new Changes(scan.table(), scan.alias(), withWeight(scan.fields()));
    }

    /** Fields of a bag as those of a Z-set. */
    public static List<Field> withWeight(List<Field> fields) {
      List<Field> all = new ArrayList<>(fields);
      all.add(WEIGHT_FIELD);
      return List.copyOf(all);
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /**
   * The rows of a source as they were at the stream table's frontier, as a Z-set: {@code before(R) = after(R) − Δ(R)}, the live
   * rows with weight 1 and the changes with their weights negated. Not netted.
   *
   * @param fields those of the scan, then the weight
   */
  record Before(Scan scan, List<Field> fields) implements Relation {
    public Before {
      fields = List.copyOf(fields);
    }

    public static Before of(Scan scan) {
      return new Before(scan, Changes.of(scan).fields());
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /** The contents of a work table that earlier steps of the same refresh have filled. */
  record Working(String workTable, List<Field> fields) implements Relation {
    public Working {
      fields = List.copyOf(fields);
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /**
   * A relation that is computed once and read wherever it stands.
   *
   * @param name what it holds; where another of the statement has the same name (a join of a table with itself), the printed one is numbered
   */
  record Shared(String name, Relation definition) implements Relation {
    @Override
    public List<Field> fields() {
      return definition.fields();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(definition);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Shared(name, inputs.getFirst());
    }
  }

  /** Constant rows. No row of fields is a valid relation: {@code SELECT 1} reads one row without fields. */
  record Values(List<Field> fields, List<List<Expression>> rows) implements Relation {
    public Values {
      fields = List.copyOf(fields);
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /**
   * Functions in FROM, side by side: the n-th rows of all make the n-th row, with NULLs where a function has no more. A dependent query of its own
   * where an argument is a {@link Expression.Parameter}; arguments read no columns.
   *
   * @param ordinality whether the last field is the number of the row, from 1
   */
  record TableFunction(List<Item> items, boolean ordinality, List<Field> fields) implements Relation {
    public TableFunction {
      items = List.copyOf(items);
      fields = List.copyOf(fields);
    }

    /**
     * One function.
     *
     * @param definitions the column definition list that a function returning {@code record} needs; empty for others
     */
    public record Item(Expression call, List<Field> definitions) {
      /** What the function is called. */
      public String name() {
        return switch (call) {
          case Expression.Call function -> function.function().name().value();
          case Expression.Json json -> json.function();
          default -> throw new IllegalStateException("no function: " + call);
        };
      }

      public Item {
        definitions = List.copyOf(definitions);
      }
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /** Rows for which the condition is true (not NULL). */
  record Filter(Relation input, Expression condition) implements Relation {
    @Override
    public List<Field> fields() {
      return input.fields();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Filter(inputs.getFirst(), condition);
    }
  }

  /** One output row per input row. */
  record Project(Relation input, List<Output> outputs) implements Relation {
    public Project {
      outputs = List.copyOf(outputs);
    }

    /** One computed field. */
    public record Output(String name, Expression expression) {}

    @Override
    public List<Field> fields() {
      return outputs.stream()
          .map(output -> new Field(output.name(), output.expression().type(), output.expression().nullable()))
          .toList();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Project(inputs.getFirst(), outputs);
    }
  }

  /**
   * Inner join of one or more relations; a cross join where the condition is TRUE. Fields are the inputs' fields one after the
   * other; the condition is over all of them.
   */
  record Join(List<Relation> inputs, Expression condition) implements Relation {
    public Join {
      inputs = List.copyOf(inputs);
    }

    @Override
    public List<Field> fields() {
      return inputs.stream().flatMap(input -> input.fields().stream()).toList();
    }

    public boolean conditionIsTrue() {
      return condition.equals(Expression.Literal.TRUE);
    }

    /** Position of the first field of an input. */
    public int offset(int input) {
      return inputs.subList(0, input).stream().mapToInt(r -> r.fields().size()).sum();
    }

    @Override
    public Relation withInputs(List<Relation> replaced) {
      return new Join(replaced, condition);
    }
  }

  /**
   * LEFT or FULL join: the pairs for which the condition is true, and each row of the outer side (of both sides for FULL) that is in no pair, with
   * NULLs for the other side. Fields are the left's, then the right's. A right join is a left join with its sides swapped.
   *
   * @param condition over the fields of {@link #pairs()}: it is asked of rows, never of the NULLs that pad them
   */
  record OuterJoin(Relation left, Relation right, Expression condition, Kind kind) implements Relation {
    /** Which sides keep rows without a partner. */
    public enum Kind {
      LEFT,
      FULL
    }

    @Override
    public List<Field> fields() {
      List<Field> fields = new ArrayList<>();
      left.fields().forEach(field -> fields.add(kind == Kind.FULL ? field.orNull() : field));
      right.fields().forEach(field -> fields.add(field.orNull()));
      return List.copyOf(fields);
    }

    /** The inner join of the two sides. */
    public Join pairs() {
      return new Join(List.of(left, right), condition);
    }

    @Override
    public List<Relation> inputs() {
      return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> replaced) {
      return new OuterJoin(replaced.get(0), replaced.get(1), condition, kind);
    }
  }

  /**
   * Every row of the input with the value of each sub-query for that row: fields are the input's, then one per sub-query. Each sub-query's
   * {@linkplain Expression.Subquery#query() query} is evaluated per row, with its arguments as parameters.
   */
  record Apply(Relation input, List<Expression.Subquery> subqueries) implements Relation {
    public Apply {
      subqueries = List.copyOf(subqueries);
    }

    @Override
    public List<Field> fields() {
      List<Field> fields = new ArrayList<>(input.fields());
      for (Expression.Subquery subquery : subqueries) {
        fields.add(new Field(subquery.form().name().toLowerCase(Locale.ROOT), subquery.type(), subquery.nullable()));
      }
      return fields;
    }

    @Override
    public List<Relation> inputs() {
      List<Relation> inputs = new ArrayList<>(List.of(input));
      subqueries.forEach(subquery -> inputs.add(subquery.query()));
      return inputs;
    }

    @Override
    public Relation withInputs(List<Relation> replaced) {
      List<Expression.Subquery> over = new ArrayList<>();
      for (int i = 0; i < subqueries.size(); i++) {
        over.add(subqueries.get(i).withQuery(replaced.get(i + 1)));
      }
      return new Apply(replaced.getFirst(), over);
    }
  }

  /**
   * LATERAL: every row of {@code left} with every row that {@code right} gives for it. Fields are left's, then right's.
   *
   * @param right a dependent query
   * @param arguments over left's fields: the values of right's {@link Expression.Parameter}s
   * @param outer whether a row of left for which right gives nothing stays, with NULLs (LEFT JOIN LATERAL … ON true)
   */
  record Lateral(Relation left, Relation right, List<Expression> arguments, boolean outer) implements Relation {
    public Lateral {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Field> fields() {
      List<Field> fields = new ArrayList<>(left.fields());
      for (Field field : right.fields()) {
        fields.add(new Field(field.name(), field.type(), field.nullable() || outer));
      }
      return fields;
    }

    @Override
    public List<Relation> inputs() {
      return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> replaced) {
      return new Lateral(replaced.getFirst(), replaced.getLast(), arguments, outer);
    }
  }

  /** All rows of all inputs; fields agree in number and type, names are the first input's. */
  record UnionAll(List<Relation> inputs) implements Relation {
    public UnionAll {
      inputs = List.copyOf(inputs);
    }

    @Override
    public List<Field> fields() {
      // Each input is asked once: asking per field would be exponential in the depth of nested unions.
      List<List<Field>> branches = inputs.stream().map(Relation::fields).toList();
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < branches.getFirst().size(); i++) {
        int position = i;
        Field first = branches.getFirst().get(i);
        boolean nullable = branches.stream().anyMatch(branch -> branch.get(position).nullable());
        fields.add(new Field(first.name(), first.type(), nullable));
      }
      return fields;
    }

    @Override
    public Relation withInputs(List<Relation> replaced) {
      return new UnionAll(replaced);
    }
  }

  /**
   * GROUP BY: one row per distinct key, or exactly one row where there is no key and {@code global} is set. Fields are the keys
   * in order, then the calls.
   *
   * @param keys positions of the input's fields; group equality, so NULLs are one group
   * @param global whether the query had aggregates but no GROUP BY: an empty input still gives one row
   */
  record Aggregate(Relation input, List<Integer> keys, List<AggregateCall> calls, boolean global) implements Relation {
    public Aggregate {
      keys = List.copyOf(keys);
      calls = List.copyOf(calls);
    }

    /** Every distinct row of a relation, once: DISTINCT. */
    public static Aggregate distinct(Relation relation) {
      return new Aggregate(relation, IntStream.range(0, relation.fields().size()).boxed().toList(), List.of(), false);
    }

    /** Whether it only takes away duplicates. */
    public boolean distinct() {
      return calls.isEmpty() && !global;
    }

    @Override
    public List<Field> fields() {
      List<Field> read = input.fields();
      List<Field> fields = new ArrayList<>();
      for (int key : keys) {
        fields.add(read.get(key));
      }
      for (AggregateCall call : calls) {
        fields.add(new Field(call.name(), call.type(), call.nullable()));
      }
      return fields;
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Aggregate(inputs.getFirst(), keys, calls, global);
    }
  }

  /**
   * Every row of the input with the values of window functions for it: fields are the input's, then one per call. All calls see the same partitions;
   * where a query has others, operators follow one another.
   *
   * @param partition positions of the input's fields; none where all rows are one partition. Group equality, so NULLs are one partition
   */
  record Window(Relation input, List<Integer> partition, List<WindowCall> calls) implements Relation {
    public Window {
      partition = List.copyOf(partition);
      calls = List.copyOf(calls);
    }

    @Override
    public List<Field> fields() {
      List<Field> fields = new ArrayList<>(input.fields());
      for (WindowCall call : calls) {
        fields.add(new Field(call.name(), call.type(), call.nullable()));
      }
      return fields;
    }

    /** Whether the order of some rows is decided by a key that is not the user's. */
    public boolean tieBroken() {
      return calls.stream().anyMatch(WindowCall::tieBroken);
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Window(inputs.getFirst(), partition, calls);
    }
  }

  /**
   * Each row as often as a count says, not at all where that is zero or less.
   *
   * @param count bigint over the input, never NULL
   */
  record Repeat(Relation input, Expression count) implements Relation {
    @Override
    public List<Field> fields() {
      return input.fields();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Repeat(inputs.getFirst(), count);
    }
  }

  /**
   * A recursive WITH query (manual, 7.8.2.1): the rows of {@code start}; then, round after round, the rows that {@code step} makes of those of the round
   * before, until there are none.
   *
   * @param name what the user calls it; the {@link Iteration}s of this name in {@code step} are its own, but for those inside another recursion of that name
   * @param distinct UNION: a row that equals one of any round before is left out, and the next round does not see it
   * @param fields of both inputs, under the names by which it is read; all may be NULL
   */
  record Recursion(String name, Relation start, Relation step, boolean distinct, List<Field> fields) implements Relation {
    public Recursion {
      fields = List.copyOf(fields);
    }

    @Override
    public List<Relation> inputs() {
      return List.of(start, step);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Recursion(name, inputs.getFirst(), inputs.getLast(), distinct, fields);
    }
  }

  /** Inside a recursion's step: the rows that the round before added. */
  record Iteration(String name, List<Field> fields) implements Relation {
    public Iteration {
      fields = List.copyOf(fields);
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /**
   * A delta turned back into a bag: rows are netted by identity (their binary image), rows of weight 0 vanish, rows of weight n
   * stand n times, and the weight field is dropped. A negative net weight cannot happen in a correct delta; the printed SQL
   * raises an error.
   */
  record Net(Relation input) implements Relation {
    @Override
    public List<Field> fields() {
      return input.fields().subList(0, input.fields().size() - 1);
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Net(inputs.getFirst());
    }
  }
}
