/** What is shipped: phase SQL, its hashes, and the manifest that lists them. */
@NullMarked
package dev.deltamill.ir.artifact;

import org.jspecify.annotations.NullMarked;
