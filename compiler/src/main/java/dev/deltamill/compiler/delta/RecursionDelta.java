package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Recursive queries: computed over the sources as they are and as they were, once each, and compared,
 *
 * <pre>
 *   Δf = f(after) − f(before)
 * </pre>
 *
 * <p>Exact whatever the recursion does, for deletions that leave another derivation, and for cycles, as for anything else; costs the whole recursion twice.
 *
 * <p>The counter-example next door: a delta by rounds, Δstep over Δ of the round before. A row that one of its derivations loses may keep another, or owe
 * its life to itself around a cycle; under UNION nothing in the round's rows tells these apart.
 */
final class RecursionDelta {
  private static final String REASON = "computed whole, with the sources as they are and as they were, and compared";

  private RecursionDelta() {}

  /** The delta in a work table of its own, that is, computed once whoever reads it. */
  static Derivation.Derived derive(Relation.Recursion recursion, StepBuilder steps) {
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    sources(recursion, triggers);
    if (triggers.isEmpty()) {
      return new Derivation.Derived(new Delta(List.of()), SafetyClass.DIFF_SAFE, "over constants: never changes");
    }
    String name = steps.nextName("recursion");
    Relation both =
        new Relation.UnionAll(List.of(ZSets.lift(recursion), ZSets.liftNegated(new AtFrontier().of(recursion))));
    Relation.Working delta = steps.workTable(name + "_changes", both.fields());
    steps.step(delta.workTable(), both, new Delta.Term(name, both, triggers, "recursion", "f(after) − f(before)"));
    Delta.Term term = new Delta.Term(name, delta, triggers, "recursion", "Δ" + recursion.name());
    return new Derivation.Derived(new Delta(List.of(term)), SafetyClass.DIFF_SAFE, REASON);
  }

  private static void sources(Relation relation, SortedSet<QualifiedName> found) {
    if (relation instanceof Relation.Scan scan) {
      found.add(scan.table());
    }
    relation.inputs().forEach(input -> sources(input, found));
  }

  /** A query over its sources as bags of the rows as of the frontier, each made once. */
  private static final class AtFrontier {
    private final Map<Relation.Scan, Relation> sources = new HashMap<>();

    Relation of(Relation relation) {
      return relation instanceof Relation.Scan scan
          ? sources.computeIfAbsent(scan, AtFrontier::rows)
          : relation.withInputs(relation.inputs().stream().map(this::of).toList());
    }

    private static Relation rows(Relation.Scan scan) {
      return new Relation.Shared(scan.alias() + "_at_frontier", new Relation.Net(Relation.Before.of(scan)));
    }
  }
}
