/** Cases and what came of them. */
@NullMarked
package dev.deltamill.cli.oracle;

import org.jspecify.annotations.NullMarked;
