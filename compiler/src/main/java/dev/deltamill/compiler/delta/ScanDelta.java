package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.TreeSet;

/** {@code Δ(R)} of a source is its change buffer since the frontier: by definition of capture. */
final class ScanDelta {
  private ScanDelta() {}

  static Derivation derive(Relation.Scan scan) {
    Delta.Term term =
        new Delta.Term(
            scan.alias(),
            Relation.Changes.of(scan),
            new TreeSet<>(List.of(scan.table())),
            "changes of a source",
            "Δ" + scan.alias());
    return new Derivation.Derived(
        new Delta(List.of(term)), SafetyClass.DIFF_SAFE, "captured changes since the frontier, each row with its weight");
  }
}
