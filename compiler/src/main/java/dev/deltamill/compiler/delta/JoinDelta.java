package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Inner join of any width:
 *
 * <pre>
 *   Δ(R1 ⋈ … ⋈ Rn) = Σi after(R1) ⋈ … ⋈ after(Ri−1) ⋈ ΔRi ⋈ before(Ri+1) ⋈ … ⋈ before(Rn)
 * </pre>
 *
 * <p>Exact: the join is linear in each input, and the sum telescopes from {@code before ⋈ … ⋈ before} to {@code after ⋈ … ⋈ after}, one input at a time, in
 * whatever {@linkplain JoinOrder order}. How a term is computed is said in {@link JoinTerm}.
 *
 * <p>The counter-example next door: {@code after} on both sides, Δa ⋈ after(b) + after(a) ⋈ Δb, counts a pair twice when both its rows are new.
 */
final class JoinDelta {
  private JoinDelta() {}

  /**
   * @param inputs the delta of each input
   * @param names what each input is called in laws
   */
  static Derivation derive(Relation.Join join, List<Delta> inputs, List<String> names) {
    List<Delta.Term> terms = new ArrayList<>();
    JoinGraph graph = new JoinGraph(join);
    List<Integer> order = JoinOrder.of(join, graph);
    Set<Integer> after = new HashSet<>();
    for (int changed : order) {
      for (Delta.Term change : inputs.get(changed).terms()) {
        terms.add(
            new Delta.Term(
                change.name(),
                new JoinTerm(join, graph, names, inputs, after).of(changed, change.relation()),
                change.triggers(),
                "join term",
                law(join, names, changed, change.law(), after)));
      }
      after.add(changed);
    }
    return new Derivation.Derived(
        new Delta(terms),
        SafetyClass.DIFF_SAFE,
        "one term per changed input: later inputs as they were before, earlier ones as they are after");
  }

  private static String law(Relation.Join join, List<String> names, int changed, String change, Set<Integer> after) {
    List<String> law = new ArrayList<>();
    for (int i = 0; i < join.inputs().size(); i++) {
      law.add(i == changed ? change : (after.contains(i) ? "after(" : "before(") + names.get(i) + ")");
    }
    return String.join(" ⋈ ", law);
  }
}
