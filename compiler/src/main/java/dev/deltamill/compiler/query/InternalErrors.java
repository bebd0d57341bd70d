package dev.deltamill.compiler.query;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;

/** What is said when the front end itself fails: the user's work goes on, and the fault has a name that tests look for. */
final class InternalErrors {
  /** Begins every such message. */
  static final String PREFIX = "the compiler failed on this query: ";

  private InternalErrors() {}

  static Diagnostic diagnostic(RuntimeException failure, Span span) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String detail = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return Diagnostic.error(
        DiagnosticCode.INVALID_QUERY,
        span,
        PREFIX + root.getClass().getSimpleName() + (detail.isEmpty() ? "" : ", " + detail),
        "Please report it together with the query; writing the query in another way may help.");
  }
}
