package dev.deltamill.cli;

/** What the command's exit status says. */
public final class Exit {
  public static final int OK = 0;

  /** It ran and found something: diagnostics, differences, a stream table that needs attention. */
  public static final int FINDINGS = 1;

  public static final int COULD_NOT_RUN = 2;

  private Exit() {}
}
