package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.QualifiedName;
import java.util.Optional;

/**
 * A row of {@code pg_operator}.
 *
 * @param name schema and symbol, for example {@code pg_catalog.<=}
 * @param left type of the left operand; empty for a prefix operator
 * @param function the function behind it
 * @param volatility of that function
 */
public record OperatorInfo(
    QualifiedName name,
    Optional<QualifiedName> left,
    QualifiedName right,
    QualifiedName result,
    QualifiedName function,
    Volatility volatility) {}
