/**
 * PostgreSQL's type conversion (manual, chapter 10) over a catalog snapshot: which function or operator a call means, which
 * casts PostgreSQL adds, and what type comes out.
 */
@NullMarked
package dev.deltamill.compiler.typing;

import org.jspecify.annotations.NullMarked;
