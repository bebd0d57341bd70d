package dev.deltamill.ir.diagnostic;

/**
 * A definition file: the name under which the user knows it and its whole text.
 *
 * @param name a path relative to where the user works, with forward slashes, so that artifacts and messages are the same
 *     on every machine
 */
public record SourceText(String name, String text) {}
