/** The texts of the phases, one class per kind: from a maintenance plan to the SQL that a person reviews and the runtime executes. */
@NullMarked
package dev.deltamill.codegen.phase;

import org.jspecify.annotations.NullMarked;
