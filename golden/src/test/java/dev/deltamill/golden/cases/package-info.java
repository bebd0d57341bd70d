/** The cases under {@code golden/cases} and their runner. */
@NullMarked
package dev.deltamill.golden.cases;

import org.jspecify.annotations.NullMarked;
