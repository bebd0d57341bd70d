/** The oracle's own comparison of a stream table with its query; it owes nothing to the one that is shipped. */
@NullMarked
package dev.deltamill.oracle.compare;

import org.jspecify.annotations.NullMarked;
