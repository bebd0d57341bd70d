@NullMarked
package dev.deltamill.ir;

import org.jspecify.annotations.NullMarked;
