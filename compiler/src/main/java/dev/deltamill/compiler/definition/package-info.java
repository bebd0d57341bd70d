/** {@code CREATE STREAM TABLE}: its text, its options, its schedule. */
@NullMarked
package dev.deltamill.compiler.definition;

import org.jspecify.annotations.NullMarked;
