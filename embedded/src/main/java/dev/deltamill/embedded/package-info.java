@NullMarked
package dev.deltamill.embedded;

import org.jspecify.annotations.NullMarked;
