/**
 * What Calcite is told about PostgreSQL: types are opaque, operators are typed by the catalog, nothing is converted, rewritten
 * or simplified. Calcite resolves names and scopes; the meaning of every expression stays PostgreSQL's.
 */
@NullMarked
package dev.deltamill.compiler.validation;

import org.jspecify.annotations.NullMarked;
