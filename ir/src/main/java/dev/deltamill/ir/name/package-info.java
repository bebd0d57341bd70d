/** Names of database objects and how they are written in SQL. */
@NullMarked
package dev.deltamill.ir.name;

import org.jspecify.annotations.NullMarked;
