package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.LiteralSql;
import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.UserText;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.ArrayList;
import java.util.List;

/** check.sql: what PostgreSQL itself makes of the user's query, against what the compiler made of it. */
final class CheckSql {
  private CheckSql() {}

  static String check(MaintenancePlan plan, StorageLayout layout) {
    QualifiedName view = ObjectNames.workTable(plan.name(), "query");
    SqlWriter out = new SqlWriter();
    out.comment("Columns that PostgreSQL reads in the query of " + plan.name() + " otherwise than the compiler did; none when all is well.");
    out.comment("Run by apply in a transaction that is taken back.");
    UserText.searchPath(out, plan);
    out.line("CREATE VIEW " + view.sql() + " (").items(layout.visibleNames()).line(") AS");
    out.line(UserText.PLACEHOLDER);
    out.line(";");
    out.line("SELECT").items(List.of("a.attname AS column", "a.atttypid::regtype::text AS read", "e.type::text AS compiled"));
    out.line("FROM pg_catalog.pg_attribute AS a").line("JOIN (VALUES");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      expected.add(
          "(" + (i + 1) + ", to_regtype(" + LiteralSql.string(plan.columns().get(i).type().name().sql()) + "))");
    }
    out.items(expected).line(") AS e (position, type)").indented(() -> out.line("ON e.position = a.attnum"));
    out.line("WHERE a.attrelid = " + LiteralSql.string(view.sql()) + "::regclass");
    out.indented(() -> out.line("AND e.type IS DISTINCT FROM a.atttypid::regtype;"));
    return UserText.insert(out, plan);
  }
}
