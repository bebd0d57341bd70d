package dev.deltamill.compiler.delta;

import dev.deltamill.compiler.delta.DependentLeaves.Leaf;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Subquery.Form;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a dependent join's input, as they were before, that changed rows of a leaf can matter to, as a Z-set.
 *
 * <p>Where the leaf's guard equates its columns with arguments, they are found by key: K = those columns of the changed rows, pushed down to the input's
 * sources. Else each row is tested against the changed rows, which are few; without any condition all rows are taken once a row changed. More rows than
 * necessary do no harm: both states give them the same result.
 */
final class AffectedRows {
  private final Restriction restriction;
  private final StepBuilder steps;

  AffectedRows(Restriction restriction, StepBuilder steps) {
    this.restriction = restriction;
    this.steps = steps;
  }

  /** An equality of a guard: a value of the changed row, and the value of the input's row that it must equal. */
  private record Pair(Expression changed, Expression sought) {}

  /**
   * @param name for work tables
   * @param arguments values of the guard's parameters, over the input
   * @param delta of the leaf
   */
  Relation of(String name, Relation input, Delta inputChange, Leaf leaf, List<Expression> arguments, Delta delta) {
    List<Pair> pairs = new ArrayList<>();
    List<Expression> own = new ArrayList<>();
    List<Expression> other = new ArrayList<>();
    for (Expression condition : leaf.guard()) {
      Optional<Pair> pair = pair(condition, arguments);
      if (pair.isPresent()) {
        pairs.add(pair.get());
      } else if (condition.dependent()) {
        other.add(condition);
      } else {
        own.add(condition);
      }
    }
    return pairs.isEmpty()
        ? tested(input, inputChange, arguments, delta, own, other)
        : byKey(name, input, inputChange, delta, own, pairs);
  }

  private Optional<Pair> pair(Expression condition, List<Expression> arguments) {
    if (!(condition instanceof Expression.Operator comparison) || !restriction.equality().isKey(comparison)) {
      return Optional.empty();
    }
    List<Expression> operands = comparison.operands();
    if (!operands.getFirst().type().name().equals(operands.getLast().type().name())) {
      return Optional.empty();
    }
    for (List<Expression> sides : List.of(operands, operands.reversed())) {
      Expression changed = sides.getFirst();
      Expression sought = sides.getLast();
      if (!changed.dependent() && reads(changed) && sought.dependent() && !reads(sought)) {
        return Optional.of(new Pair(changed, sought.mapParameters(p -> arguments.get(((Expression.Parameter) p).index()))));
      }
    }
    return Optional.empty();
  }

  private static boolean reads(Expression expression) {
    return expression instanceof Expression.Column || expression.operands().stream().anyMatch(AffectedRows::reads);
  }

  private Relation byKey(
      String name, Relation input, Delta inputChange, Delta delta, List<Expression> own, List<Pair> pairs) {
    List<Field> fields = new ArrayList<>();
    List<Project.Output> values = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (Pair pair : pairs) {
      String column = "key" + (fields.size() + 1);
      positions.add(fields.size());
      fields.add(new Field(column, pair.changed().type(), pair.changed().nullable()));
      values.add(new Project.Output(column, pair.changed()));
    }
    Relation.Working keys = steps.workTable(name + "_keys", fields);
    for (Delta.Term term : delta.terms()) {
      Relation touched =
          new Relation.Aggregate(
              new Project(new Relation.Filter(term.relation(), Expression.and(own)), values), positions, List.of(), false);
      steps.step(
          keys.workTable(),
          touched,
          new Delta.Term(name + "_keys_" + term.name(), touched, term.triggers(), "keys of a dependent join", "K ⊇ keys in " + term.law()));
    }
    Relation distinct = new Relation.Aggregate(keys, positions, List.of(), false);
    List<Expression> sought = pairs.stream().map(Pair::sought).toList();
    List<Relation> parts = new ArrayList<>(List.of(ZSets.lift(restriction.restrict(input, sought, distinct))));
    for (Delta.Term term : inputChange.terms()) {
      parts.add(ZSets.negate(restriction.restrict(term.relation(), sought, distinct)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Relation.UnionAll(parts);
  }

  private static Relation tested(
      Relation input, Delta inputChange, List<Expression> arguments, Delta delta, List<Expression> own, List<Expression> other) {
    List<Expression> conditions = new ArrayList<>(own);
    conditions.addAll(other);
    List<Relation> changed =
        delta.terms().stream()
            .<Relation>map(
                term ->
                    new Project(
                        new Relation.Filter(term.relation(), Expression.and(conditions)),
                        List.of(new Project.Output("present", Expression.Literal.TRUE))))
            .toList();
    Expression.Subquery matters =
        new Expression.Subquery(
            Form.EXISTS,
            Optional.<QualifiedName>empty(),
            List.of(),
            arguments,
            changed.size() == 1 ? changed.getFirst() : new Relation.UnionAll(changed),
            SqlType.BOOLEAN,
            false);
    List<Relation> parts = new ArrayList<>(List.of(ZSets.lift(passing(input, input.fields().size(), matters))));
    for (Delta.Term term : inputChange.terms()) {
      parts.add(ZSets.negate(passing(term.relation(), term.relation().fields().size(), matters)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Relation.UnionAll(parts);
  }

  private static Relation passing(Relation rows, int width, Expression.Subquery matters) {
    Relation.Apply asked = new Relation.Apply(rows, List.of(matters));
    Relation passing = new Relation.Filter(asked, asked.column(width));
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      outputs.add(new Project.Output(rows.fields().get(i).name(), passing.column(i)));
    }
    return new Project(passing, outputs);
  }
}
