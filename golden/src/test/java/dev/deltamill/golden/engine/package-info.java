/** Random changes on fixed definitions, round after round, each compared with the queries. */
@NullMarked
package dev.deltamill.golden.engine;

import org.jspecify.annotations.NullMarked;
