package dev.deltamill.compiler.syntax;

import static java.util.stream.Collectors.joining;

import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Puts the first syntax error of a text into PostgreSQL's words. */
final class SyntaxErrors extends BaseErrorListener {
  private static final int MOST_EXPECTED = 4;
  private static final List<String> CLAUSES =
      List.of("from", "where", "group", "having", "order", "join", "inner", "union", "limit", "using", "select", "values");

  private final SourcePositions positions;
  private @Nullable Diagnostic first;

  SyntaxErrors(SourcePositions positions) {
    this.positions = positions;
  }

  Optional<Diagnostic> first() {
    return Optional.ofNullable(first);
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object offending,
      int line,
      int column,
      String message,
      @Nullable RecognitionException exception) {
    if (first == null && offending instanceof Token token && recognizer instanceof Parser parser) {
      first = Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, positions.span(token), message(token), remedy(token, parser));
    }
  }

  private static String message(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "syntax error at end of input";
      case PostgresParser.UNTERMINATED_STRING -> "unterminated quoted string at or near \"" + shorten(token) + "\"";
      case PostgresParser.UNTERMINATED_NAME -> "unterminated quoted identifier at or near \"" + shorten(token) + "\"";
      case PostgresParser.UNTERMINATED_DOLLAR -> "unterminated dollar-quoted string at or near \"" + shorten(token) + "\"";
      case PostgresParser.UNTERMINATED_COMMENT -> "unterminated /* comment at or near \"" + shorten(token) + "\"";
      case PostgresParser.EMPTY_NAME -> "zero-length delimited identifier at or near \"\"\"\"";
      case PostgresParser.NUMBER_JUNK -> "trailing junk after numeric literal at or near \"" + token.getText() + "\"";
      default -> "syntax error at or near \"" + shorten(token) + "\"";
    };
  }

  private static String shorten(Token token) {
    String line = token.getText().lines().findFirst().orElse("");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  private static String remedy(Token token, Parser parser) {
    if (token.getType() == PostgresParser.CREATE) {
      return "Is a semicolon missing before it?";
    }
    Token before = parser.getTokenStream().LT(-1);
    if (before != null && before.getType() == PostgresParser.NAME) {
      Optional<String> meant = Suggestions.nearest(TokenText.fold(before.getText()), CLAUSES);
      if (meant.isPresent()) {
        return "Did you mean " + meant.get().toUpperCase(Locale.ROOT) + " instead of " + before.getText() + "?";
      }
    }
    return expected(parser);
  }

  /** What could have stood there, where that is short enough to help; ANTLR's list is not complete where the end is in it. */
  private static String expected(Parser parser) {
    IntervalSet tokens = parser.getExpectedTokens();
    TreeSet<String> words = new TreeSet<>();
    for (int type : tokens.toList()) {
      words.add(word(type));
    }
    if (words.isEmpty() || words.size() > MOST_EXPECTED || tokens.contains(Token.EOF)) {
      return "";
    }
    List<String> list = new ArrayList<>(words);
    return list.size() == 1
        ? "Expected " + list.getFirst() + "."
        : "Expected " + list.subList(0, list.size() - 1).stream().collect(joining(", ")) + " or " + list.getLast() + ".";
  }

  private static String word(int type) {
    String literal = PostgresParser.VOCABULARY.getLiteralName(type);
    if (literal != null) {
      String text = literal.substring(1, literal.length() - 1);
      return Character.isLetter(text.charAt(0)) ? text.toUpperCase(Locale.ROOT) : "\"" + text + "\"";
    }
    return switch (type) {
      case PostgresParser.NAME, PostgresParser.QUOTED_NAME, PostgresParser.UNICODE_NAME -> "a name";
      case PostgresParser.INTEGER, PostgresParser.DECIMAL -> "a number";
      case PostgresParser.STRING, PostgresParser.ESCAPE_STRING, PostgresParser.UNICODE_STRING,
          PostgresParser.DOLLAR_STRING, PostgresParser.NATIONAL_STRING ->
          "a string";
      case PostgresParser.EQUAL -> "\"=\"";
      case PostgresParser.STAR -> "\"*\"";
      default -> "an operator";
    };
  }
}
