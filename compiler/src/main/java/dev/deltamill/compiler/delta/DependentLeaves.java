package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The leaves of a dependent query: its largest parts that do not depend on any parameter. They have deltas of their own, and the query changes only
 * when one of them does.
 *
 * <p>With each leaf comes its <em>guard</em>: conditions that every row of the leaf must meet to make a difference for given arguments. Sound because
 * only conditions are taken down to a leaf that the query would have applied to its rows anyway: through projections, joins and unions, and through GROUP BY
 * where they are over its keys. Where that cannot be said (below LIMIT, say) the guard is empty, that is, every row may matter.
 */
final class DependentLeaves {
  /**
   * A leaf.
   *
   * @param guard over the leaf's fields and the parameters of the whole query
   */
  record Leaf(Relation relation, List<Expression> guard) {
    Leaf {
      guard = List.copyOf(guard);
    }
  }

  private final List<Leaf> found = new ArrayList<>();

  private DependentLeaves() {}

  /**
   * The leaves of a query, in the order in which {@link DependentState} meets them.
   *
   * @param conditions what rows of the query must meet, over its fields and parameters
   */
  static List<Leaf> of(Relation query, List<Expression> conditions) {
    DependentLeaves leaves = new DependentLeaves();
    leaves.collect(query, conditions, Optional.empty());
    return leaves.found;
  }

  /** Whether a part of a dependent query is a leaf. Constants never change, so they are none. */
  static boolean isLeaf(Relation relation) {
    return !relation.dependent() && readsSource(relation);
  }

  private static boolean readsSource(Relation relation) {
    return relation instanceof Relation.Scan || relation.inputs().stream().anyMatch(DependentLeaves::readsSource);
  }

  /**
   * @param arguments inside a nested dependent query: what its parameters are in terms of the whole query's; empty in the query itself
   */
  private void collect(Relation relation, List<Expression> conditions, Optional<List<Expression>> arguments) {
    if (isLeaf(relation)) {
      found.add(new Leaf(relation, conditions));
      return;
    }
    switch (relation) {
      case Relation.Filter(var input, var condition) -> collect(input, and(conditions, translated(condition, arguments)), arguments);
      case Project(var input, var outputs) -> {
        List<Expression> below = new ArrayList<>();
        for (Expression condition : conditions) {
          Optional<List<Expression>> values = translatedAll(outputs.stream().map(Project.Output::expression).toList(), arguments);
          values.ifPresent(v -> below.add(condition.mapColumns(c -> v.get(((Expression.Column) c).index()))));
        }
        collect(input, below, arguments);
      }
      case Relation.Join join -> {
        List<Expression> all = and(conditions, translated(join.condition(), arguments));
        for (int i = 0; i < join.inputs().size(); i++) {
          int from = join.offset(i);
          collect(join.inputs().get(i), within(all, from, from + join.inputs().get(i).fields().size()), arguments);
        }
      }
      case Relation.OuterJoin join -> outerJoin(join, conditions, arguments);
      case Relation.Repeat(var input, _) -> collect(input, conditions, arguments);
      case Relation.UnionAll(var inputs) -> inputs.forEach(input -> collect(input, conditions, arguments));
      case Relation.Aggregate(var input, var keys, _, var global) -> {
        List<Expression> below =
            global
                ? List.of()
                : within(conditions, 0, keys.size()).stream()
                    .map(c -> c.mapColumns(e -> input.column(keys.get(((Expression.Column) e).index()))))
                    .toList();
        collect(input, below, arguments);
      }
      // Rows of other partitions change nothing for a partition.
      case Relation.Window(var input, var partition, _) ->
          collect(input, conditions.stream().filter(c -> partition.containsAll(c.columns())).toList(), arguments);
      case Relation.Apply(var input, var subqueries) -> {
        collect(input, within(conditions, 0, input.fields().size()), arguments);
        for (Expression.Subquery subquery : subqueries) {
          collect(subquery.query(), List.of(), Optional.of(outermost(subquery.arguments(), arguments)));
        }
      }
      case Relation.Lateral(var left, var right, var given, _) -> {
        collect(left, within(conditions, 0, left.fields().size()), arguments);
        collect(right, List.of(), Optional.of(outermost(given, arguments)));
      }
      case Relation.Scan _, Relation.Values _, Relation.TableFunction _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _,
          Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          relation.inputs().forEach(input -> collect(input, List.of(), arguments));
    }
  }

  /**
   * A row of the left side of a left join makes a difference only in rows of its own; a row of the right side only where it is a partner, be it to
   * keep a row from being padded. In a full join each row may take the padding from one of the other side.
   */
  private void outerJoin(Relation.OuterJoin join, List<Expression> conditions, Optional<List<Expression>> arguments) {
    int left = join.left().fields().size();
    boolean full = join.kind() == Relation.OuterJoin.Kind.FULL;
    List<Expression> pairs = translated(join.condition(), arguments);
    collect(join.left(), full ? List.of() : within(conditions, 0, left), arguments);
    collect(join.right(), full ? List.of() : within(pairs, left, left + join.right().fields().size()), arguments);
  }

  /** Conjuncts in terms of the whole query's parameters; those that cannot be said so are left out, which only makes a guard weaker. */
  private static List<Expression> translated(Expression condition, Optional<List<Expression>> arguments) {
    List<Expression> said = new ArrayList<>();
    condition.conjuncts().forEach(conjunct -> translatedAll(List.of(conjunct), arguments).ifPresent(said::addAll));
    return said;
  }

  private static Optional<List<Expression>> translatedAll(List<Expression> expressions, Optional<List<Expression>> arguments) {
    if (arguments.isEmpty()) {
      return Optional.of(expressions);
    }
    Set<Integer> needed = new HashSet<>();
    expressions.forEach(expression -> parameters(expression, needed));
    List<Expression> known = arguments.get();
    return needed.stream().allMatch(i -> !reads(known.get(i)))
        ? Optional.of(
            expressions.stream().map(e -> e.mapParameters(p -> known.get(((Expression.Parameter) p).index()))).toList())
        : Optional.empty();
  }

  /** Arguments of a nested query in terms of the whole query's parameters; one that reads a row between stays over that row, unusable. */
  private static List<Expression> outermost(List<Expression> given, Optional<List<Expression>> arguments) {
    return arguments.isEmpty()
        ? given
        : given.stream()
            .map(e -> e.mapParameters(p -> arguments.get().get(((Expression.Parameter) p).index())))
            .toList();
  }

  private static void parameters(Expression expression, Set<Integer> found) {
    if (expression instanceof Expression.Parameter parameter) {
      found.add(parameter.index());
    }
    expression.operands().forEach(operand -> parameters(operand, found));
  }

  private static boolean reads(Expression expression) {
    return expression instanceof Expression.Column || expression.operands().stream().anyMatch(DependentLeaves::reads);
  }

  private static List<Expression> and(List<Expression> conditions, List<Expression> more) {
    List<Expression> all = new ArrayList<>(conditions);
    all.addAll(more);
    return all;
  }

  /** Conditions that read only the fields of a range, over those fields. */
  private static List<Expression> within(List<Expression> conditions, int from, int to) {
    return conditions.stream().filter(c -> isWithin(c, from, to)).map(c -> c.shift(-from)).toList();
  }

  private static boolean isWithin(Expression expression, int from, int to) {
    return !(expression instanceof Expression.Column column && (column.index() < from || column.index() >= to))
        && expression.operands().stream().allMatch(operand -> isWithin(operand, from, to));
  }
}
