/** How PostgreSQL executes what is shipped. */
@NullMarked
package dev.deltamill.golden.plans;

import org.jspecify.annotations.NullMarked;
