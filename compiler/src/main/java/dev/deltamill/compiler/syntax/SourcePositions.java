package dev.deltamill.compiler.syntax;

import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Where tokens of a stretch of a file stand in the file.
 *
 * <p>ANTLR counts code points from the start of what it was given; users and {@link Span} count UTF-16 units in lines.
 */
public final class SourcePositions {
  private final SourceText source;
  private final int start;
  private final boolean supplementary;
  private final List<Integer> lineStarts = new ArrayList<>();

  /** Positions for tokens read from {@code source} beginning at an offset in UTF-16 units. */
  public SourcePositions(SourceText source, int start) {
    this.source = source;
    this.start = start;
    this.supplementary = source.text().chars().anyMatch(c -> Character.isSurrogate((char) c));
    lineStarts.add(0);
    for (int i = 0; i < source.text().length(); i++) {
      if (source.text().charAt(i) == '\n') {
        lineStarts.add(i + 1);
      }
    }
  }

  public Span span(Token token) {
    return token.getType() == Token.EOF ? endOfInput(token) : span(offset(token.getStartIndex()), offset(token.getStopIndex() + 1));
  }

  public Span span(ParserRuleContext context) {
    Token last = context.getStop() == null ? context.getStart() : context.getStop();
    return span(offset(context.getStart().getStartIndex()), Math.max(offset(last.getStopIndex() + 1), offset(context.getStart().getStartIndex())));
  }

  public SqlParserPos position(ParserRuleContext context) {
    return position(span(context));
  }

  /** A span between two offsets of the file, in UTF-16 units. */
  public Span span(int from, int to) {
    int line = line(from);
    int endLine = line(Math.max(from, to - 1));
    return new Span(
        source.name(), line, from - lineStarts.get(line - 1) + 1, endLine, Math.max(from, to) - lineStarts.get(endLine - 1) + 1);
  }

  /** The offset in the file, in UTF-16 units, of a code point counted from the start of what was read. */
  public int offset(int codePoints) {
    return supplementary ? source.text().offsetByCodePoints(start, codePoints) : start + codePoints;
  }

  /** The offset in the file at which a span begins. */
  public int startOf(Span span) {
    return lineStarts.get(span.line() - 1) + span.column() - 1;
  }

  private Span endOfInput(Token token) {
    int end = Math.min(offset(Math.max(0, token.getStartIndex())), source.text().length());
    int last = end;
    while (last > start && Character.isWhitespace(source.text().charAt(last - 1))) {
      last--;
    }
    return span(last, last + 1);
  }

  private int line(int offset) {
    int low = 0;
    int high = lineStarts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lineStarts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }

  /** Calcite's form of a span: its end column is that of the last character. */
  public static SqlParserPos position(Span span) {
    return new SqlParserPos(span.line(), span.column(), span.endLine(), Math.max(1, span.endColumn() - 1));
  }

  public Span span(SqlParserPos position) {
    return new Span(
        source.name(), position.getLineNum(), position.getColumnNum(), position.getEndLineNum(), position.getEndColumnNum() + 1);
  }
}
