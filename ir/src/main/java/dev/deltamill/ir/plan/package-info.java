/** The maintenance plan of one stream table: storage, delta steps, how the result is merged, and why. */
@NullMarked
package dev.deltamill.ir.plan;

import org.jspecify.annotations.NullMarked;
