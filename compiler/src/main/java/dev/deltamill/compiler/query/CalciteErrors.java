package dev.deltamill.compiler.query;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what Calcite's validator says into PostgreSQL's words. Calcite has no error codes: its messages are all there is. */
final class CalciteErrors {
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("(?s)(?:Column|Unknown identifier) '([^']*)'(?: not found in (?:any table|table '([^']*)'))?.*");
  private static final Pattern NOT_GROUPED = Pattern.compile("(?s)Expression '(.*)' is not being grouped.*");
  private static final Pattern DUPLICATE_ALIAS = Pattern.compile("(?s)Duplicate relation name '([^']*)' in FROM clause.*");
  private static final Pattern SET_COUNT = Pattern.compile("(?s)Column count mismatch in (.*)");
  private static final Pattern SET_TYPE = Pattern.compile("(?s)Type mismatch in column (\\d+) of (.*)");
  private static final Pattern AGGREGATE_PLACE = Pattern.compile("(?s)Aggregate expression is illegal in (.*) clause.*");
  private static final Pattern ALIAS_COUNT =
      Pattern.compile("(?s)List of column aliases must have same degree as table; table has (\\d+) columns.*whereas alias list has (\\d+) columns.*");

  private CalciteErrors() {}

  static Diagnostic diagnostic(String message, Span span) {
    Matcher m;
    if ((m = UNKNOWN_COLUMN.matcher(message)).matches()) {
      return error(
          DiagnosticCode.UNKNOWN_COLUMN,
          span,
          "column " + quoted(m.group(1)) + " does not exist",
          "Write it as alias.column.");
    }
    if ((m = NOT_GROUPED.matcher(message)).matches()) {
      return error(
          DiagnosticCode.GROUPING_ERROR,
          span,
          "column " + quoted(m.group(1).replace("`", "")) + " must appear in the GROUP BY clause or be used in an aggregate function",
          "Add it to GROUP BY, or aggregate it.");
    }
    if ((m = DUPLICATE_ALIAS.matcher(message)).matches()) {
      return error(
          DiagnosticCode.DUPLICATE_NAME,
          span,
          "table name " + quoted(m.group(1)) + " specified more than once",
          "Give each mention an alias of its own.");
    }
    if ((m = SET_COUNT.matcher(message)).matches()) {
      return error(
          DiagnosticCode.SET_COLUMN_MISMATCH,
          span,
          "each " + m.group(1) + " query must have the same number of columns",
          "Add or remove columns until both sides agree.");
    }
    if ((m = SET_TYPE.matcher(message)).matches()) {
      return error(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          m.group(2) + " types of column " + m.group(1) + " cannot be matched",
          "Cast one side to the type of the other.");
    }
    if ((m = AGGREGATE_PLACE.matcher(message)).matches()) {
      return error(
          DiagnosticCode.AGGREGATE_MISPLACED,
          span,
          "aggregate functions are not allowed in " + m.group(1),
          "Filter groups with HAVING, or aggregate in a sub-query.");
    }
    if (message.startsWith("Aggregate expressions cannot be nested")) {
      return error(
          DiagnosticCode.AGGREGATE_MISPLACED,
          span,
          "aggregate function calls cannot be nested",
          "Aggregate in a sub-query first.");
    }
    if ((m = ALIAS_COUNT.matcher(message)).matches()) {
      return error(
          DiagnosticCode.COLUMN_COUNT,
          span,
          "the alias names " + m.group(2) + " columns where there are " + m.group(1),
          "Name every column.");
    }
    if (message.startsWith("Values passed to VALUES operator must have compatible types")) {
      return error(DiagnosticCode.TYPE_MISMATCH, span, "VALUES types cannot be matched", "Cast the values of each column to one type.");
    }
    return error(
        DiagnosticCode.INVALID_QUERY,
        span,
        "the query is not valid here: " + message.lines().findFirst().orElse(""),
        "Write it in another way.");
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }

  private static Diagnostic error(DiagnosticCode code, Span span, String message, String remedy) {
    return Diagnostic.error(code, span, message, remedy);
  }
}
