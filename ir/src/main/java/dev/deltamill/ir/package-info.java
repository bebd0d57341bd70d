/**
 * The language every other module speaks, and nothing else: names, types, the catalog snapshot, relations and
 * expressions, diagnostics, the maintenance plan and the artifacts made from it.
 *
 * <p>Everything here is an immutable value. Read in this order: {@link dev.deltamill.ir.name names}, {@link
 * dev.deltamill.ir.type types}, {@link dev.deltamill.ir.catalog the catalog}, {@link dev.deltamill.ir.relation
 * relations}, {@link dev.deltamill.ir.plan plans}, {@link dev.deltamill.ir.artifact artifacts}.
 */
@NullMarked
package dev.deltamill.ir;

import org.jspecify.annotations.NullMarked;
