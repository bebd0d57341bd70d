package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.LiteralSql;
import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.List;

/** probe.sql: which sources have changes that the frontier has not seen. */
final class ProbeSql {
  private ProbeSql() {}

  static String probe(MaintenancePlan plan) {
    Statement statement = new Statement(plan.name());
    SqlWriter out = new SqlWriter();
    out.comment("Which sources of " + plan.name() + " changed since its frontier.");
    List<MaintenancePlan.Source> sources = plan.sources();
    List<String> unseen = statement.unseen("c");
    statement.writeWith(out);
    for (int i = 0; i < sources.size(); i++) {
      MaintenancePlan.Source source = sources.get(i);
      String name = LiteralSql.string(source.table().sql());
      out.line("SELECT " + name + " AS source, EXISTS (");
      out.indented(
          () ->
              out.line("SELECT FROM " + ObjectNames.buffer(source.table()).sql() + " AS c")
                  .conditions("WHERE", unseen));
      out.line(") AS changed" + (i + 1 < sources.size() ? "\nUNION ALL" : ";"));
    }
    return out.toString();
  }
}
