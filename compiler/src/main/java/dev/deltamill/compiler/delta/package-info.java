/**
 * The delta calculus: one class per operator gives its delta rule. Rules take relations and give relations.
 *
 * <p>Notation, as everywhere: {@code after(R)} is a relation over the live tables, {@code ΔR} what changed since the frontier, {@code
 * before(R) = after(R) − ΔR}. A delta is a Z-set: its last field is the weight.
 */
@NullMarked
package dev.deltamill.compiler.delta;

import org.jspecify.annotations.NullMarked;
