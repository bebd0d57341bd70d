/** {@code deltamill explain}: how stream tables are kept up to date, as text, JSON and a page. */
@NullMarked
package dev.deltamill.cli.explain;

import org.jspecify.annotations.NullMarked;
