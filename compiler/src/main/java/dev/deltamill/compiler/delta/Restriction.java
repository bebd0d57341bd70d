package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code R where key ∈ K}: the rows of a relation whose key is among given keys, with K pushed down as far as it goes, into each branch of
 * a union and below projections and filters, and joined to the leaves, so that an index on the key makes it O(rows of those keys).
 *
 * <p>Sound on bags and Z-sets alike because K holds each key once: the join with K neither loses nor repeats a row. Key equality treats
 * NULLs as one key, as GROUP BY does.
 */
public final class Restriction {
  private final Equality equality;

  public Restriction(Equality equality) {
    this.equality = equality;
  }

  Equality equality() {
    return equality;
  }

  /**
   * @param relation bag or Z-set
   * @param key expressions over it
   * @param keys distinct rows, one field per key expression, same types
   * @return the same fields as {@code relation}
   */
  public Relation restrict(Relation relation, List<? extends Expression> key, Relation keys) {
    return switch (relation) {
      case Relation.Filter(var input, var condition) -> new Relation.Filter(restrict(input, key, keys), condition);
      case Project(var input, var outputs) ->
          new Project(
              restrict(
                  input,
                  key.stream()
                      .map(e -> e.mapColumns(c -> outputs.get(((Expression.Column) c).index()).expression()))
                      .toList(),
                  keys),
              outputs);
      case Relation.Repeat(var input, var count) -> new Relation.Repeat(restrict(input, key, keys), count);
      case Relation.UnionAll(var inputs) ->
          new Relation.UnionAll(inputs.stream().map(input -> restrict(input, key, keys)).toList());
      case Relation.Join(var inputs, var condition) -> joined(inputs, condition, key, keys);
      // Which rows of the left side there are does not change which partners those that remain have.
      case Relation.OuterJoin(var left, var right, var condition, var kind)
          when kind == Relation.OuterJoin.Kind.LEFT && key.stream().allMatch(e -> within(e, left.fields().size())) ->
          new Relation.OuterJoin(restrict(left, key, keys), right, condition, kind);
      case Relation.Aggregate(var input, var groupKeys, var calls, var global)
          when !global && key.stream().allMatch(e -> e instanceof Expression.Column c && c.index() < groupKeys.size()) ->
          new Relation.Aggregate(
              restrict(
                  input,
                  key.stream().map(e -> input.column(groupKeys.get(((Expression.Column) e).index()))).toList(),
                  keys),
              groupKeys,
              calls,
              false);
      // Whole partitions stay or go.
      case Relation.Window(var input, var partition, var calls)
          when key.stream().allMatch(e -> partition.containsAll(e.columns())) ->
          new Relation.Window(restrict(input, key, keys), partition, calls);
      case Relation.Apply(var input, var subqueries) when key.stream().allMatch(e -> within(e, input.fields().size())) ->
          new Relation.Apply(restrict(input, key, keys), subqueries);
      case Relation.Lateral(var left, var right, var arguments, var outer)
          when key.stream().allMatch(e -> within(e, left.fields().size())) ->
          new Relation.Lateral(restrict(left, key, keys), right, arguments, outer);
      // As a hop of a join: the live rows and the changes apart, so that each is looked up by its own means.
      case Relation.Before(var scan, _) ->
          new Relation.UnionAll(
              List.of(
                  ZSets.lift(joined(List.of(scan), Expression.Literal.TRUE, key, keys)),
                  ZSets.negate(joined(List.of(Relation.Changes.of(scan)), Expression.Literal.TRUE, key, keys))));
      case Relation.Scan _, Relation.Changes _, Relation.Working _, Relation.Values _, Relation.TableFunction _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _,
          Relation.Aggregate _, Relation.Window _, Relation.OuterJoin _, Relation.Apply _, Relation.Lateral _ ->
          joined(List.of(relation), Expression.Literal.TRUE, key, keys);
    };
  }

  private static boolean within(Expression expression, int width) {
    return !(expression instanceof Expression.Column column && column.index() >= width)
        && expression.operands().stream().allMatch(operand -> within(operand, width));
  }

  private Relation joined(List<Relation> inputs, Expression condition, List<? extends Expression> key, Relation keys) {
    List<Relation> all = new ArrayList<>();
    all.add(keys);
    all.addAll(inputs);
    int width = keys.fields().size();
    List<Expression> conditions = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      conditions.add(equality.sameKey(keys.column(i), key.get(i).shift(width)));
    }
    conditions.add(condition.shift(width));
    Relation.Join join = new Relation.Join(all, Expression.and(conditions));
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = width; i < join.fields().size(); i++) {
      outputs.add(new Project.Output(join.fields().get(i).name(), join.column(i)));
    }
    return new Project(join, outputs);
  }
}
