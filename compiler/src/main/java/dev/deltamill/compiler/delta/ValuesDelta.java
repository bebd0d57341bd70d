package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import java.util.List;

/** {@code Δ(VALUES …)} is empty: constants never change. Their rows are there before as well as after, so they are no changes either. */
final class ValuesDelta {
  private ValuesDelta() {}

  static Derivation derive() {
    return new Derivation.Derived(new Delta(List.of()), SafetyClass.DIFF_SAFE, "constant: never changes");
  }
}
