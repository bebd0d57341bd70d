package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The steps of an operator under the {@linkplain KeyedDelta universal keyed rule}: the keys that its input's changes touch into one work table, its delta,
 * computed once from the combined changes of all inputs, into another. Without a key all rows are one: they are computed before and after.
 */
final class KeyedOperator {
  private final Before before;
  private final Restriction restriction;
  private final StepBuilder steps;

  KeyedOperator(Before before, Restriction restriction, StepBuilder steps) {
    this.before = before;
    this.restriction = restriction;
    this.steps = steps;
  }

  /**
   * @param stem for names of work tables
   * @param operator with one input
   * @param key positions of the key in the input
   * @param change of the input
   */
  Delta derive(String stem, Relation operator, List<Integer> key, Delta change) {
    return derive(stem, bag -> operator.withInputs(List.of(bag)), operator.inputs().getFirst(), key, change);
  }

  /**
   * @param operator whose result for a key depends on nothing but the input's rows of that key
   */
  Delta derive(String stem, UnaryOperator<Relation> operator, Relation input, List<Integer> key, Delta change) {
    String prefix = steps.nextName(stem);
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    change.terms().forEach(term -> triggers.addAll(term.triggers()));
    Relation keys = key.isEmpty() ? input : collectKeys(prefix, input, key, change);
    Relation both =
        KeyedDelta.derive(operator, input, before.of(input), key, keys, restriction);
    Relation.Working delta = steps.workTable(prefix + "_changes", both.fields());
    steps.step(
        delta.workTable(),
        both,
        new Delta.Term(prefix, both, triggers, "keyed operator", "f(after where key ∈ K) − f(before where key ∈ K)"));
    return new Delta(List.of(new Delta.Term(prefix, delta, triggers, "keyed operator", "Δ" + prefix)));
  }

  /** K: one step per term leaves the keys it touches; read back, each key stands once. */
  private Relation collectKeys(String prefix, Relation input, List<Integer> key, Delta change) {
    List<Field> fields = key.stream().map(input.fields()::get).toList();
    Relation.Working keys = steps.workTable(prefix + "_keys", fields);
    for (Delta.Term term : change.terms()) {
      Relation touched = new Relation.Aggregate(term.relation(), key, List.of(), false);
      steps.step(
          keys.workTable(),
          touched,
          new Delta.Term(
              prefix + "_keys_" + term.name(), touched, term.triggers(), "keys of a keyed operator", "K ⊇ keys in " + term.law()));
    }
    return new Relation.Aggregate(keys, IntStream.range(0, key.size()).boxed().toList(), List.of(), false);
  }
}
