/** What the command shows and where: streams, colours, progress, tables, JSON. */
@NullMarked
package dev.deltamill.cli.terminal;

import org.jspecify.annotations.NullMarked;
