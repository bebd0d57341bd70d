package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.stream.Collectors;

/** The user's own query within a generated text: byte for byte, and read as the user's session would read it. */
public final class UserText {
  /** Stands for the query until the rest is laid out: indenting it would change string constants that span lines. */
  public static final String PLACEHOLDER = "\0";

  private UserText() {}

  /** Puts the query in; a line end follows it, since it may end in a comment. */
  public static String insert(SqlWriter text, MaintenancePlan plan) {
    return text.toString().replace(PLACEHOLDER, plan.queryText());
  }

  /** Unqualified names of the query mean what they meant when it was compiled. */
  public static void searchPath(SqlWriter out, MaintenancePlan plan) {
    String path = plan.searchPath().stream().map(Identifier::sql).collect(Collectors.joining(", "));
    out.line("SET LOCAL search_path = " + path + ";");
  }
}
