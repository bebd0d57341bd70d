package dev.deltamill.compiler.grammar;

import java.util.Map;

/** PostgreSQL's rules for where an operator ends (manual, 4.1.3), which no regular expression states well. */
final class OperatorText {
  /** Only an operator with one of these may end in + or -; else {@code 2*-1} would not be a product. */
  private static final String MAY_END_IN_SIGN = "~!@#%^&|`?";

  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("+", PostgresLexer.PLUS),
          Map.entry("-", PostgresLexer.MINUS),
          Map.entry("*", PostgresLexer.STAR),
          Map.entry("/", PostgresLexer.SLASH),
          Map.entry("%", PostgresLexer.PERCENT),
          Map.entry("^", PostgresLexer.CARET),
          Map.entry("<", PostgresLexer.LESS),
          Map.entry(">", PostgresLexer.GREATER),
          Map.entry("=", PostgresLexer.EQUAL),
          Map.entry("<=", PostgresLexer.LESS_EQUAL),
          Map.entry(">=", PostgresLexer.GREATER_EQUAL),
          Map.entry("<>", PostgresLexer.NOT_EQUAL),
          Map.entry("!=", PostgresLexer.NOT_EQUAL),
          Map.entry("=>", PostgresLexer.NAMED_ARGUMENT));

  private OperatorText() {}

  /** The longest prefix of a run of operator characters that is one operator. */
  static String cut(String run) {
    int end = run.length();
    for (String comment : new String[] {"--", "/*"}) {
      int start = run.indexOf(comment);
      if (start > 0) {
        end = Math.min(end, start);
      }
    }
    String operator = run.substring(0, end);
    if (operator.chars().anyMatch(c -> MAY_END_IN_SIGN.indexOf(c) >= 0)) {
      return operator;
    }
    while (operator.length() > 1 && (operator.endsWith("+") || operator.endsWith("-"))) {
      operator = operator.substring(0, operator.length() - 1);
    }
    return operator;
  }

  static int type(String operator) {
    return TYPES.getOrDefault(operator, PostgresLexer.OPERATOR);
  }
}
