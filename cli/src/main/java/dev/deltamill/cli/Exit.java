package dev.deltamill.cli;

/** What the command's exit status says. */
final class Exit {
  static final int OK = 0;

  /** It ran and found something: diagnostics, differences, a stream table that needs attention. */
  static final int FINDINGS = 1;

  static final int COULD_NOT_RUN = 2;

  private Exit() {}
}
