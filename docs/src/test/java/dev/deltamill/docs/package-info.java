/**
 * What the pages under {@code docs} show is what happens: generated parts are compared with their source, and written anew under
 * {@code -Ddocs.rewrite}.
 */
@NullMarked
package dev.deltamill.docs;

import org.jspecify.annotations.NullMarked;
