package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.AggregateSupport;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The normal form that delta rules and codegen expect: every block of selects, filters and inner joins is one {@code Project(Join(leaves))} or
 * {@code Project(Filter(leaf))}; joins are flat, unions are flat, FILTER clauses of aggregates are CASE expressions. An outer join is a leaf of such
 * a block; its sides are blocks of their own.
 *
 * <p>Each rewrite is an identity on bags. Projections are pulled up by substitution, so an expression may be written twice; it is immutable
 * there, or the definition is refreshed FULL.
 */
public final class Normalization {
  private Normalization() {}

  /** Rewrites until nothing changes: what one rewrite leaves can be what another, which has passed there already, was waiting for. */
  public static Relation normalize(Relation relation) {
    Relation before = relation;
    Relation after = rewritten(before);
    while (!after.equals(before)) {
      before = after;
      after = rewritten(before);
    }
    return after;
  }

  private static Relation rewritten(Relation relation) {
    Relation over = relation.withInputs(relation.inputs().stream().map(Normalization::rewritten).toList());
    return switch (over) {
      case Relation.Filter filter -> filter(filter);
      case Project project -> project(project);
      case Relation.Join join -> join(join);
      case Relation.OuterJoin join -> OuterJoinForm.of(join);
      case Relation.UnionAll union -> unionAll(union);
      case Relation.Aggregate aggregate -> aggregate(aggregate);
      case Relation.Apply apply -> DependentForms.apply(apply);
      case Relation.Lateral lateral -> DependentForms.lateral(lateral);
      case Relation.Window _, Relation.Scan _, Relation.Values _, Relation.Repeat _, Relation.TableFunction _, Relation.Recursion _, Relation.Iteration _, Relation.Changes _, Relation.Before _, Relation.Working _,
          Relation.Net _, Relation.Shared _ ->
          over;
    };
  }

  static Relation filter(Relation.Filter filter) {
    if (filter.condition().equals(Expression.Literal.TRUE)) {
      return filter.input();
    }
    return switch (filter.input()) {
      case Project(var input, var outputs) ->
          project(new Project(filter(new Relation.Filter(input, substitute(filter.condition(), outputs))), outputs));
      case Relation.Filter(var input, var condition) ->
          filter(new Relation.Filter(input, Expression.and(List.of(condition, filter.condition()))));
      case Relation.Join join -> overJoin(join, filter.condition());
      case Relation.Apply apply -> DependentForms.filter(apply, filter.condition());
      case Relation.Lateral lateral -> DependentForms.filter(lateral, filter.condition());
      // The filter sees the rows that are padded with NULLs, the condition of the outer join does not.
      case Relation.OuterJoin _, Relation.Window _, Relation.Scan _, Relation.Values _, Relation.TableFunction _, Relation.UnionAll _, Relation.Repeat _, Relation.Aggregate _,
          Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          filter;
    };
  }

  /** Conditions join the join's own; those over a dependent query's parameters stay above, so that what is below does not depend on them. */
  private static Relation overJoin(Relation.Join join, Expression condition) {
    List<Expression> dependent = new ArrayList<>();
    List<Expression> own = new ArrayList<>(List.of(join.condition()));
    condition.conjuncts().forEach(conjunct -> (conjunct.dependent() ? dependent : own).add(conjunct));
    Relation joined = new Relation.Join(join.inputs(), Expression.and(own));
    return dependent.isEmpty() ? joined : new Relation.Filter(joined, Expression.and(dependent));
  }

  static Relation project(Project project) {
    if (project.input() instanceof Project(var input, var outputs)) {
      return project(
          new Project(
              input,
              project.outputs().stream()
                  .map(output -> new Project.Output(output.name(), substitute(output.expression(), outputs)))
                  .toList()));
    }
    return isIdentity(project) ? project.input() : project;
  }

  private static boolean isIdentity(Project project) {
    Relation input = project.input();
    if (project.outputs().size() != input.fields().size()) {
      return false;
    }
    for (int i = 0; i < project.outputs().size(); i++) {
      Project.Output output = project.outputs().get(i);
      if (!output.expression().equals(input.column(i)) || !output.name().equals(input.fields().get(i).name())) {
        return false;
      }
    }
    return true;
  }

  /** Pulls inner joins, filters and projections of the inputs up into one flat join. */
  static Relation join(Relation.Join join) {
    List<Relation> leaves = new ArrayList<>();
    List<Expression> conditions = new ArrayList<>();
    List<Project.Output> outputs = new ArrayList<>();
    int offset = 0;
    for (Relation input : join.inputs()) {
      Relation rest = input;
      List<Project.Output> computed = null;
      if (rest instanceof Project(var below, var projected)) {
        computed = projected;
        rest = below;
      }
      if (rest instanceof Relation.Filter(var below, var condition) && !DependentForms.isDependentJoin(below)) {
        conditions.add(condition.shift(offset));
        rest = below;
      }
      int width = rest.fields().size();
      if (computed == null) {
        for (int i = 0; i < width; i++) {
          outputs.add(new Project.Output(rest.fields().get(i).name(), rest.column(i).shift(offset)));
        }
      } else {
        for (Project.Output output : computed) {
          outputs.add(new Project.Output(output.name(), output.expression().shift(offset)));
        }
      }
      if (rest instanceof Relation.Join(var inner, var condition)) {
        leaves.addAll(inner);
        conditions.add(condition.shift(offset));
      } else {
        leaves.add(rest);
      }
      offset += width;
    }
    conditions.add(substitute(join.condition(), outputs));
    Expression condition = Expression.and(conditions);
    Relation flat =
        leaves.size() == 1
            ? filter(new Relation.Filter(leaves.getFirst(), condition))
            : overJoin(new Relation.Join(leaves, Expression.Literal.TRUE), condition);
    return project(new Project(flat, outputs));
  }

  private static Relation unionAll(Relation.UnionAll union) {
    List<Relation> branches = new ArrayList<>();
    for (Relation input : union.inputs()) {
      if (input instanceof Relation.UnionAll(var inner)) {
        branches.addAll(inner);
      } else {
        branches.add(input);
      }
    }
    return branches.size() == 1 ? branches.getFirst() : new Relation.UnionAll(branches);
  }

  private static Relation aggregate(Relation.Aggregate aggregate) {
    List<AggregateCall> calls = aggregate.calls().stream().map(Normalization::plainExtreme).map(Normalization::withoutFilter).toList();
    Relation input = aggregate.distinct() ? withDuplicates(aggregate.input()) : aggregate.input();
    return input instanceof Project project
        ? overProject(project, aggregate.keys(), calls, aggregate.global())
        : new Relation.Aggregate(input, aggregate.keys(), calls, aggregate.global());
  }

  /**
   * {@code distinct(distinct(R) ∪ S) = distinct(R ∪ S)}, also through a choice of columns: a row is there or not, however often. Of equal values
   * that look different the smallest image is shown, and the smallest of the smallest is the smallest of all.
   *
   * <p>The counter-example next door: through a computed column. Of 1.0 and 1.00 the inner DISTINCT keeps one, so {@code n::text} above it gives one
   * row and without it two.
   */
  private static Relation withDuplicates(Relation relation) {
    return switch (relation) {
      case Relation.UnionAll(var inputs) -> unionAll(new Relation.UnionAll(inputs.stream().map(Normalization::withDuplicates).toList()));
      case Project(var input, var outputs)
          when outputs.stream().allMatch(output -> output.expression() instanceof Expression.Column) ->
          project(new Project(withDuplicates(input), outputs));
      case Relation.Aggregate(var input, var keys, var calls, boolean global) when calls.isEmpty() && !global ->
          project(
              new Project(
                  input,
                  keys.stream().map(key -> new Project.Output(input.fields().get(key).name(), input.column(key))).toList()));
      case Project _, Relation.Window _, Relation.Scan _, Relation.Values _, Relation.TableFunction _, Relation.Filter _, Relation.Join _, Relation.OuterJoin _, Relation.Apply _, Relation.Lateral _, Relation.Repeat _, Relation.Aggregate _,
          Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          relation;
    };
  }

  /**
   * Arguments that a projection below computes are written out in the calls, so that what is known of an expression (its scale, whether it can be
   * NULL) is known there. Keys stay fields of the projection, and so they do in direct arguments of ordered-set aggregates, which read nothing else.
   */
  private static Relation overProject(Project project, List<Integer> keys, List<AggregateCall> calls, boolean global) {
    Relation input = project.input();
    List<Project.Output> outputs = new ArrayList<>();
    keys.forEach(key -> outputs.add(project.outputs().get(key)));
    Map<Integer, Integer> positions = new HashMap<>();
    List<AggregateCall> written = new ArrayList<>();
    for (AggregateCall call : calls) {
      UnaryOperator<Expression> below =
          over ->
              over.mapColumns(
                  column -> {
                    int position = ((Expression.Column) column).index();
                    int now =
                        positions.computeIfAbsent(
                            position,
                            _ -> {
                              outputs.add(new Project.Output(input.fields().get(position).name(), column));
                              return outputs.size() - 1;
                            });
                    return new Expression.Column(now, column.type(), column.nullable());
                  });
      boolean within = call.ordering().filter(AggregateCall.Ordering::within).isPresent();
      List<Expression> arguments = new ArrayList<>();
      for (Expression argument : call.arguments()) {
        Expression whole = substitute(argument, project.outputs());
        boolean direct = within && arguments.size() < call.values().size();
        arguments.add(direct ? ofKeys(whole, outputs.subList(0, keys.size())).orElseGet(() -> below.apply(whole)) : below.apply(whole));
      }
      written.add(call.over(arguments, call.filter().map(filter -> below.apply(substitute(filter, project.outputs())))));
    }
    List<Integer> newKeys = IntStream.range(0, keys.size()).boxed().toList();
    return new Relation.Aggregate(project(new Project(input, outputs)), newKeys, written, global);
  }

  /** An expression of which every part is a key or a constant, in terms of the keys. */
  private static Optional<Expression> ofKeys(Expression expression, List<Project.Output> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).expression().equals(expression)) {
        return Optional.of(new Expression.Column(i, expression.type(), expression.nullable()));
      }
    }
    if (expression instanceof Expression.Column) {
      return Optional.empty();
    }
    List<Expression> operands = new ArrayList<>();
    for (Expression operand : expression.operands()) {
      ofKeys(operand, keys).ifPresent(operands::add);
    }
    return operands.size() == expression.operands().size() ? Optional.of(expression.withOperands(operands)) : Optional.empty();
  }

  /** To the smallest and the largest value neither duplicates nor order matter. */
  private static AggregateCall plainExtreme(AggregateCall call) {
    return (call.is("min") || call.is("max")) && (call.distinct() || call.ordering().isPresent())
        ? new AggregateCall(call.name(), call.function(), call.values(), false, call.filter(), call.type(), call.span())
        : call;
  }

  /**
   * {@code f(x) FILTER (WHERE c)} is {@code f(CASE WHEN c THEN x END)} for every aggregate that ignores NULLs, as count, sum, avg, min and max do;
   * {@code count(*)} counts a constant. Aggregates that are computed from all rows of a group keep their filter: array_agg does see NULLs.
   */
  private static AggregateCall withoutFilter(AggregateCall call) {
    if (call.filter().isEmpty() || !AggregateSupport.algebraic(call)) {
      return call;
    }
    Expression argument = call.arguments().isEmpty() ? Expression.Literal.TRUE : call.arguments().getFirst();
    Expression guarded =
        new Expression.Case(
            List.of(call.filter().get(), argument, Expression.Literal.nullOf(argument.type())), argument.type());
    return new AggregateCall(
        call.name(), call.function(), List.of(guarded), call.distinct(), Optional.empty(), call.type(), call.span());
  }

  /** An expression over computed fields as one over what they are computed from. */
  static Expression substitute(Expression expression, List<Project.Output> outputs) {
    return expression.mapColumns(column -> outputs.get(((Expression.Column) column).index()).expression());
  }
}
