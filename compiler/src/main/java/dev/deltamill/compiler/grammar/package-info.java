/**
 * Tokens and grammar of PostgreSQL's query dialect. All but {@link dev.deltamill.compiler.grammar.OperatorText} is generated
 * from the two files under {@code src/main/antlr4}, so nothing here is checked for nullness.
 */
package dev.deltamill.compiler.grammar;
