/** The file form of a catalog snapshot. */
@NullMarked
package dev.deltamill.compiler.catalog;

import org.jspecify.annotations.NullMarked;
