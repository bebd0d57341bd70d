/** Sources of every kind, each with what its changes can do to it. */
@NullMarked
package dev.deltamill.golden.source;

import org.jspecify.annotations.NullMarked;
