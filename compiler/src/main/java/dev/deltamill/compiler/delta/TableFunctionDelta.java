package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import java.util.List;

/**
 * Functions in FROM read no source: over constants they never change. What they make of the rows of others is said by {@link LateralDelta}: a flat map,
 * {@code Δf(R) = f(ΔR)}.
 *
 * <p>Not so for a function that gives different rows at different times; definitions with such a one are refreshed FULL.
 */
final class TableFunctionDelta {
  private TableFunctionDelta() {}

  static Derivation derive() {
    return new Derivation.Derived(new Delta(List.of()), SafetyClass.DIFF_SAFE, "over constants: never changes");
  }
}
