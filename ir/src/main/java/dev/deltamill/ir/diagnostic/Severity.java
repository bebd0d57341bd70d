package dev.deltamill.ir.diagnostic;

import java.util.Locale;

/** How much a diagnostic weighs. */
public enum Severity {
  /** Nothing is compiled while there is one. */
  ERROR,
  /** It compiles, but not to what a user would hope for: refreshes cannot go by DIFF. */
  WARNING,
  /** Only tells. */
  NOTICE;

  /** As the user reads it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
