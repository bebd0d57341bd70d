package dev.deltamill.ir.diagnostic;

import java.util.Comparator;

/**
 * One thing to tell the user: what, where, and what to do about it.
 *
 * @param message one sentence without a final full stop, naming the thing in the user's words
 * @param remedy one sentence that says what to do; empty only where the message says it already
 */
public record Diagnostic(Severity severity, DiagnosticCode code, Span span, String message, String remedy) {
  /** Reading order: file, line, column, then code. */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing((Diagnostic d) -> d.span().file())
          .thenComparingInt(d -> d.span().line())
          .thenComparingInt(d -> d.span().column())
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  public static Diagnostic error(DiagnosticCode code, Span span, String message, String remedy) {
    return new Diagnostic(Severity.ERROR, code, span, message, remedy);
  }

  public static Diagnostic notice(DiagnosticCode code, Span span, String message, String remedy) {
    return new Diagnostic(Severity.NOTICE, code, span, message, remedy);
  }

  public static Diagnostic warning(DiagnosticCode code, Span span, String message, String remedy) {
    return new Diagnostic(Severity.WARNING, code, span, message, remedy);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * The diagnostic with the offending line and a caret under it, as a terminal shows it.
   *
   * @param text the whole text of the file that the span points into
   */
  public String render(String text) {
    StringBuilder out = new StringBuilder();
    out.append(span).append(": ").append(severity.word());
    out.append(" [").append(code.code()).append("]: ").append(message).append('\n');
    String line = text.lines().skip(span.line() - 1L).findFirst().orElse("");
    if (!line.isBlank()) {
      String gutter = String.valueOf(span.line());
      int end = span.endLine() == span.line() ? span.endColumn() : line.length() + 1;
      int width = Math.max(1, Math.min(end, line.length() + 1) - span.column());
      String pad = line.substring(0, Math.min(span.column() - 1, line.length())).replaceAll("[^\t]", " ");
      out.append("  ").append(gutter).append(" | ").append(line).append('\n');
      out.append("  ").append(" ".repeat(gutter.length())).append(" | ").append(pad).append("^".repeat(width)).append('\n');
    }
    if (!remedy.isEmpty()) {
      out.append("  = ").append(remedy).append('\n');
    }
    return out.toString();
  }
}
