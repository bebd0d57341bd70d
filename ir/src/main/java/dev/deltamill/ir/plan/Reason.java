package dev.deltamill.ir.plan;

import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;

/** Why a definition cannot refresh by DIFF: a stable code, where, and one sentence each for cause and remedy. */
public record Reason(DiagnosticCode code, Span span, String message, String remedy) {}
