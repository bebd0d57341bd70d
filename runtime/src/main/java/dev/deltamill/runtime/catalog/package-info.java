/**
 * Reads a database's catalog into a snapshot. The queries lie beside the classes as resources, one file each, the same
 * for every supported PostgreSQL.
 */
@NullMarked
package dev.deltamill.runtime.catalog;

import org.jspecify.annotations.NullMarked;
