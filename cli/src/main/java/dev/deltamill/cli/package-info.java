@NullMarked
package dev.deltamill.cli;

import org.jspecify.annotations.NullMarked;
