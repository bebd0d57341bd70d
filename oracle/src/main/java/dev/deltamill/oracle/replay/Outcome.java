package dev.deltamill.oracle.replay;

import java.util.Locale;

/** What came of one stream table of a case. */
public enum Outcome {
  /** It was compared, and every comparison found it equal to its query. */
  EQUAL,
  /** A wrong answer. */
  DIFFERENT,
  /** The compiler rejects the definition with a diagnostic. */
  REFUSED,
  /** Any other error; also where nothing was compared. */
  FAILED,
  /** The server is too old for the case, or nothing can be compared because the query gives other rows each time. */
  SKIPPED;

  /** As reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether something is wrong that must not be. */
  public boolean isBad() {
    return this == DIFFERENT || this == FAILED;
  }
}
