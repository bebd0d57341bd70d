/** Programs that write cases from the corpus of queries. */
@NullMarked
package dev.deltamill.oracle.generated;

import org.jspecify.annotations.NullMarked;
