/** From text to syntax: tokens, the parse tree, and Calcite's {@code SqlNode} with every position kept. */
@NullMarked
package dev.deltamill.compiler.syntax;

import org.jspecify.annotations.NullMarked;
