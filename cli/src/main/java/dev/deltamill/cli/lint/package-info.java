/** {@code deltamill lint}: what there is to say about definitions, without a database, for people and for code scanners. */
@NullMarked
package dev.deltamill.cli.lint;

import org.jspecify.annotations.NullMarked;
