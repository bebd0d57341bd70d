@NullMarked
package dev.deltamill.codegen;

import org.jspecify.annotations.NullMarked;
