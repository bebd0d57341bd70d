package dev.deltamill.runtime;

import java.sql.SQLException;
import java.util.stream.Stream;

/** Error codes of PostgreSQL (manual, appendix A) on which the runtime decides; messages are translated, codes are not. */
final class SqlState {
  static final String SERIALIZATION_FAILURE = "40001";
  static final String DEADLOCK_DETECTED = "40P01";
  static final String LOCK_NOT_AVAILABLE = "55P03";
  static final String INSUFFICIENT_PRIVILEGE = "42501";
  static final String UNDEFINED_TABLE = "42P01";
  static final String INVALID_SCHEMA_NAME = "3F000";
  static final String WRONG_OBJECT_TYPE = "42809";
  static final String DEPENDENT_OBJECTS = "2BP01";
  static final String INVALID_PASSWORD = "28P01";
  static final String INVALID_AUTHORIZATION = "28000";
  static final String INVALID_CATALOG_NAME = "3D000";
  static final String NEGATIVE_MULTIPLICITY = "DM001";

  private SqlState() {}

  static String of(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  static boolean is(SQLException e, String state) {
    return of(e).equals(state);
  }

  /** Whether the same transaction, started over, may succeed. */
  static boolean isTransient(SQLException e) {
    return is(e, SERIALIZATION_FAILURE) || is(e, DEADLOCK_DETECTED) || is(e, LOCK_NOT_AVAILABLE);
  }

  static boolean isConnection(SQLException e) {
    String state = of(e);
    return state.startsWith("08") || state.startsWith("57P0");
  }

  /** Whether the error is that of one statement on its data and objects, and says nothing about the session or the server. */
  static boolean isOfStatement(SQLException e) {
    String state = of(e);
    return state.length() == 5
        && !isTransient(e)
        && Stream.of("08", "25", "40", "53", "57", "58", "F0").noneMatch(state::startsWith);
  }

  /** Cardinality violation or data exception: an expression raised on the rows it was given. */
  static boolean isRaisedByData(SQLException e) {
    return of(e).startsWith("21") || of(e).startsWith("22");
  }
}
