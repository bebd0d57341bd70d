/** From definitions and a catalog snapshot to relations, or to everything that is wrong with them. */
@NullMarked
package dev.deltamill.compiler.query;

import org.jspecify.annotations.NullMarked;
