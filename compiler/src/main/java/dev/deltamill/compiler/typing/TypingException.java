package dev.deltamill.compiler.typing;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;

/** An expression that has no type, with what to tell the user. */
public final class TypingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  public TypingException(DiagnosticCode code, Span span, String message, String remedy) {
    super(message);
    this.diagnostic = Diagnostic.error(code, span, message, remedy);
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
