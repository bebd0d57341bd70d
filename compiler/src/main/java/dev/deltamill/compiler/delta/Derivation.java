package dev.deltamill.compiler.delta;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.plan.SafetyClass;

/** What a delta rule answers: a delta with its class and the reason for it, or a refusal that says where and why. */
sealed interface Derivation {
  /**
   * @param reason one sentence for explain
   */
  record Derived(Delta delta, SafetyClass safety, String reason) implements Derivation {}

  record Refused(Diagnostic diagnostic) implements Derivation {}
}
