package dev.deltamill.ir.plan;

/** What the user asked for with {@code WITH (refresh = …)}. */
public enum RefreshMode {
  /** DIFF where the safety class allows it, else FULL with the reason recorded. */
  AUTO,
  /** DIFF; the definition is refused where there is no exact delta. */
  DIFFERENTIAL,
  /** Always FULL; nothing is captured. */
  FULL
}
