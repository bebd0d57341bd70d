/** An immutable picture of a database's catalog; compiling needs nothing else of the database. */
@NullMarked
package dev.deltamill.ir.catalog;

import org.jspecify.annotations.NullMarked;
