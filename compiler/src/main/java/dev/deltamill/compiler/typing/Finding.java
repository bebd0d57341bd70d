package dev.deltamill.compiler.typing;

import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;

/**
 * Something in a query whose value does not follow from its rows alone, so that no delta can be exact.
 *
 * @param code {@code VOLATILE_FUNCTION}, {@code STABLE_FUNCTION} or {@code NOT_CAPTURED}
 * @param reason one sentence without a final full stop
 * @param remedy how to write the query so that the finding goes away
 */
public record Finding(DiagnosticCode code, Span span, String reason, String remedy) {}
