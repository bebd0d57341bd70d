package dev.deltamill.compiler.plan;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;

/**
 * The normal form of an outer join: projections of its sides are pulled up above it.
 *
 * <p>Sound for any projection of a side whose rows are never padded. Of a side that may be padded only plain columns come up: they are NULL in a padded
 * row, as they should be, while {@code coalesce(x, 0)} computed above would be 0 where it has to be NULL. Filters stay where they are: below, they
 * decide who finds a partner; above, who is shown.
 */
final class OuterJoinForm {
  private OuterJoinForm() {}

  static Relation of(Relation.OuterJoin join) {
    boolean full = join.kind() == Relation.OuterJoin.Kind.FULL;
    Relation left = pulled(join.left(), full);
    Relation right = pulled(join.right(), true);
    if (left == join.left() && right == join.right()) {
      return join;
    }
    List<Project.Output> outputs = new ArrayList<>(outputs(join.left(), left, 0));
    outputs.addAll(outputs(join.right(), right, left.fields().size()));
    Expression condition = Normalization.substitute(join.condition(), outputs);
    Relation.OuterJoin over = new Relation.OuterJoin(left, right, condition, join.kind());
    List<Project.Output> visible =
        outputs.stream().map(output -> new Project.Output(output.name(), padded(output.expression(), over))).toList();
    return Normalization.project(new Project(over, visible));
  }

  /** The side without the projection on top, where that can be pulled up. */
  private static Relation pulled(Relation side, boolean onlyColumns) {
    return side instanceof Project(var input, var outputs)
            && (!onlyColumns || outputs.stream().allMatch(output -> output.expression() instanceof Expression.Column))
        ? input
        : side;
  }

  /** The fields of a side over what is left of it. */
  private static List<Project.Output> outputs(Relation side, Relation left, int offset) {
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < side.fields().size(); i++) {
      Expression expression =
          side != left && side instanceof Project(_, var projected) ? projected.get(i).expression() : side.column(i);
      outputs.add(new Project.Output(side.fields().get(i).name(), expression.shift(offset)));
    }
    return outputs;
  }

  /** The expression over the rows of the join, where columns of a side may be NULL that are not in the side itself. */
  private static Expression padded(Expression expression, Relation.OuterJoin over) {
    return expression.mapColumns(column -> over.column(((Expression.Column) column).index()));
  }
}
