package dev.deltamill.codegen.sql;

import dev.deltamill.ir.type.SqlType;
import java.util.Optional;

/** Constants as SQL text. The one place where a string is quoted. */
public final class LiteralSql {
  private LiteralSql() {}

  /** A string constant on one line, read the same whatever {@code standard_conforming_strings} says. */
  public static String string(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
      return quoted;
    }
    return "E" + quoted.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** A constant of a type; NULL for none. */
  public static String typed(Optional<String> text, SqlType type) {
    if (text.isEmpty()) {
      return type.equals(SqlType.UNKNOWN) ? "NULL" : "NULL::" + type.sql();
    }
    String value = text.get();
    if (type.equals(SqlType.BOOLEAN) && (value.equals("true") || value.equals("false"))) {
      return value;
    }
    // What the SQL grammar itself reads as a constant of that type.
    if (type.equals(SqlType.INTEGER) && value.matches("[0-9]{1,9}")
        || type.equals(SqlType.NUMERIC) && value.matches("[0-9]+\\.[0-9]+")) {
      return value;
    }
    if (type.equals(SqlType.BIGINT) && value.matches("[0-9]{1,18}")) {
      return value + "::bigint";
    }
    return type.equals(SqlType.UNKNOWN) ? string(value) : string(value) + "::" + type.sql();
  }
}
