package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import java.util.Optional;
import java.util.function.Consumer;
import dev.deltamill.ir.diagnostic.Diagnostic;

/** Finds what a table name in FROM means. */
@FunctionalInterface
public interface SourceLookup {
  /** The source, or empty after every reason was handed to {@code diagnostics} (none where the reason is reported elsewhere). */
  Optional<Source> find(Optional<Identifier> schema, Identifier name, Span span, Consumer<Diagnostic> diagnostics);
}
