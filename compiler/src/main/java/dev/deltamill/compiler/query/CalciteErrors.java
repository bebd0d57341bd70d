package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Suggestions;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what Calcite's validator says into PostgreSQL's words. Calcite has no error codes: its messages are all there is. */
final class CalciteErrors {
  private static final Set<String> SYSTEM_COLUMNS = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("(?s)(?:Column|Unknown identifier) '([^']*)'(?: not found in (?:any table|table '([^']*)'))?.*");
  private static final Pattern UNKNOWN_TABLE = Pattern.compile("(?s)(?:Table|Object) '([^']*)' not found.*");
  private static final Pattern AMBIGUOUS = Pattern.compile("(?s)Column '([^']*)' is ambiguous.*");
  private static final Pattern NOT_GROUPED = Pattern.compile("(?s)Expression '(.*)' is not being grouped.*");
  private static final Pattern DUPLICATE_ALIAS = Pattern.compile("(?s)Duplicate relation name '([^']*)' in FROM clause.*");
  private static final Pattern SET_COUNT = Pattern.compile("(?s)Column count mismatch in (.*)");
  private static final Pattern SET_TYPE = Pattern.compile("(?s)Type mismatch in column (\\d+) of (.*)");
  private static final Pattern AGGREGATE_PLACE = Pattern.compile("(?s)Aggregate expression is illegal in (.*) clause.*");
  private static final Pattern CONDITION = Pattern.compile("(?s)(WHERE|HAVING|ON|FILTER) clause must be a condition.*");
  private static final Pattern ALIAS_COUNT =
      Pattern.compile("(?s)List of column aliases must have same degree as table; table has (\\d+) columns.*whereas alias list has (\\d+) columns.*");

  private final QuerySyntax syntax;

  CalciteErrors(QuerySyntax syntax) {
    this.syntax = syntax;
  }

  Diagnostic diagnostic(String message, Span span) {
    Matcher m;
    if ((m = AMBIGUOUS.matcher(message)).matches()) {
      return error(
          DiagnosticCode.AMBIGUOUS_COLUMN,
          span,
          "column reference " + quoted(m.group(1)) + " is ambiguous",
          "Write the table's name or alias before it.");
    }
    if ((m = UNKNOWN_TABLE.matcher(message)).matches()) {
      return error(
          DiagnosticCode.UNKNOWN_TABLE,
          span,
          "missing FROM-clause entry for table " + quoted(m.group(1)),
          suggestion(m.group(1), aliases(), "Add the table to FROM, or use its alias."));
    }
    if ((m = UNKNOWN_COLUMN.matcher(message)).matches()) {
      return unknownColumn(m.group(1), m.group(2), span);
    }
    if ((m = NOT_GROUPED.matcher(message)).matches()) {
      return error(
          DiagnosticCode.GROUPING_ERROR,
          span,
          "column " + quoted(m.group(1).replace("`", "")) + " must appear in the GROUP BY clause or be used in an aggregate function",
          "Add it to GROUP BY, even where the primary key is in it, or aggregate it.");
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
    if ((m = CONDITION.matcher(message)).matches()) {
      return error(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          "argument of " + m.group(1) + " must be type boolean",
          "Compare it with something.");
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
    if (message.startsWith("Cannot apply 'AND'") || message.startsWith("Cannot apply 'OR'") || message.startsWith("Cannot apply 'NOT'") || message.startsWith("Cannot apply 'IS ")) {
      String operator = message.substring("Cannot apply '".length(), message.indexOf('\'', "Cannot apply '".length()));
      return error(
          DiagnosticCode.TYPE_MISMATCH, span, "argument of " + operator + " must be type boolean", "Compare it with something.");
    }
    return error(
        DiagnosticCode.INVALID_QUERY,
        span,
        "the query is not valid here: " + message.lines().findFirst().orElse(""),
        "Write it in another way.");
  }

  private Diagnostic unknownColumn(String column, @Nullable String table, Span span) {
    if (SYSTEM_COLUMNS.contains(column)) {
      return error(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT,
          span,
          "the system column " + quoted(column) + " is not supported",
          "Use a column of the table's own.");
    }
    if (table == null && aliases().contains(column)) {
      return error(
          DiagnosticCode.UNSUPPORTED_CONSTRUCT,
          span,
          "a reference to the whole row of " + quoted(column) + " is not supported yet",
          "Name the columns.");
    }
    String name = table == null ? quoted(column) : table + "." + column;
    return error(
        DiagnosticCode.UNKNOWN_COLUMN,
        span,
        "column " + name + " does not exist",
        suggestion(column, columns(table), "Check the name, or take a new catalog snapshot if the column is new."));
  }

  private static String suggestion(String written, Set<String> known, String otherwise) {
    return Suggestions.nearest(written.toLowerCase(Locale.ROOT), known)
        .map(near -> "Did you mean " + quoted(near) + "?")
        .orElse(otherwise);
  }

  private Set<String> aliases() {
    return syntax.tables().values().stream().map(Occurrence::alias).collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> columns(@Nullable String table) {
    List<Occurrence> candidates =
        syntax.tables().values().stream().filter(o -> table == null || o.alias().equals(table)).toList();
    return candidates.stream()
        .flatMap(occurrence -> occurrence.source().fields().stream())
        .map(Field::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }

  private static Diagnostic error(DiagnosticCode code, Span span, String message, String remedy) {
    return Diagnostic.error(code, span, message, remedy);
  }
}
