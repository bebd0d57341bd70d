package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.validation.TypeInference;

/**
 * What a query is read with.
 *
 * @param positions of its text
 * @param inference types its expressions later
 * @param lookup finds its tables
 * @param recursions understands its recursive WITH queries
 */
public record Surroundings(
    SourcePositions positions, CatalogIndex catalog, TypeInference inference, SourceLookup lookup, RecursiveTables recursions) {}
