/** The repository's own cases. */
@NullMarked
package dev.deltamill.oracle;

import org.jspecify.annotations.NullMarked;
