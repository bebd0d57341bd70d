@NullMarked
package dev.deltamill.runtime;

import org.jspecify.annotations.NullMarked;
