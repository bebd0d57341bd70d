/** The printing of SQL: expressions, relations, statements. One writer owns indentation; one clause per line, one item per line. */
@NullMarked
package dev.deltamill.codegen.sql;

import org.jspecify.annotations.NullMarked;
