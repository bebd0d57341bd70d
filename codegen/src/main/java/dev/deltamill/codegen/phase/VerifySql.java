package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.codegen.sql.UserText;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.List;

/**
 * verify.sql: rows in which the stream table and its query differ, as multisets by binary image. The query is the user's own text, so that a
 * misreading by the compiler shows as well; only where the query leaves a choice open, that storage decides by identity, it is the compiled query.
 */
final class VerifySql {
  private final MaintenancePlan plan;
  private final StorageLayout layout;

  VerifySql(MaintenancePlan plan, StorageLayout layout) {
    this.plan = plan;
    this.layout = layout;
  }

  String verify() {
    SqlWriter out = new SqlWriter();
    out.comment("Rows in which " + plan.name() + " and its query differ; none when all is well.");
    if (!plan.tieBroken()) {
      UserText.searchPath(out, plan);
    }
    Statement statement = new Statement(plan.name());
    statement.with("expected", counted(plan.tieBroken() ? QuerySql.of(plan, statement) : UserText.PLACEHOLDER));
    statement.with("actual", counted("SELECT *\nFROM " + plan.name().sql() + "\n"));
    statement.writeWith(out);
    out.line("SELECT");
    out.items(
        List.of(
            "CASE WHEN coalesce(e.copies, 0) > coalesce(a.copies, 0) THEN 'missing' ELSE 'unexpected' END AS side",
            "abs(coalesce(e.copies, 0) - coalesce(a.copies, 0)) AS copies",
            "coalesce(e.row, a.row) AS row"));
    out.line("FROM expected AS e").line("FULL JOIN actual AS a").indented(() -> out.line("ON e.identity = a.identity"));
    out.line("WHERE e.copies IS DISTINCT FROM a.copies;");
    return UserText.insert(out, plan);
  }

  /** Rows of a query by identity, with the number of copies and a readable form. */
  private String counted(String query) {
    List<String> typed =
        layout.columns().stream()
            .filter(StorageLayout.Column::visible)
            .map(column -> "q." + column.sql() + "::" + column.field().type().sql())
            .toList();
    SqlWriter out = new SqlWriter();
    out.line("SELECT");
    out.items(
        List.of(
            RelationSql.identity(typed) + " AS identity",
            "count(*) AS copies",
            "min(ROW(" + String.join(", ", layout.visibleNames().stream().map(name -> "q." + name).toList()) + ")::text) AS row"));
    // The closing parenthesis stands on a line of its own: the user's text may end in a comment.
    out.line("FROM (").indented(() -> out.line(query.stripTrailing()));
    out.line(") AS q (" + String.join(", ", layout.visibleNames()) + ")");
    out.line("GROUP BY").items(List.of("1"));
    return out.toString();
  }
}
