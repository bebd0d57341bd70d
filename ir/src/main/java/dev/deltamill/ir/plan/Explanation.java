package dev.deltamill.ir.plan;

import java.util.List;

/**
 * One operator of a definition as a person reads it.
 *
 * @param operator in the user's terms, for example {@code GROUP BY l_returnflag, l_linestatus}
 * @param safety its safety class
 * @param reason why it has that class and how its delta is computed, one sentence
 * @param inputs what it reads
 */
public record Explanation(String operator, SafetyClass safety, String reason, List<Explanation> inputs) {
  public Explanation {
    inputs = List.copyOf(inputs);
  }

  /** The worst class in this tree. */
  public SafetyClass worst() {
    SafetyClass worst = safety;
    for (Explanation input : inputs) {
      worst = worst.worse(input.worst());
    }
    return worst;
  }
}
