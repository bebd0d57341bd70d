package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * GROUP BY below other operators, by the {@linkplain KeyedDelta universal keyed rule} with the group key as K.
 *
 * <p>Exact: a group's row depends only on the input rows of that group. The delta is computed once, into a work table, from the combined changes of
 * all inputs; computing it per changed source would count a group twice when two sources touch it. (A GROUP BY on top of a definition is
 * merged into storage from partial sums instead.)
 */
final class AggregateDelta {
  private AggregateDelta() {}

  static Derivation derive(
      Relation.Aggregate aggregate, Delta input, Before before, Restriction restriction, StepBuilder steps) {
    if (input.terms().isEmpty()) {
      return new Derivation.Derived(new Delta(List.of()), SafetyClass.DIFF_SAFE, "over constants: never changes");
    }
    String prefix = steps.nextKeyedOperator();
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    input.terms().forEach(term -> triggers.addAll(term.triggers()));
    List<Integer> positions = IntStream.range(0, aggregate.keys().size()).boxed().toList();
    Relation keys = aggregate.global() ? aggregate : collectKeys(aggregate, input, prefix, positions, steps);
    Relation change =
        KeyedDelta.derive(
            bag -> aggregate.withInputs(List.of(bag)),
            aggregate.input(),
            before.of(aggregate.input()),
            aggregate.keys(),
            keys,
            restriction);
    Relation.Working delta = steps.workTable(prefix + "_changes", change.fields());
    Delta.Term term =
        new Delta.Term(prefix, change, triggers, "keyed operator", "f(after where key ∈ K) − f(before where key ∈ K)");
    steps.step(delta.workTable(), change, term);
    return new Derivation.Derived(
        new Delta(List.of(new Delta.Term(prefix, delta, triggers, "keyed operator", "Δ" + prefix))),
        AggregateSupport.tieBroken(aggregate) ? SafetyClass.ROW_ID_SENSITIVE : SafetyClass.DIFF_SAFE,
        reason(aggregate));
  }

  private static String reason(Relation.Aggregate aggregate) {
    String how =
        aggregate.global()
            ? "keyed: computed anew whenever its input changed"
            : "keyed: the groups that changed are computed before and after";
    String shown =
        AggregateSupport.choosesImage(aggregate)
            ? how + "; of equal values that look different the one with the smallest binary image is shown"
            : how;
    return AggregateSupport.ordersRows(aggregate)
        ? shown + "; where the query leaves the order of a group's rows open they are taken in the order of their binary images"
        : shown;
  }

  /** K: one step per term leaves the keys it touches; read back, each key stands once. */
  private static Relation collectKeys(
      Relation.Aggregate aggregate, Delta input, String prefix, List<Integer> positions, StepBuilder steps) {
    List<Field> fields = aggregate.keys().stream().map(key -> aggregate.input().fields().get(key)).toList();
    Relation.Working keys = steps.workTable(prefix + "_keys", fields);
    for (Delta.Term term : input.terms()) {
      Relation touched = new Relation.Aggregate(term.relation(), aggregate.keys(), List.of(), false);
      steps.step(
          keys.workTable(),
          touched,
          new Delta.Term(
              prefix + "_keys_" + term.name(), touched, term.triggers(), "keys of a keyed operator", "K ⊇ keys in " + term.law()));
    }
    return new Relation.Aggregate(keys, positions, List.of(), false);
  }
}
