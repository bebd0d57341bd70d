/** From Calcite's relational form to {@code ir}: every expression resolved, joins flattened, keys of groups made columns. */
@NullMarked
package dev.deltamill.compiler.relation;

import org.jspecify.annotations.NullMarked;
