package dev.deltamill.compiler.delta;

import dev.deltamill.compiler.delta.DependentLeaves.Leaf;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The rule behind {@link ApplyDelta} and {@link LateralDelta}: an operator f over an input X that treats every row x of X alone, given the contents S of the sources that its
 * dependent queries read.
 *
 * <pre>
 *   Δf(X, S) = f(ΔX, after(S)) + Σj over rows x of before(X) that leaf j can matter to: f(x, Sj−1) − f(x, Sj)
 * </pre>
 *
 * <p>where S steps from {@code S0 = after(S)} to {@code before(S)} one {@linkplain DependentLeaves leaf} at a time. Exact: f is linear in X, so
 * {@code f(after(X), after(S)) − f(before(X), after(S)) = f(ΔX, after(S))}, and the rest telescopes; a row that no changed row of leaf j matters to has the same
 * result in both states. before(X) is a Z-set, so it needs no netting, whatever duplicates X has.
 *
 * <p>The counter-example next door: one sum over the changed rows of each leaf, all others as they are after, sees a row whose partner came in one source
 * and left in the other twice.
 */
final class DependentDelta {
  private final Restriction restriction;
  private final StepBuilder steps;
  private final Function<Relation, DeltaDeriver.Explained> deriver;

  DependentDelta(Restriction restriction, StepBuilder steps, Function<Relation, DeltaDeriver.Explained> deriver) {
    this.restriction = restriction;
    this.steps = steps;
    this.deriver = deriver;
  }

  /** The delta, and how the dependent queries' leaves were derived. */
  record Derived(Delta delta, List<Explanation> leaves) {}

  /**
   * A leaf with its delta.
   *
   * @param arguments values of the parameters in its guard, over the input
   */
  private record ChangingLeaf(Leaf leaf, List<Expression> arguments, Delta delta) {
    SortedSet<QualifiedName> triggers() {
      return DependentDelta.triggers(delta);
    }
  }

  /** f over a Z-set of the input's rows, its queries in a state; a Z-set. */
  interface Operator {
    Relation over(Relation rows, DependentState state);
  }

  /**
   * Leaves of one dependent query.
   *
   * @param arguments values of the parameters in the leaves' guards, over the operator's input
   */
  record Query(List<Leaf> leaves, List<Expression> arguments) {}

  /**
   * The delta of an operator.
   *
   * @param stem for names of work tables
   * @param input X
   * @param change ΔX
   * @param queries in the order in which {@code f} puts them into a state
   */
  Derived derive(String stem, Relation operator, Relation input, Delta change, List<Query> queries, Operator f) {
    String prefix = steps.nextName(stem);
    List<ChangingLeaf> leaves = new ArrayList<>();
    List<Explanation> explanations = new ArrayList<>();
    for (Query query : queries) {
      for (Leaf leaf : query.leaves()) {
        DeltaDeriver.Explained derived = deriver.apply(leaf.relation());
        explanations.add(derived.explanation());
        String name = prefix + "_leaf" + (leaves.size() + 1);
        leaves.add(new ChangingLeaf(leaf, query.arguments(), materialized(derived.delta(), name, leaf.relation())));
      }
    }
    return new Derived(derive(prefix, input, change, leaves, operator, f), explanations);
  }

  private Delta derive(
      String prefix, Relation input, Delta change, List<ChangingLeaf> leaves, Relation operator, Operator f) {
    SortedSet<QualifiedName> all = triggers(change);
    leaves.forEach(leaf -> all.addAll(leaf.triggers()));
    if (all.isEmpty()) {
      return new Delta(List.of());
    }
    Delta inputChange = leaves.isEmpty() ? change : materialized(change, prefix + "_input", input);
    Relation.Working target = steps.workTable(prefix + "_changes", Relation.Changes.withWeight(operator.fields()));
    for (Delta.Term term : inputChange.terms()) {
      Relation changed = f.over(term.relation(), state(leaves, leaves.size(), false));
      steps.step(
          target.workTable(),
          changed,
          new Delta.Term(prefix + "_" + term.name(), changed, term.triggers(), "dependent join", "f(" + term.law() + ", after(S))"));
    }
    for (int j = 0; j < leaves.size(); j++) {
      if (!leaves.get(j).delta().terms().isEmpty()) {
        leafTerm(prefix, input, inputChange, leaves, j, target, f);
      }
    }
    return new Delta(List.of(new Delta.Term(prefix, target, all, "dependent join", "Δ" + prefix)));
  }

  private void leafTerm(
      String prefix,
      Relation input,
      Delta inputChange,
      List<ChangingLeaf> leaves,
      int j,
      Relation.Working target,
      Operator f) {
    String name = prefix + "_" + (j + 1);
    ChangingLeaf leaf = leaves.get(j);
    Relation.Working rows = steps.workTable(name + "_rows", Relation.Changes.withWeight(input.fields()));
    Relation affected = new AffectedRows(restriction, steps).of(name, input, inputChange, leaf.leaf(), leaf.arguments(), leaf.delta());
    String law = "rows of before(X) that Δ" + OperatorText.shortName(leaf.leaf().relation()) + " can matter to";
    steps.step(rows.workTable(), affected, new Delta.Term(name + "_rows", affected, leaf.triggers(), "rows of a dependent join", law));
    Relation both =
        new Relation.UnionAll(
            List.of(f.over(rows, state(leaves, j, false)), ZSets.negate(f.over(rows, state(leaves, j, true)))));
    steps.step(
        target.workTable(),
        both,
        new Delta.Term(
            name, both, leaf.triggers(), "dependent join", "f(x, S before its change) subtracted from f(x, S after it)"));
  }

  /** Leaves below {@code j} as they were before, those above as they are now, and leaf {@code j} itself as asked. */
  private static DependentState state(List<ChangingLeaf> leaves, int j, boolean before) {
    List<Optional<Relation>> state = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      boolean past = j < leaves.size() && (i < j || i == j && before) && !leaves.get(i).delta().terms().isEmpty();
      state.add(past ? Optional.of(before(leaves.get(i))) : Optional.empty());
    }
    return new DependentState(state);
  }

  private static Relation before(ChangingLeaf leaf) {
    List<Relation> parts = new ArrayList<>(List.of(ZSets.lift(leaf.leaf().relation())));
    leaf.delta().terms().forEach(term -> parts.add(ZSets.negate(term.relation())));
    return new Relation.UnionAll(parts);
  }

  /** A delta that can be read several times: changes and work tables as they are, anything else through a work table. */
  private Delta materialized(Delta delta, String name, Relation relation) {
    if (delta.terms().stream().allMatch(term -> isCheap(term.relation()))) {
      return delta;
    }
    Relation.Working table = steps.workTable(name, Relation.Changes.withWeight(relation.fields()));
    delta.terms().forEach(term -> steps.step(table.workTable(), term.relation(), term));
    SortedSet<QualifiedName> triggers = triggers(delta);
    return new Delta(List.of(new Delta.Term(name, table, triggers, "work table", "Δ" + OperatorText.shortName(relation))));
  }

  private static boolean isCheap(Relation relation) {
    return switch (relation) {
      case Relation.Changes _, Relation.Working _ -> true;
      case Relation.Filter(var input, _) -> isCheap(input);
      case Relation.Project(var input, _) -> isCheap(input);
      default -> false;
    };
  }

  private static SortedSet<QualifiedName> triggers(Delta delta) {
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    delta.terms().forEach(term -> triggers.addAll(term.triggers()));
    return triggers;
  }
}
