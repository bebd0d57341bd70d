/** Relations and expressions: the algebra in which queries and their deltas are written. */
@NullMarked
package dev.deltamill.ir.relation;

import org.jspecify.annotations.NullMarked;
