package dev.deltamill.runtime;

/** Is told where a refresh stands: for progress and traces, and for tests that stop it there. */
@FunctionalInterface
public interface PhaseListener {
  PhaseListener NONE = (_, _) -> {};

  /**
   * A step is done; the transaction is still open unless it is {@code committed}.
   *
   * @param streamTable its name, or empty where the step is of the whole set
   * @param step {@code sources locked}, {@code stream tables locked}, {@code observed}, name of a phase, {@code frontier stored},
   *     {@code committed}
   */
  void done(String streamTable, String step);
}
