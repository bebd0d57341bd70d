package dev.deltamill.runtime;

import java.sql.SQLException;

/** Errors of the database as one clear message. */
final class Failures {
  private Failures() {}

  static Problem explain(SQLException e) {
    String state = SqlState.of(e);
    if (SqlState.isConnection(e)) {
      return new Problem(
          Problem.Code.CONNECTION_LOST,
          "the connection to the database was lost (SQLSTATE %s)".formatted(state),
          "Whatever was not committed was rolled back by the server; run the command again.",
          e);
    }
    return switch (state) {
      case SqlState.INSUFFICIENT_PRIVILEGE ->
          new Problem(Problem.Code.MISSING_PRIVILEGE, firstLine(e), "Grant the role what it lacks; see the manual, Roles.", e);
      case SqlState.NEGATIVE_MULTIPLICITY ->
          new Problem(
              Problem.Code.NEGATIVE_MULTIPLICITY,
              "a change removes a row that is not there: " + firstLine(e),
              "Please report it. A FULL refresh repairs the stream table.",
              e);
      default -> new Problem(Problem.Code.DATABASE_ERROR, "%s (SQLSTATE %s)".formatted(firstLine(e), state), "", e);
    };
  }

  /** For a stream table that is left out. */
  static String reason(SQLException e) {
    return "%s (SQLSTATE %s)".formatted(firstLine(e), SqlState.of(e));
  }

  static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
