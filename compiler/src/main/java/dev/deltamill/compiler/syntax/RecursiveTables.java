package dev.deltamill.compiler.syntax;

import java.util.Optional;

/** Understands recursive WITH queries: their columns' types follow from their first rows, so they come before what reads them. */
@FunctionalInterface
public interface RecursiveTables {
  /** The query as a source, or empty where something is wrong with it that was said already. */
  Optional<Source> find(RecursiveTable table);
}
