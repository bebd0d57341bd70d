package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresLexer;
import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs lexer and parser. SLL prediction reads nearly every query and is many times faster; where it fails, full LL decides
 * whether the text or the prediction was at fault.
 */
public final class QueryParser {
  private QueryParser() {}

  /** A parse tree, or the first syntax error. */
  public sealed interface Parsed<T> {
    record Tree<T>(T tree) implements Parsed<T> {}

    record Failed<T>(Diagnostic diagnostic) implements Parsed<T> {}
  }

  /** All tokens of a stretch of a file, hidden ones left out, the end of input last. */
  public static List<Token> tokens(SourceText source, int from, int to) {
    PostgresLexer lexer = new PostgresLexer(CharStreams.fromString(source.text().substring(from, to), source.name()));
    lexer.removeErrorListeners();
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.nextToken();
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        tokens.add(token);
      }
    } while (token.getType() != Token.EOF);
    return tokens;
  }

  /** Parses tokens that end in the end of input. */
  public static <T> Parsed<T> parse(List<Token> tokens, SourcePositions positions, Function<PostgresParser, T> rule) {
    try {
      PostgresParser parser = parser(tokens);
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      parser.setErrorHandler(new BailErrorStrategy());
      return new Parsed.Tree<>(rule.apply(parser));
    } catch (ParseCancellationException _) {
      return parseCarefully(tokens, positions, rule);
    } catch (StackOverflowError _) {
      return new Parsed.Failed<>(tooDeep(tokens, positions));
    }
  }

  private static <T> Parsed<T> parseCarefully(
      List<Token> tokens, SourcePositions positions, Function<PostgresParser, T> rule) {
    try {
      PostgresParser parser = parser(tokens);
      SyntaxErrors errors = new SyntaxErrors(positions);
      parser.addErrorListener(errors);
      parser.setErrorHandler(new NoGuessing());
      T tree = rule.apply(parser);
      return errors.first().<Parsed<T>>map(Parsed.Failed::new).orElseGet(() -> new Parsed.Tree<>(tree));
    } catch (StackOverflowError _) {
      return new Parsed.Failed<>(tooDeep(tokens, positions));
    }
  }

  /** The error is reported where it is, not where parsing could go on if a token were left out or added. */
  private static final class NoGuessing extends DefaultErrorStrategy {
    @Override
    protected @Nullable Token singleTokenDeletion(Parser recognizer) {
      return null;
    }

    @Override
    protected boolean singleTokenInsertion(Parser recognizer) {
      return false;
    }
  }

  private static PostgresParser parser(List<Token> tokens) {
    PostgresParser parser = new PostgresParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    return parser;
  }

  static Diagnostic tooDeep(List<Token> tokens, SourcePositions positions) {
    return Diagnostic.error(
        DiagnosticCode.UNSUPPORTED_CONSTRUCT,
        positions.span(tokens.getFirst()),
        "the query is nested too deeply",
        "Break it into several stream tables or WITH queries.");
  }
}
