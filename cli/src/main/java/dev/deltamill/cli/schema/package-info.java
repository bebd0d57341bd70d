/** Schemas that exist only as DDL. */
@NullMarked
package dev.deltamill.cli.schema;

import org.jspecify.annotations.NullMarked;
