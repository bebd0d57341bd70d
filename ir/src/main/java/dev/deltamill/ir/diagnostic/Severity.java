package dev.deltamill.ir.diagnostic;

/** How much a diagnostic weighs: an error stops compilation, a notice only tells. */
public enum Severity {
  ERROR,
  NOTICE
}
