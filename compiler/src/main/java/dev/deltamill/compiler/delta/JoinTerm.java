package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One term of a join's delta, computed outwards from the changes, one hop after the other along the join's conditions:
 *
 * <pre>
 *   T ⋈ before(R) = T ⋈ after(R) − T ⋈ ΔR
 * </pre>
 *
 * <p>Sound because the join is linear: before(R) = after(R) − ΔR. What has been joined so far is small and computed once; each of the two arms is a plain join
 * for which PostgreSQL knows statistics and indexes. Written as one union {@code after(R) ∪ −ΔR} inside the join it would be read as a whole: the
 * changes again for every row, or the source by a scan.
 */
final class JoinTerm {
  private final Relation.Join join;
  private final JoinGraph graph;
  private final List<String> names;
  private final List<Delta> deltas;
  private final Set<Integer> after;

  /** Columns of the join that have been joined so far, in the order of the fields of {@link #current}. */
  private final List<Integer> columns = new ArrayList<>();

  private final List<Expression> conditions;
  private Relation current = new Relation.Values(List.of(), List.of());

  /** What {@link #current} holds, as a name. */
  private String held = "";

  /**
   * @param after inputs that are read as they are now; the others but the changed one are read as they were before
   */
  JoinTerm(Relation.Join join, JoinGraph graph, List<String> names, List<Delta> deltas, Set<Integer> after) {
    this.join = join;
    this.graph = graph;
    this.names = names;
    this.deltas = deltas;
    this.after = Set.copyOf(after);
    this.conditions = new ArrayList<>(join.condition().conjuncts());
  }

  /** The term that starts from a change of one input; the join's fields and the weight. */
  Relation of(int changed, Relation change) {
    current = change;
    held = names.get(changed) + "_changes";
    columns.addAll(graph.columns(changed));
    Set<Integer> left = new HashSet<>();
    for (int i = 0; i < join.inputs().size(); i++) {
      left.add(i);
    }
    left.remove(changed);
    filter(takeCovered());
    List<Integer> unchanged = new ArrayList<>();
    Set<Integer> reached = new HashSet<>(columns);
    while (!left.isEmpty()) {
      int next = nearest(left, reached);
      left.remove(next);
      reached.addAll(graph.columns(next));
      if (after.contains(next) || deltas.get(next).terms().isEmpty()) {
        unchanged.add(next);
      } else {
        joinUnchanged(unchanged, names.get(changed));
        unchanged.clear();
        hop(next, names.get(changed));
      }
    }
    joinUnchanged(unchanged, names.get(changed));
    return inFieldOrder();
  }

  /** The input to join next: looked up by its key, else one that looks up, else connected at all; among equals as the user wrote them. */
  private int nearest(Set<Integer> left, Set<Integer> reached) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    for (int input : left.stream().sorted().toList()) {
      int rank = graph.looksUp(reached, input) ? 0 : graph.connected(reached, input) ? 1 : 2;
      if (rank < bestRank) {
        best = input;
        bestRank = rank;
      }
    }
    return best;
  }

  private void joinUnchanged(List<Integer> inputs, String start) {
    if (inputs.isEmpty()) {
      return;
    }
    List<Relation> sides = new ArrayList<>(List.of(current));
    List<Expression> implied = new ArrayList<>();
    for (int input : inputs) {
      implied.addAll(graph.impliedEqualities(new HashSet<>(columns), input));
      columns.addAll(graph.columns(input));
      sides.add(join.inputs().get(input));
    }
    current = weighted(sides, covered(implied));
    held = start + "_with_" + names.get(inputs.getLast());
  }

  /** {@code T ⋈ after(R) − T ⋈ ΔR}. */
  private void hop(int input, String start) {
    Relation shared = isCheap(current) ? current : new Relation.Shared(held, current);
    List<Expression> implied = graph.impliedEqualities(new HashSet<>(columns), input);
    columns.addAll(graph.columns(input));
    List<Expression> conditions = covered(implied);
    List<Relation> arms = new ArrayList<>();
    arms.add(weighted(List.of(shared, join.inputs().get(input)), conditions));
    for (Delta.Term change : deltas.get(input).terms()) {
      arms.add(ZSets.negate(weighted(List.of(shared, change.relation()), conditions)));
    }
    current = new Relation.UnionAll(arms);
    held = start + "_with_" + names.get(input);
  }

  /** Changes of a source and what is shared are named parts of their statement anyway, and work tables are tables. */
  private static boolean isCheap(Relation relation) {
    return relation instanceof Relation.Changes || relation instanceof Relation.Working || relation instanceof Relation.Shared;
  }

  /** Joins sides whose data fields are, one after the other, {@link #columns}; some are Z-sets. */
  private Relation weighted(List<Relation> sides, List<Expression> conditions) {
    Relation.Join wide = new Relation.Join(sides, Expression.Literal.TRUE);
    List<Project.Output> outputs = new ArrayList<>();
    List<Expression> weights = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int position = 0;
    for (Relation side : sides) {
      for (Field field : side.fields()) {
        if (field.name().equals(Relation.WEIGHT)) {
          weights.add(wide.column(position));
        } else {
          outputs.add(new Project.Output(field.name(), wide.column(position)));
          positions.add(position);
        }
        position++;
      }
    }
    List<Expression> placed = conditions.stream().map(condition -> place(condition, positions)).toList();
    return ZSets.withWeight(new Relation.Join(sides, Expression.and(placed)), outputs, ZSets.product(weights));
  }

  /** A condition over the join as one over fields at given positions, which hold {@link #columns}. */
  private Expression place(Expression condition, List<Integer> positions) {
    return condition.mapColumns(
        e ->
            e instanceof Expression.Column(int i, var t, boolean n)
                ? new Expression.Column(positions.get(columns.indexOf(i)), t, n)
                : e);
  }

  private void filter(List<Expression> conditions) {
    if (!conditions.isEmpty()) {
      List<Integer> positions = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        positions.add(i);
      }
      current =
          new Relation.Filter(
              current, Expression.and(conditions.stream().map(condition -> place(condition, positions)).toList()));
    }
  }

  /** Conditions that can be tested now, and implied equalities that they do not state themselves. */
  private List<Expression> covered(List<Expression> implied) {
    List<Expression> covered = takeCovered();
    for (Expression equality : implied) {
      Expression turned =
          equality.withOperands(List.of(equality.operands().get(1), equality.operands().get(0)));
      if (covered.stream().noneMatch(c -> sameOperands(c, equality) || sameOperands(c, turned))) {
        covered.add(equality);
      }
    }
    return covered;
  }

  private static boolean sameOperands(Expression a, Expression b) {
    return a instanceof Expression.Operator && a.operands().equals(b.operands());
  }

  private List<Expression> takeCovered() {
    List<Expression> covered = new ArrayList<>();
    for (Expression condition : List.copyOf(conditions)) {
      if (columns.containsAll(columnsOf(condition, new HashSet<>()))) {
        covered.add(condition);
        conditions.remove(condition);
      }
    }
    return covered;
  }

  private static Set<Integer> columnsOf(Expression expression, Set<Integer> found) {
    if (expression instanceof Expression.Column column) {
      found.add(column.index());
    }
    expression.operands().forEach(operand -> columnsOf(operand, found));
    return found;
  }

  private Relation inFieldOrder() {
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < join.fields().size(); i++) {
      outputs.add(new Project.Output(join.fields().get(i).name(), current.column(columns.indexOf(i))));
    }
    return ZSets.project(current, outputs);
  }
}
