/** Definitions compiled, installed and refreshed on a real PostgreSQL, from their text to their rows. */
@NullMarked
package dev.deltamill.golden;

import org.jspecify.annotations.NullMarked;
