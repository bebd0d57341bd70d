/** Case files: one JSON file describes tables, a query or several, and changes. */
@NullMarked
package dev.deltamill.oracle.cases;

import org.jspecify.annotations.NullMarked;
