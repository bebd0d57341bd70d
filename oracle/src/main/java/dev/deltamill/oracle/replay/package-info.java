/** Cases run against a server, and what came of them. */
@NullMarked
package dev.deltamill.oracle.replay;

import org.jspecify.annotations.NullMarked;
