package dev.deltamill.cli.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script taken apart into statements, as psql does it: semicolons within quotes, comments, parentheses and the bodies of SQL
 * functions end nothing.
 */
final class SqlScript {
  /**
   * @param line of the first character, from 1
   */
  record Statement(String text, int line) {}

  private static final Pattern TAG = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private int at;
  private int start;
  private int parentheses;
  private int blocks;
  private final List<String> words = new ArrayList<>();

  private SqlScript(String text) {
    this.text = text;
  }

  static List<Statement> split(String text) {
    SqlScript script = new SqlScript(text);
    script.run();
    return script.statements;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("--", at)) {
        at = end(text.indexOf('\n', at));
      } else if (text.startsWith("/*", at)) {
        skipComment();
      } else if (c == '\'') {
        boolean escapes = at > 0 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E') && !isPart(at - 2);
        skipQuoted('\'', escapes);
      } else if (c == '"') {
        skipQuoted('"', false);
      } else if (c == '$' && !isPart(at - 1) && tag() != null) {
        String tag = tag();
        int close = text.indexOf(tag, at + tag.length());
        at = close < 0 ? text.length() : close + tag.length();
      } else if (Character.isLetter(c) || c == '_') {
        word();
      } else {
        parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
        at++;
        if (c == ';' && parentheses <= 0 && blocks == 0) {
          finish();
        }
      }
    }
    finish();
  }

  private void word() {
    Matcher matcher = WORD.matcher(text);
    matcher.find(at);
    String word = matcher.group().toLowerCase(Locale.ROOT);
    at = matcher.end();
    if (words.size() < 4) {
      words.add(word);
    }
    boolean routine = words.getFirst().equals("create") && (words.contains("function") || words.contains("procedure"));
    if (routine && (word.equals("begin") || word.equals("case") && blocks > 0)) {
      blocks++;
    } else if (word.equals("end") && blocks > 0) {
      blocks--;
    }
  }

  private void finish() {
    String statement = text.substring(start, at);
    if (!words.isEmpty()) {
      int first = start;
      while (Character.isWhitespace(text.charAt(first))) {
        first++;
      }
      int line = 1 + (int) text.substring(0, first).chars().filter(c -> c == '\n').count();
      statements.add(new Statement(statement.strip(), line));
    }
    start = at;
    parentheses = 0;
    blocks = 0;
    words.clear();
  }

  private void skipComment() {
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
  }

  private void skipQuoted(char quote, boolean escapes) {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && escapes) {
        at++;
      } else if (c == quote) {
        // A doubled quote opens the next text at once.
        at++;
        return;
      }
    }
    at = Math.min(at, text.length());
  }

  private @org.jspecify.annotations.Nullable String tag() {
    Matcher matcher = TAG.matcher(text).region(at, text.length());
    return matcher.lookingAt() ? matcher.group() : null;
  }

  private boolean isPart(int index) {
    return index >= 0 && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
  }

  private int end(int index) {
    return index < 0 ? text.length() : index;
  }
}
