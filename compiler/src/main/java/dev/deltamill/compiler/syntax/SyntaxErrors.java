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
      first = Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, positions.span(token), message(token), expected(parser));
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

  /** What could have stood there, where that is short enough to help. */
  private static String expected(Parser parser) {
    IntervalSet tokens = parser.getExpectedTokens();
    TreeSet<String> words = new TreeSet<>();
    for (int type : tokens.toList()) {
      words.add(word(type));
    }
    if (words.isEmpty() || words.size() > MOST_EXPECTED) {
      return "";
    }
    List<String> list = new ArrayList<>(words);
    return list.size() == 1
        ? "Expected " + list.getFirst() + "."
        : "Expected " + list.subList(0, list.size() - 1).stream().collect(joining(", ")) + " or " + list.getLast() + ".";
  }

  private static String word(int type) {
    if (type == Token.EOF) {
      return "the end of the statement";
    }
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
