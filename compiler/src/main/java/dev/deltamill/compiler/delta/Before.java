package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code before(R)} as a Z-set: linear operators and joins are pushed down to the sources, where {@code before = after − Δ}.
 *
 * <p>Sound because filter, project and union all are linear and a join is bilinear on Z-sets: f(a + b) = f(a) + f(b). A keyed operator
 * is not linear, so its result before is written as its result after minus its own delta, which an earlier step has left in a work table.
 */
final class Before {
  private final Map<Relation, Delta> deltas;

  /**
   * @param deltas the materialised delta of each keyed operator that can occur
   */
  Before(Map<Relation, Delta> deltas) {
    this.deltas = deltas;
  }

  Relation of(Relation relation) {
    return switch (relation) {
      case Relation.Scan scan -> Relation.Before.of(scan);
      case Relation.Values _, Relation.TableFunction _ -> ZSets.lift(relation);
      case Relation.Filter filter when deltas.containsKey(filter) -> lessItsDelta(filter);
      case Relation.Filter(var input, var condition) -> new Relation.Filter(of(input), condition);
      case Project(var input, var outputs) -> ZSets.project(of(input), outputs);
      case Relation.UnionAll(var inputs) -> new Relation.UnionAll(inputs.stream().map(this::of).toList());
      case Relation.Repeat(var input, var count) -> ZSets.repeat(of(input), count);
      case Relation.Join join -> join(join);
      case Relation.OuterJoin _, Relation.Aggregate _, Relation.Window _, Relation.Apply _, Relation.Lateral _, Relation.Recursion _ -> lessItsDelta(relation);
      case Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _, Relation.Iteration _ ->
          throw new IllegalStateException("part of a delta has no state before: " + relation.getClass().getSimpleName());
    };
  }

  private Relation lessItsDelta(Relation relation) {
    Delta delta = deltas.get(relation);
    if (delta == null) {
      throw new IllegalStateException("the delta of a keyed operator is needed before it was derived");
    }
    List<Relation> parts = new ArrayList<>(List.of(ZSets.lift(relation)));
    delta.terms().forEach(term -> parts.add(ZSets.negate(term.relation())));
    return parts.size() == 1 ? parts.getFirst() : new Relation.UnionAll(parts);
  }

  private Relation join(Relation.Join join) {
    return WeightedJoin.of(join, join.inputs().stream().map(this::of).toList());
  }

  /** A join of which some inputs are Z-sets: fields as the plain join has them, weights multiplied. */
  static final class WeightedJoin {
    private WeightedJoin() {}

    /**
     * @param join the plain join
     * @param inputs its inputs, each either as it stands there or as a Z-set of the same fields plus weight
     */
    static Relation of(Relation.Join join, List<Relation> inputs) {
      List<Project.Output> outputs = new ArrayList<>();
      List<Expression> weights = new ArrayList<>();
      List<Integer> positions = new ArrayList<>();
      Relation.Join wide = new Relation.Join(inputs, Expression.Literal.TRUE);
      int position = 0;
      for (int i = 0; i < inputs.size(); i++) {
        int width = join.inputs().get(i).fields().size();
        for (int j = 0; j < width; j++) {
          positions.add(position);
          outputs.add(new Project.Output(join.inputs().get(i).fields().get(j).name(), wide.column(position)));
          position++;
        }
        if (inputs.get(i).fields().size() > width) {
          weights.add(wide.column(position));
          position++;
        }
      }
      Expression condition =
          join.condition()
              .mapColumns(e -> e instanceof Expression.Column(int i, var t, boolean n) ? new Expression.Column(positions.get(i), t, n) : e);
      return ZSets.withWeight(new Relation.Join(inputs, condition), outputs, ZSets.product(weights));
    }
  }
}
