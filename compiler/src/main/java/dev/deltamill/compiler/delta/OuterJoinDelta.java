package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Outer joins: pairs, and rows without a partner padded with NULLs.
 *
 * <pre>
 *   Δ(L ⟕ R) = ΔL ⟕ after(R)  +  before(L) ⋈ ΔR  +  pad(before(L) ⋈ Δ(keys without a partner in R))
 *   Δ(L ⟗ R) = the same  +  pad(ΔR ▷ after(L))  +  pad(before(R) ⋈ Δ(keys without a partner in L))
 * </pre>
 *
 * <p>Exact: {@code L ⟕ R} is linear in L, so its change is that of L against R as it is now, and that of R against L as it was. Against a fixed L a
 * change of R makes and takes pairs, and it makes and takes a padded row where the last partner goes or the first one comes ({@link UnmatchedDelta}).
 * The full join adds the rows of R without a partner, in the same way with the sides swapped.
 *
 * <p>The counter-example next door: the keyed rule once per changed source. With both sides changed it would pad a row twice.
 */
final class OuterJoinDelta {
  private final Restriction restriction;
  private final StepBuilder steps;

  OuterJoinDelta(Restriction restriction, StepBuilder steps) {
    this.restriction = restriction;
    this.steps = steps;
  }

  /**
   * @param inputs the deltas of the left and the right side
   * @param once whether the delta is read just once; else it is left in a work table
   */
  Derivation derive(Relation.OuterJoin join, List<Delta> inputs, boolean once) {
    String prefix = steps.nextName("outer");
    Delta left = stored(inputs.getFirst(), join.left(), prefix + "_left");
    Delta right = stored(inputs.getLast(), join.right(), prefix + "_right");
    String leftName = OperatorText.shortName(join.left());
    String rightName = OperatorText.shortName(join.right());
    List<Delta.Term> terms = new ArrayList<>();
    for (Delta.Term change : left.terms()) {
      terms.add(term(change.name(), outer(join, change.relation()), change.triggers(), change.law() + " ⟕ after(" + rightName + ")"));
    }
    Relation.Join pairs = join.pairs();
    for (Delta.Term change : right.terms()) {
      Relation relation =
          new JoinTerm(pairs, new JoinGraph(pairs), List.of(prefix + "_left", prefix + "_right"), List.of(left, right), Set.of())
              .of(1, change.relation());
      terms.add(term(change.name(), relation, change.triggers(), "before(" + leftName + ") ⋈ " + change.law()));
    }
    Equality equality = restriction.equality();
    new UnmatchedDelta(Partners.ofLeft(join, equality), left, right, List.of(leftName, rightName))
        .derive(prefix + "_left", restriction)
        .ifPresent(lone -> terms.add(lone.withRelation(padded(lone.relation(), join, true))));
    if (join.kind() == Relation.OuterJoin.Kind.FULL) {
      for (Delta.Term change : right.terms()) {
        Relation lone = padded(withoutPartner(join, change.relation()), join, false);
        terms.add(term(change.name(), lone, change.triggers(), change.law() + " ▷ after(" + leftName + ")"));
      }
      new UnmatchedDelta(Partners.ofRight(join, equality), right, left, List.of(rightName, leftName))
          .derive(prefix + "_right", restriction)
          .ifPresent(lone -> terms.add(lone.withRelation(padded(lone.relation(), join, false))));
    }
    Delta delta = new Delta(terms);
    return new Derivation.Derived(
        once ? delta : stored(delta, join, prefix + "_changes"), SafetyClass.DIFF_SAFE, reason(join));
  }

  private static String reason(Relation.OuterJoin join) {
    return join.kind() == Relation.OuterJoin.Kind.FULL
        ? "changed rows find their partners; a row of either side is padded or no longer when its last partner goes or its first one comes"
        : "changed rows find their partners; a row of the left side is padded or no longer when its last partner goes or its first one comes";
  }

  private static Delta.Term term(String name, Relation relation, SortedSet<QualifiedName> triggers, String law) {
    return new Delta.Term(name, relation, triggers, "outer join", law);
  }

  /** A delta that is cheap to read again and again: changes of a source, or a work table. */
  private Delta stored(Delta delta, Relation of, String name) {
    if (delta.terms().stream().allMatch(term -> isCheap(term.relation()))) {
      return delta;
    }
    Relation.Working table = steps.workTable(name, Relation.Changes.withWeight(of.fields()));
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    for (Delta.Term term : delta.terms()) {
      steps.step(table.workTable(), term.relation(), term);
      triggers.addAll(term.triggers());
    }
    String stem = name.replace("_changes", "");
    return new Delta(List.of(new Delta.Term(stem, table, triggers, "outer join", "Δ" + stem)));
  }

  private static boolean isCheap(Relation relation) {
    return switch (relation) {
      case Relation.Changes _, Relation.Working _ -> true;
      case Relation.Filter(var input, _) -> isCheap(input);
      case Project(var input, _) -> isCheap(input);
      case Relation.UnionAll(var inputs) -> inputs.stream().allMatch(OuterJoinDelta::isCheap);
      case Relation.Scan _, Relation.Before _, Relation.Shared _, Relation.Values _, Relation.TableFunction _, Relation.Join _, Relation.OuterJoin _,
          Relation.Aggregate _, Relation.Window _, Relation.Apply _, Relation.Lateral _, Relation.Repeat _, Relation.Net _, Relation.Recursion _, Relation.Iteration _ ->
          false;
    };
  }

  /** {@code ΔL ⟕ R}, for the left side of a left join is linear; L itself is read only for its fields. */
  static Relation outer(Relation.OuterJoin join, Relation change) {
    int left = join.left().fields().size();
    Relation.OuterJoin wide =
        new Relation.OuterJoin(
            change,
            join.right(),
            join.condition().moveColumns(i -> i < left ? i : i + 1),
            Relation.OuterJoin.Kind.LEFT);
    List<Project.Output> outputs = new ArrayList<>();
    List<Field> fields = join.fields();
    for (int i = 0; i < fields.size(); i++) {
      outputs.add(new Project.Output(fields.get(i).name(), wide.column(i < left ? i : i + 1)));
    }
    return ZSets.withWeight(wide, outputs, wide.column(left));
  }

  /** {@code ΔR ▷ after(L)}: R's fields and the weight. */
  private static Relation withoutPartner(Relation.OuterJoin join, Relation change) {
    int left = join.left().fields().size();
    int right = join.right().fields().size();
    List<Integer> read = List.copyOf(join.condition().columns().headSet(left));
    List<Project.Output> marked = new ArrayList<>();
    for (int column : read) {
      marked.add(new Project.Output(join.left().fields().get(column).name(), join.left().column(column)));
    }
    marked.add(new Project.Output("present", Expression.Literal.TRUE));
    Relation.OuterJoin wide =
        new Relation.OuterJoin(
            change,
            new Project(join.left(), marked),
            join.condition().moveColumns(i -> i < left ? right + 1 + read.indexOf(i) : i - left),
            Relation.OuterJoin.Kind.LEFT);
    Relation lone =
        new Relation.Filter(
            wide, new Expression.Is(wide.column(wide.fields().size() - 1), Expression.Is.Test.NULL, false));
    return ZSets.withWeight(
        lone, ZSets.columns(lone).subList(0, right), wide.column(right));
  }

  /**
   * Rows of one side with NULLs for the other.
   *
   * @param lone a Z-set over the fields of that side
   */
  private static Relation padded(Relation lone, Relation.OuterJoin join, boolean leftIsThere) {
    int left = join.left().fields().size();
    List<Project.Output> outputs = new ArrayList<>();
    List<Field> fields = join.fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Expression value =
          i < left == leftIsThere ? lone.column(leftIsThere ? i : i - left) : Expression.Literal.nullOf(field.type());
      outputs.add(new Project.Output(field.name(), value));
    }
    return ZSets.project(lone, outputs);
  }
}
