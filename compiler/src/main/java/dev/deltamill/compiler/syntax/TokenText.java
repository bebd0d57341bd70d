package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.compiler.grammar.PostgresParser.LabelContext;
import dev.deltamill.compiler.grammar.PostgresParser.NameContext;
import dev.deltamill.compiler.grammar.PostgresParser.QualifiedNameContext;
import dev.deltamill.compiler.grammar.PostgresParser.StringContext;
import dev.deltamill.ir.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** What names and strings mean once quotes, escapes and case folding are gone (manual, 4.1.1 and 4.1.2). */
public final class TokenText {
  private TokenText() {}

  public static List<Identifier> names(QualifiedNameContext context) {
    List<Identifier> names = new ArrayList<>();
    for (ParseTree child : context.children) {
      if (child instanceof NameContext name) {
        names.add(name(name));
      } else if (child instanceof LabelContext label) {
        names.add(label(label));
      }
    }
    return names;
  }

  public static Identifier label(LabelContext context) {
    return context.name() != null ? name(context.name()) : new Identifier(fold(context.getText()));
  }

  public static Identifier name(NameContext context) {
    return identifier(context);
  }

  /** A name in any of its forms: bare, quoted, or with Unicode escapes. */
  public static Identifier identifier(ParserRuleContext context) {
    Token first = context.getStart();
    String text = first.getText();
    return new Identifier(
        switch (first.getType()) {
          case PostgresParser.QUOTED_NAME -> text.substring(1, text.length() - 1).replace("\"\"", "\"");
          case PostgresParser.UNICODE_NAME ->
              unicode(text.substring(3, text.length() - 1).replace("\"\"", "\""), escapeCharacter(context));
          default -> fold(text);
        });
  }

  private static char escapeCharacter(ParserRuleContext context) {
    TerminalNode last = (TerminalNode) context.getChild(context.getChildCount() - 1);
    return context.getChildCount() > 1 ? last.getText().charAt(1) : '\\';
  }

  /** PostgreSQL folds ASCII letters only. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return folded.toString();
  }

  public static String string(StringContext context) {
    Token token = context.getStart();
    String text = token.getText();
    return switch (token.getType()) {
      case PostgresParser.STRING -> pieces(text, 0, false);
      case PostgresParser.NATIONAL_STRING -> pieces(text, 1, false);
      case PostgresParser.ESCAPE_STRING -> pieces(text, 1, true);
      case PostgresParser.UNICODE_STRING -> unicode(pieces(text, 2, false), escapeCharacter(context));
      case PostgresParser.DOLLAR_STRING -> {
        int tag = text.indexOf('$', 1) + 1;
        yield text.substring(tag, text.length() - tag);
      }
      default -> throw new IllegalStateException("not a string: " + text);
    };
  }

  /** The contents of quoted pieces, one after the other: adjacent strings on several lines are one. */
  private static String pieces(String text, int from, boolean escapes) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        boolean doubled = inside && i + 1 < text.length() && text.charAt(i + 1) == '\'';
        if (doubled) {
          out.append(c);
          i++;
        } else {
          inside = !inside;
        }
      } else if (inside && escapes && c == '\\') {
        i = escape(text, i + 1, out);
      } else if (inside) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Appends what a backslash escape stands for; gives the index of its last character. */
  private static int escape(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    switch (c) {
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000B');
      case 'x' -> {
        return number(text, at, 16, 2, out);
      }
      case 'u' -> {
        return number(text, at, 16, 4, out);
      }
      case 'U' -> {
        return number(text, at, 16, 8, out);
      }
      default -> {
        if (c >= '0' && c <= '7') {
          return number(text, at - 1, 8, 3, out);
        }
        out.append(c);
      }
    }
    return at;
  }

  private static int number(String text, int before, int radix, int most, StringBuilder out) {
    int end = before + 1;
    while (end < text.length() && end <= before + most && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    if (end == before + 1) {
      out.append(text.charAt(before));
      return before;
    }
    int value = Integer.parseUnsignedInt(text.substring(before + 1, end), radix);
    if (Character.isValidCodePoint(value)) {
      out.appendCodePoint(value);
    }
    return end - 1;
  }

  private static String unicode(String text, char escape) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != escape || i + 1 == text.length()) {
        out.append(c);
      } else if (text.charAt(i + 1) == escape) {
        out.append(escape);
        i++;
      } else {
        boolean six = text.charAt(i + 1) == '+';
        i = number(text, six ? i + 1 : i, 16, six ? 6 : 4, out);
      }
    }
    return out.toString();
  }
}
