package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects findings, each once, in the order in which the query is read. */
public final class Findings {
  private final Set<Finding> found = new LinkedHashSet<>();

  public List<Finding> list() {
    return new ArrayList<>(found);
  }

  /** Takes note of a call unless it is immutable; {@code subject} is what was called, as the user knows it. */
  void note(Volatility volatility, Span span, String subject) {
    switch (volatility) {
      case IMMUTABLE -> {}
      case STABLE ->
          found.add(
              new Finding(
                  DiagnosticCode.STABLE_FUNCTION,
                  span,
                  subject + " is stable: its value depends on the session or the time of the statement",
                  "Compute it outside the stream table, or accept FULL refreshes."));
      case VOLATILE ->
          found.add(
              new Finding(
                  DiagnosticCode.VOLATILE_FUNCTION,
                  span,
                  subject + " is volatile: it can give another value each time it is called",
                  "Compute it outside the stream table, or accept FULL refreshes."));
    }
  }

  void noteLiteral(Span span, String reason, String remedy) {
    found.add(new Finding(DiagnosticCode.STABLE_FUNCTION, span, reason, remedy));
  }
}
