/** What the user is told: a code, a place, a message and a remedy. */
@NullMarked
package dev.deltamill.ir.diagnostic;

import org.jspecify.annotations.NullMarked;
