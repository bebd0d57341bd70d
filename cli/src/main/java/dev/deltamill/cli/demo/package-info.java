/** Stream tables over TPC-H, from an empty PostgreSQL to a table of times. */
@NullMarked
package dev.deltamill.cli.demo;

import org.jspecify.annotations.NullMarked;
