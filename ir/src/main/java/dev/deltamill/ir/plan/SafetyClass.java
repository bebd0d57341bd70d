package dev.deltamill.ir.plan;

/** How far an operator can be maintained from changes alone, from best to worst. */
public enum SafetyClass {
  /** Its delta rule is exact on bags, whatever the identity of the rows. */
  DIFF_SAFE,
  /** Its delta is exact but needs the identity of single rows; where the query leaves a choice open, that identity decides. */
  ROW_ID_SENSITIVE,
  /** There is no exact delta; only a FULL refresh is right. */
  FULL_ONLY;

  public SafetyClass worse(SafetyClass other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
