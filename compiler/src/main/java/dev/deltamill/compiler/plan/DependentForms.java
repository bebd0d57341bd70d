package dev.deltamill.compiler.plan;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The normal form of dependent joins ({@link Relation.Apply}, {@link Relation.Lateral}): no projection below them, conditions that do not read what they
 * add below them, neighbouring applies put together, and a LATERAL that only selects from something independent written as the inner join it is.
 *
 * <p>Each is an identity on bags: a dependent join treats every row of its input alone, so whatever else does so too can change places with it.
 */
final class DependentForms {
  private DependentForms() {}

  static boolean isDependentJoin(Relation relation) {
    return relation instanceof Relation.Apply || relation instanceof Relation.Lateral;
  }

  static Relation apply(Relation.Apply apply) {
    return switch (apply.input()) {
      case Project(var below, var outputs) -> {
        List<Expression.Subquery> over =
            apply.subqueries().stream().map(s -> (Expression.Subquery) Normalization.substitute(s, outputs)).toList();
        Relation applied = apply(new Relation.Apply(below, over));
        yield Normalization.project(new Project(applied, extended(outputs, below.fields().size(), applied)));
      }
      case Relation.Apply(var below, var first) when reads(apply.subqueries(), below.fields().size()) -> {
        List<Expression.Subquery> all = new ArrayList<>(first);
        all.addAll(apply.subqueries());
        yield new Relation.Apply(below, all);
      }
      default -> apply;
    };
  }

  /** Whether all of them read only fields before a position. */
  private static boolean reads(List<Expression.Subquery> subqueries, int width) {
    return subqueries.stream().allMatch(subquery -> within(subquery, width));
  }

  static Relation lateral(Relation.Lateral lateral) {
    if (lateral.left() instanceof Project(var below, var outputs)) {
      List<Expression> arguments = lateral.arguments().stream().map(a -> Normalization.substitute(a, outputs)).toList();
      Relation joined = lateral(new Relation.Lateral(below, lateral.right(), arguments, lateral.outer()));
      return Normalization.project(new Project(joined, extended(outputs, below.fields().size(), joined)));
    }
    return lateral.outer() ? lateral : asJoin(lateral);
  }

  /** {@code l, LATERAL (SELECT f(r, l) FROM r WHERE c(r, l))} is {@code SELECT …, f(r, l) FROM l, r WHERE c(r, l)}. */
  private static Relation asJoin(Relation.Lateral lateral) {
    Relation rest = lateral.right();
    List<Project.Output> outputs = null;
    if (rest instanceof Project(var below, var computed)) {
      outputs = computed;
      rest = below;
    }
    Expression condition = Expression.Literal.TRUE;
    if (rest instanceof Relation.Filter(var below, var dependent)) {
      condition = dependent;
      rest = below;
    }
    if (rest.dependent()) {
      return lateral;
    }
    int width = lateral.left().fields().size();
    UnaryOperator<Expression> outside =
        e -> e.shift(width).mapParameters(p -> lateral.arguments().get(((Expression.Parameter) p).index()));
    Relation.Join join = new Relation.Join(List.of(lateral.left(), rest), outside.apply(condition));
    List<Project.Output> all = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      all.add(new Project.Output(join.fields().get(i).name(), join.column(i)));
    }
    if (outputs == null) {
      for (int i = width; i < join.fields().size(); i++) {
        all.add(new Project.Output(join.fields().get(i).name(), join.column(i)));
      }
    } else {
      outputs.forEach(output -> all.add(new Project.Output(output.name(), outside.apply(output.expression()))));
    }
    return Normalization.normalize(new Project(join, all));
  }

  /** The outputs of a projection, and after them what a dependent join above it adds. */
  private static List<Project.Output> extended(List<Project.Output> outputs, int width, Relation joined) {
    List<Project.Output> all = new ArrayList<>(outputs);
    for (int i = width; i < joined.fields().size(); i++) {
      all.add(new Project.Output(joined.fields().get(i).name(), joined.column(i)));
    }
    return all;
  }

  /** A condition above sub-queries: what does not read their values goes below. */
  static Relation filter(Relation.Apply apply, Expression condition) {
    int width = apply.input().fields().size();
    List<Expression> above = new ArrayList<>();
    List<Expression> below = new ArrayList<>();
    condition.conjuncts().forEach(conjunct -> (within(conjunct, width) ? below : above).add(conjunct));
    Relation applied =
        below.isEmpty()
            ? apply
            : new Relation.Apply(
                Normalization.filter(new Relation.Filter(apply.input(), Expression.and(below))), apply.subqueries());
    return above.isEmpty() ? applied : new Relation.Filter(applied, Expression.and(above));
  }

  /** A condition above LATERAL: what reads only the left side goes below. */
  static Relation filter(Relation.Lateral lateral, Expression condition) {
    int width = lateral.left().fields().size();
    List<Expression> above = new ArrayList<>();
    List<Expression> below = new ArrayList<>();
    condition.conjuncts().forEach(conjunct -> (within(conjunct, width) ? below : above).add(conjunct));
    Relation joined =
        below.isEmpty()
            ? lateral
            : new Relation.Lateral(
                Normalization.filter(new Relation.Filter(lateral.left(), Expression.and(below))),
                lateral.right(),
                lateral.arguments(),
                lateral.outer());
    return above.isEmpty() ? joined : new Relation.Filter(joined, Expression.and(above));
  }

  private static boolean within(Expression expression, int width) {
    return !(expression instanceof Expression.Column column && column.index() >= width)
        && expression.operands().stream().allMatch(operand -> within(operand, width));
  }
}
