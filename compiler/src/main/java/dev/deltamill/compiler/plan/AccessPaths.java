package dev.deltamill.compiler.plan;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Access;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How the relation of a delta step reads live tables, as PostgreSQL can execute it with the right indexes: from the few rows that changed, by
 * equality from one table to the next.
 *
 * <p>A column is <em>given</em> where an equality ties it to what is known before the table is read: a column of few rows (changes, work
 * tables), of a table that was found before, or a parameter of the dependent query that the table stands in. A join whose inputs are all live
 * tables starts nowhere: it is read whole.
 */
public final class AccessPaths {
  private final SortedSet<Access> found = new TreeSet<>();

  private AccessPaths() {}

  /** The reads of live tables, in order of table. */
  public static List<Access> of(Relation relation) {
    AccessPaths paths = new AccessPaths();
    paths.visit(relation, Set.of());
    return List.copyOf(paths.found);
  }

  /**
   * @param given positions of fields whose values are known before the relation is read
   */
  private void visit(Relation relation, Set<Integer> given) {
    switch (relation) {
      case Relation.Scan scan -> add(scan, given);
      case Relation.Before(var scan, _) -> add(scan, given);
      case Relation.Filter(Relation.Join(var inputs, var on), var condition) -> join(inputs, Expression.and(List.of(on, condition)), given);
      case Relation.Filter(var input, var condition) -> {
        Set<Integer> more = new TreeSet<>(given);
        more.addAll(equated(condition, 0, input.fields().size(), Set.of()));
        visit(input, more);
      }
      case Relation.Project(var input, var outputs) -> visit(input, through(outputs, given));
      case Relation.Join(var inputs, var condition) -> join(inputs, condition, given);
      case Relation.OuterJoin join -> outerJoin(join, given);
      case Relation.UnionAll(var inputs) -> inputs.forEach(input -> visit(input, given));
      case Relation.Repeat(var input, _) -> visit(input, given);
      case Relation.Apply apply -> {
        visit(apply.input(), within(given, 0, apply.input().fields().size()));
        apply.subqueries().forEach(subquery -> visit(subquery.query(), Set.of()));
      }
      case Relation.Lateral lateral -> {
        visit(lateral.left(), within(given, 0, lateral.left().fields().size()));
        visit(lateral.right(), Set.of());
      }
      // PostgreSQL computes these before it compares their rows with anything outside.
      case Relation.Shared _, Relation.Aggregate _, Relation.Window _, Relation.Net _, Relation.Recursion _ -> relation.inputs().forEach(input -> visit(input, Set.of()));
      case Relation.Changes _, Relation.Working _, Relation.Values _, Relation.TableFunction _, Relation.Iteration _ -> {}
    }
  }

  /** Whoever knows a key finds the one row by it; the other columns only decide whether it is the right one. */
  private void add(Relation.Scan scan, Set<Integer> given) {
    Collection<Integer> looked = !scan.key().isEmpty() && given.containsAll(scan.key()) ? scan.key() : given;
    found.add(new Access(scan.table(), looked.stream().sorted().map(i -> new Identifier(scan.fields().get(i).name())).toList()));
  }

  private static Set<Integer> through(List<Relation.Project.Output> outputs, Set<Integer> given) {
    Set<Integer> below = new TreeSet<>();
    for (int position : given) {
      column(outputs.get(position).expression(), below);
    }
    return below;
  }

  private void join(List<Relation> inputs, Expression condition, Set<Integer> given) {
    Relation.Join join = new Relation.Join(inputs, condition);
    Set<Integer> known = new TreeSet<>();
    List<Integer> pending = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (few(inputs.get(i))) {
        visit(inputs.get(i), Set.of());
        know(join, i, known);
      } else {
        pending.add(i);
      }
    }
    boolean starts = !known.isEmpty() || !given.isEmpty() || condition.dependent();
    while (!pending.isEmpty()) {
      int next = 0;
      Set<Integer> found = Set.of();
      for (int i = 0; starts && found.isEmpty() && i < pending.size(); i++) {
        next = i;
        found = given(join, pending.get(i), known, given);
      }
      int input = pending.remove(found.isEmpty() ? 0 : next);
      visit(inputs.get(input), found);
      know(join, input, known);
    }
  }

  private static Set<Integer> given(Relation.Join join, int input, Set<Integer> known, Set<Integer> given) {
    int offset = join.offset(input);
    int width = join.inputs().get(input).fields().size();
    Set<Integer> positions = within(given, offset, width);
    positions.addAll(equated(join.condition(), offset, width, known));
    return positions;
  }

  private static void know(Relation.Join join, int input, Set<Integer> known) {
    int offset = join.offset(input);
    IntStream.range(offset, offset + join.inputs().get(input).fields().size()).forEach(known::add);
  }

  private void outerJoin(Relation.OuterJoin join, Set<Integer> given) {
    int width = join.left().fields().size();
    boolean left = join.kind() == Relation.OuterJoin.Kind.LEFT;
    Set<Integer> start = left ? within(given, 0, width) : Set.of();
    visit(join.left(), start);
    Set<Integer> known = new TreeSet<>();
    if (left && (few(join.left()) || !start.isEmpty())) {
      IntStream.range(0, width).forEach(known::add);
    }
    visit(join.right(), equated(join.condition(), width, join.right().fields().size(), known));
  }

  /** Whether it has few rows as long as little changed. */
  private static boolean few(Relation relation) {
    return switch (relation) {
      case Relation.Changes _, Relation.Working _, Relation.Values _, Relation.TableFunction _ -> true;
      case Relation.Scan _, Relation.Before _, Relation.Recursion _, Relation.Iteration _ -> false;
      case Relation.Join(var inputs, _) -> inputs.stream().anyMatch(AccessPaths::few);
      case Relation.OuterJoin(var left, var right, _, var kind) ->
          few(left) && (kind == Relation.OuterJoin.Kind.LEFT || few(right));
      case Relation.Apply(var input, _) -> few(input);
      case Relation.Lateral(var left, _, _, _) -> few(left);
      case Relation.Aggregate(var input, var keys, _, _) -> keys.isEmpty() || few(input);
      case Relation.UnionAll(var inputs) -> inputs.stream().allMatch(AccessPaths::few);
      case Relation.Filter _, Relation.Project _, Relation.Window _, Relation.Repeat _, Relation.Shared _, Relation.Net _ ->
          few(relation.inputs().getFirst());
    };
  }

  /** Those columns of the fields from {@code offset} on that the condition ties to what is known, by position from there. */
  private static Set<Integer> equated(Expression condition, int offset, int width, Set<Integer> known) {
    Set<Integer> columns = new TreeSet<>();
    for (Expression conjunct : conjuncts(condition)) {
      equality(conjunct, columns, known);
    }
    return within(columns, offset, width);
  }

  /** As {@link Expression#conjuncts}, and of conjunctions within, which putting an output in its column's place leaves. */
  static List<Expression> conjuncts(Expression condition) {
    return condition instanceof Expression.Logical(var connective, var operands) && connective == Expression.Logical.Connective.AND
        ? operands.stream().flatMap(operand -> conjuncts(operand).stream()).toList()
        : List.of(condition);
  }

  /** {@code a = b}, or group equality, {@code a = b OR (a IS NULL AND b IS NULL)}, which a BitmapOr answers. */
  private static void equality(Expression conjunct, Set<Integer> columns, Set<Integer> known) {
    switch (conjunct) {
      case Expression.Operator(QualifiedName symbol, var operands, _, _, _) when symbol.name().value().equals("=") && operands.size() == 2 -> {
        if (isKnown(operands.getLast(), known)) {
          column(operands.getFirst(), columns);
        }
        if (isKnown(operands.getFirst(), known)) {
          column(operands.getLast(), columns);
        }
      }
      case Expression.Logical(var connective, var operands)
          when connective == Expression.Logical.Connective.OR
              && operands.size() == 2
              && conjuncts(operands.getLast()).stream().allMatch(AccessPaths::isNull) ->
          equality(operands.getFirst(), columns, known);
      default -> {}
    }
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Expression.Is(_, var test, var negated) && (test == Expression.Is.Test.NULL || test == Expression.Is.Test.ABSENT) && !negated;
  }

  /** Whether it is computed from what is known, and not just a constant: few rows may pass a constant, but changes do not lead to them. */
  private static boolean isKnown(Expression expression, Set<Integer> known) {
    Set<Integer> read = new TreeSet<>();
    read(expression, read);
    return read.isEmpty() ? expression.dependent() : known.containsAll(read);
  }

  private static void read(Expression expression, Set<Integer> columns) {
    if (expression instanceof Expression.Column column) {
      columns.add(column.index());
    }
    expression.operands().forEach(operand -> read(operand, columns));
  }

  /** The column that an index over plain columns finds by this expression: itself, or as PostgreSQL relabels varchar. */
  private static void column(Expression expression, Set<Integer> columns) {
    switch (expression) {
      case Expression.Column column -> columns.add(column.index());
      case Expression.Cast(Expression.Column column, var type, _, _)
          when type.name().equals(QualifiedName.builtin("text")) && column.type().name().equals(QualifiedName.builtin("varchar")) ->
          columns.add(column.index());
      default -> {}
    }
  }

  private static Set<Integer> within(Set<Integer> positions, int offset, int width) {
    Set<Integer> own = new TreeSet<>();
    positions.stream().filter(position -> position >= offset && position < offset + width).forEach(position -> own.add(position - offset));
    return own;
  }
}
