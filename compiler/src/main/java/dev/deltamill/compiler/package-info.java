@NullMarked
package dev.deltamill.compiler;

import org.jspecify.annotations.NullMarked;
