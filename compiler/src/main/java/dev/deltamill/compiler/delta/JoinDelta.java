package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * Inner join of any width:
 *
 * <pre>
 *   Δ(R1 ⋈ … ⋈ Rn) = Σi after(R1) ⋈ … ⋈ after(Ri−1) ⋈ ΔRi ⋈ before(Ri+1) ⋈ … ⋈ before(Rn)
 * </pre>
 *
 * <p>Exact: the join is linear in each input, and the sum telescopes from {@code before ⋈ … ⋈ before} to {@code after ⋈ … ⋈ after}, one input at a time, in
 * whatever {@linkplain JoinOrder order}.
 *
 * <p>The counter-example next door: {@code after} on both sides, Δa ⋈ after(b) + after(a) ⋈ Δb, counts a pair twice when both its rows are new.
 */
final class JoinDelta {
  private JoinDelta() {}

  /**
   * @param inputs the delta of each input
   * @param names what each input is called in laws
   * @param before gives the state of an input before; asked only for inputs whose delta has been derived
   */
  static Derivation derive(Relation.Join join, List<Delta> inputs, List<String> names, Before before) {
    List<Delta.Term> terms = new ArrayList<>();
    List<Integer> order = JoinOrder.of(join);
    for (int i : order) {
      for (Delta.Term change : inputs.get(i).terms()) {
        List<Relation> sides = new ArrayList<>();
        List<String> law = new ArrayList<>();
        for (int j = 0; j < join.inputs().size(); j++) {
          Relation input = join.inputs().get(j);
          boolean earlier = order.indexOf(j) < order.indexOf(i);
          sides.add(j == i ? change.relation() : earlier ? input : before.of(input));
          law.add(j == i ? change.law() : (earlier ? "after(" : "before(") + names.get(j) + ")");
        }
        terms.add(
            new Delta.Term(
                change.name(),
                Before.WeightedJoin.of(join, sides),
                change.triggers(),
                "join term",
                String.join(" ⋈ ", law)));
      }
    }
    return new Derivation.Derived(
        new Delta(terms),
        SafetyClass.DIFF_SAFE,
        "one term per changed input: later inputs as they were before, earlier ones as they are after");
  }
}
