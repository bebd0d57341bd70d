/**
 * A PostgreSQL that Deltamill starts by itself: for the demo, for reading schema files, and for tests.
 *
 * <p>{@link dev.deltamill.embedded.EmbeddedServer} is the way in. The server's programs come from a jar on the class path
 * ({@link dev.deltamill.embedded.PostgresBinaries}) and are unpacked once per user.
 */
@NullMarked
package dev.deltamill.embedded;

import org.jspecify.annotations.NullMarked;
