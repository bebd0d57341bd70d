package dev.deltamill.ir.catalog;

import dev.deltamill.ir.name.QualifiedName;

/**
 * A row of {@code pg_collation} (manual, 23.2 "Collation Support").
 *
 * @param deterministic whether only texts of the same bytes are equal
 */
public record CollationInfo(QualifiedName name, boolean deterministic) {}
