/** PostgreSQL types as opaque values: a name and a type modifier. */
@NullMarked
package dev.deltamill.ir.type;

import org.jspecify.annotations.NullMarked;
