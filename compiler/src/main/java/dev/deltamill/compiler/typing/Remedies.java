package dev.deltamill.compiler.typing;

/** What several refusals advise. */
public final class Remedies {
  /** Where no other query that is supported has the same rows. */
  public static final String NO_REWRITE = "Keep this query as a plain or materialized view until it is supported.";

  private Remedies() {}
}
