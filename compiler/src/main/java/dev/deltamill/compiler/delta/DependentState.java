package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Subquery.Form;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Dependent queries in a state between before and after: of some {@linkplain DependentLeaves leaves} the rows as they were at the frontier, of the
 * others those of now.
 *
 * <p>The rows before are a Z-set ({@code after − Δ}); filters, projections, joins and unions are applied to it as such, with their conditions below the
 * netting, so that an index answers them. Where an operator needs a bag (GROUP BY, say), and at the end, it is netted.
 */
final class DependentState {
  private final List<Optional<Relation>> leaves;
  private int next;

  /**
   * @param leaves for each leaf of all queries, in order: its rows before as a Z-set, or nothing for its rows now
   */
  DependentState(List<Optional<Relation>> leaves) {
    this.leaves = List.copyOf(leaves);
  }

  /** A part of a query; {@code weighted} where it is a Z-set. */
  private record Part(Relation relation, boolean weighted) {
    Relation bag() {
      return weighted ? new Relation.Net(relation) : relation;
    }

    Relation zset() {
      return weighted ? relation : ZSets.lift(relation);
    }
  }

  /** A query in this state. To be called once for each query, in the order in which their leaves were listed. */
  Relation of(Relation query) {
    return part(query).bag();
  }

  /** A sub-query in this state. Whether a row exists is a matter of the sum of weights; nothing has to be netted for it. */
  Expression.Subquery of(Expression.Subquery subquery) {
    Part part = part(subquery.query());
    return subquery.withQuery(
        part.weighted() && subquery.form() == Form.EXISTS ? ZSets.presence(part.relation()) : part.bag());
  }

  private Part part(Relation relation) {
    if (DependentLeaves.isLeaf(relation)) {
      Optional<Relation> before = leaves.get(next);
      next++;
      return before.map(zset -> new Part(zset, true)).orElseGet(() -> new Part(relation, false));
    }
    return switch (relation) {
      case Relation.Filter(var input, var condition) -> {
        Part below = part(input);
        yield new Part(new Relation.Filter(below.relation(), condition), below.weighted());
      }
      case Project(var input, var outputs) -> {
        Part below = part(input);
        yield below.weighted()
            ? new Part(ZSets.project(below.relation(), outputs), true)
            : new Part(new Project(below.relation(), outputs), false);
      }
      case Relation.Join join -> {
        List<Part> sides = join.inputs().stream().map(this::part).toList();
        List<Relation> inputs = sides.stream().map(Part::relation).toList();
        yield sides.stream().anyMatch(Part::weighted)
            ? new Part(Before.WeightedJoin.of(join, inputs), true)
            : new Part(join.withInputs(inputs), false);
      }
      case Relation.OuterJoin(var left, var right, var condition, var kind) -> {
        Part first = part(left);
        Relation second = part(right).bag();
        // Linear in the left side of a left join, and in nothing else.
        yield first.weighted() && kind == Relation.OuterJoin.Kind.LEFT
            ? new Part(OuterJoinDelta.outer(new Relation.OuterJoin(left, second, condition, kind), first.relation()), true)
            : new Part(new Relation.OuterJoin(first.bag(), second, condition, kind), false);
      }
      case Relation.Repeat(var input, var count) -> {
        Part below = part(input);
        yield below.weighted()
            ? new Part(ZSets.repeat(below.relation(), count), true)
            : new Part(new Relation.Repeat(below.relation(), count), false);
      }
      case Relation.UnionAll(var inputs) -> {
        List<Part> branches = inputs.stream().map(this::part).toList();
        yield branches.stream().anyMatch(Part::weighted)
            ? new Part(new Relation.UnionAll(branches.stream().map(Part::zset).toList()), true)
            : new Part(relation.withInputs(branches.stream().map(Part::relation).toList()), false);
      }
      case Relation.Apply(var input, var subqueries) -> {
        Part below = part(input);
        List<Expression.Subquery> over = new ArrayList<>();
        subqueries.forEach(subquery -> over.add(of(subquery)));
        yield below.weighted()
            ? new Part(ZSets.apply(below.relation(), over), true)
            : new Part(new Relation.Apply(below.relation(), over), false);
      }
      case Relation.Lateral(var left, var right, var arguments, var outer) -> {
        Part first = part(left);
        Relation second = of(right);
        yield first.weighted()
            ? new Part(ZSets.lateral(first.relation(), second, arguments, outer), true)
            : new Part(new Relation.Lateral(first.relation(), second, arguments, outer), false);
      }
      case Relation.Aggregate _, Relation.Window _, Relation.Scan _, Relation.Values _, Relation.TableFunction _, Relation.Changes _, Relation.Before _, Relation.Working _,
          Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          new Part(relation.withInputs(relation.inputs().stream().map(input -> part(input).bag()).toList()), false);
    };
  }
}
