/** From an analysed query to its maintenance plan: normal form, storage, delta steps. */
@NullMarked
package dev.deltamill.compiler.plan;

import org.jspecify.annotations.NullMarked;
