package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Relations in memory: the meaning that every rewrite and delta rule is held against. A field that is said never to be NULL is checked for every row,
 * because rules and printed SQL rely on it.
 */
public final class RelationEvaluator {
  private static final int MOST_ROWS = 100_000;

  private final Database database;
  private final Function<String, List<Row>> workTables;

  /** What has been computed of shared relations; an evaluator stands for one statement. */
  private final Map<Relation, List<Row>> results = new HashMap<>();

  /** The rows of the round before, by the name of the recursion. */
  private final Map<String, List<Row>> rounds = new HashMap<>();

  public RelationEvaluator(Database database) {
    this(
        database,
        name -> {
          throw new IllegalStateException("a query reads no work table: " + name);
        });
  }

  /**
   * @param workTables what earlier steps have left, by name
   */
  public RelationEvaluator(Database database, Function<String, List<Row>> workTables) {
    this.database = database;
    this.workTables = workTables;
  }

  public List<Row> evaluate(Relation relation) {
    List<Row> rows =
        switch (relation) {
          case Relation.Scan scan -> database.after(scan.table(), scan.fields());
          case Relation.Changes(var table, _, var fields) -> database.changes(table, withoutWeight(fields));
          case Relation.Before(var scan, _) -> before(scan);
          case Relation.Working(var name, _) -> workTables.apply(name);
          case Relation.Values(_, var constants) -> constants.stream().map(row -> project(row, Row.of())).toList();
          case Relation.Filter(var input, var condition) ->
              evaluate(input).stream().filter(row -> ExpressionEvaluator.isTrue(condition, row)).toList();
          case Relation.Project(var input, var outputs) -> {
            List<Expression> expressions = outputs.stream().map(Relation.Project.Output::expression).toList();
            yield evaluate(input).stream().map(row -> project(expressions, row)).toList();
          }
          case Relation.Join join -> join(join);
          case Relation.TableFunction function -> throw new UnsupportedOperationException("not evaluated in memory: " + function);
          case Relation.OuterJoin join -> outerJoin(join);
          case Relation.Apply apply -> apply(apply);
          case Relation.Lateral lateral -> lateral(lateral);
          case Relation.UnionAll(var inputs) -> inputs.stream().flatMap(input -> evaluate(input).stream()).toList();
          case Relation.Aggregate aggregate -> AggregateEvaluator.evaluate(aggregate, evaluate(aggregate.input()));
          case Relation.Window window -> WindowEvaluator.evaluate(window, evaluate(window.input()));
          case Relation.Repeat(var input, var count) -> evaluate(input).stream().flatMap(row -> copies(row, count)).toList();
          case Relation.Net(var input) -> expand(evaluate(input));
          case Relation.Shared shared -> shared(shared);
          case Relation.Recursion recursion -> recursion(recursion);
          case Relation.Iteration(var name, _) -> rounds.getOrDefault(name, List.of());
        };
    rows.forEach(row -> check(relation, row));
    return rows;
  }

  private List<Row> shared(Relation.Shared shared) {
    List<Row> result = results.get(shared.definition());
    if (result == null) {
      result = evaluate(shared.definition());
      results.put(shared.definition(), result);
    }
    return result;
  }

  /** By the manual (7.8.2.1): working table and result, until the working table is empty. */
  private List<Row> recursion(Relation.Recursion recursion) {
    List<Row> result = new ArrayList<>();
    List<Row> working = unseen(recursion, evaluate(recursion.start()), result);
    while (!working.isEmpty()) {
      result.addAll(working);
      if (result.size() > MOST_ROWS) {
        throw new IllegalStateException("a recursion that does not end");
      }
      rounds.put(recursion.name(), working);
      working = unseen(recursion, evaluate(recursion.step()), result);
    }
    return result;
  }

  private static List<Row> unseen(Relation.Recursion recursion, List<Row> rows, List<Row> seen) {
    return recursion.distinct() ? rows.stream().distinct().filter(row -> !seen.contains(row)).toList() : rows;
  }

  private static Stream<Row> copies(Row row, Expression count) {
    long copies = (Long) Objects.requireNonNull(ExpressionEvaluator.evaluate(count, row));
    return Stream.generate(() -> row).limit(Math.max(0, copies));
  }

  private List<Row> before(Relation.Scan scan) {
    List<Row> rows = new ArrayList<>();
    database.after(scan.table(), scan.fields()).forEach(row -> rows.add(row.weighing(1)));
    database.changes(scan.table(), scan.fields()).forEach(change -> rows.add(change.data().weighing(-change.weight())));
    return rows;
  }

  /** Conditions are tested as soon as the inputs they read are joined, so that a wide join does not become a cross product. */
  private List<Row> join(Relation.Join join) {
    List<Row> joined = List.of(Row.of());
    int width = 0;
    for (Relation input : join.inputs()) {
      int start = width;
      width += input.fields().size();
      int end = width;
      boolean first = start == 0;
      List<Expression> conditions =
          join.condition().conjuncts().stream().filter(e -> last(e) < end && (first || last(e) >= start)).toList();
      List<Row> right = evaluate(input);
      List<Row> next = new ArrayList<>();
      for (Row left : joined) {
        for (Row other : right) {
          Row both = left.with(other);
          if (conditions.stream().allMatch(condition -> ExpressionEvaluator.isTrue(condition, both))) {
            next.add(both);
          }
        }
      }
      joined = next;
    }
    return joined;
  }

  private List<Row> apply(Relation.Apply apply) {
    List<Row> rows = new ArrayList<>();
    for (Row row : evaluate(apply.input())) {
      List<@Nullable Object> values = new ArrayList<>(row.values());
      for (Expression.Subquery subquery : apply.subqueries()) {
        values.add(value(subquery, row));
      }
      rows.add(new Row(values));
    }
    return rows;
  }

  private @Nullable Object value(Expression.Subquery subquery, Row row) {
    List<Row> found = evaluate(new Arguments(project(subquery.arguments(), row).values()).in(subquery.query()));
    return switch (subquery.form()) {
      case EXISTS -> !found.isEmpty();
      case SCALAR -> {
        if (found.size() > 1) {
          throw new IllegalStateException("more than one row returned by a subquery used as an expression");
        }
        yield found.isEmpty() ? null : found.getFirst().get(0);
      }
      case ANY -> ExpressionEvaluator.logical(Expression.Logical.Connective.OR, comparisons(subquery, row, found));
      case ALL -> ExpressionEvaluator.logical(Expression.Logical.Connective.AND, comparisons(subquery, row, found));
    };
  }

  private static List<@Nullable Object> comparisons(Expression.Subquery subquery, Row row, List<Row> found) {
    Object left = ExpressionEvaluator.evaluate(subquery.left().getFirst(), row);
    List<@Nullable Object> comparisons = new ArrayList<>();
    for (Row other : found) {
      comparisons.add(
          ExpressionEvaluator.operator(
              subquery.symbol().orElseThrow().name().value(), Arrays.asList(left, other.get(0)), SqlType.BOOLEAN));
    }
    return comparisons;
  }

  private List<Row> lateral(Relation.Lateral lateral) {
    List<Row> rows = new ArrayList<>();
    for (Row row : evaluate(lateral.left())) {
      List<Row> right = evaluate(new Arguments(project(lateral.arguments(), row).values()).in(lateral.right()));
      right.forEach(other -> rows.add(row.with(other)));
      if (right.isEmpty() && lateral.outer()) {
        rows.add(row.with(new Row(Collections.nCopies(lateral.right().fields().size(), null))));
      }
    }
    return rows;
  }

  /** By the book: every pair is tried. */
  private List<Row> outerJoin(Relation.OuterJoin join) {
    List<Row> left = evaluate(join.left());
    List<Row> right = evaluate(join.right());
    Row noLeft = new Row(Collections.nCopies(join.left().fields().size(), null));
    Row noRight = new Row(Collections.nCopies(join.right().fields().size(), null));
    List<Row> joined = new ArrayList<>();
    boolean[] found = new boolean[right.size()];
    for (Row row : left) {
      boolean lone = true;
      for (int i = 0; i < right.size(); i++) {
        if (ExpressionEvaluator.isTrue(join.condition(), row.with(right.get(i)))) {
          joined.add(row.with(right.get(i)));
          lone = false;
          found[i] = true;
        }
      }
      if (lone) {
        joined.add(row.with(noRight));
      }
    }
    for (int i = 0; join.kind() == Relation.OuterJoin.Kind.FULL && i < right.size(); i++) {
      if (!found[i]) {
        joined.add(noLeft.with(right.get(i)));
      }
    }
    return joined;
  }

  private static int last(Expression expression) {
    int last = expression instanceof Expression.Column column ? column.index() : -1;
    for (Expression operand : expression.operands()) {
      last = Math.max(last, last(operand));
    }
    return last;
  }

  /** A Z-set as a bag. */
  static List<Row> expand(List<Row> zset) {
    List<Row> bag = new ArrayList<>();
    Row.net(zset)
        .forEach(
            (row, weight) -> {
              if (weight < 0) {
                throw new IllegalStateException("negative multiplicity " + weight + " of " + row);
              }
              for (long i = 0; i < weight; i++) {
                bag.add(row);
              }
            });
    return bag;
  }

  private static Row project(List<Expression> expressions, Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    expressions.forEach(expression -> values.add(ExpressionEvaluator.evaluate(expression, row)));
    return new Row(values);
  }

  private static List<Field> withoutWeight(List<Field> fields) {
    return fields.subList(0, fields.size() - 1);
  }

  private static void check(Relation relation, Row row) {
    List<Field> fields = relation.fields();
    if (row.values().size() != fields.size()) {
      throw new IllegalStateException("a row of " + row.values().size() + " values where there are " + fields.size() + " fields");
    }
    for (int i = 0; i < fields.size(); i++) {
      if (row.get(i) == null && !fields.get(i).nullable()) {
        throw new IllegalStateException("NULL in " + fields.get(i) + ", which is said never to be NULL, of " + OperatorText.of(relation));
      }
    }
  }
}
