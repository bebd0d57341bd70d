package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;

/** seed.sql and full.sql of a GROUP BY on top: every group from its rows. */
final class GroupedFull {
  private final MaintenancePlan plan;
  private final Result.Grouped result;
  private final GroupRow row;

  GroupedFull(MaintenancePlan plan, Result.Grouped result, GroupRow row) {
    this.plan = plan;
    this.result = result;
    this.row = row;
  }

  String seed() {
    Statement statement = new Statement(plan.name());
    groups(statement);
    SqlWriter out = new SqlWriter();
    out.comment("First fill of " + plan.name() + ".");
    out.line("INSERT INTO " + row.storage() + " (").items(row.names()).line(")");
    statement.writeWith(out);
    out.line("SELECT").items(row.items("g")).line("FROM").indented(() -> out.line("groups AS g;"));
    out.line("ANALYZE " + row.storage() + ";");
    return out.toString();
  }

  String full() {
    Statement statement = new Statement(plan.name());
    groups(statement);
    SqlWriter wanted = new SqlWriter();
    wanted.comment("the rows that storage should hold");
    wanted.line("SELECT").items(row.items("g")).line("FROM").indented(() -> wanted.line("groups AS g"));
    statement.with("wanted", wanted.toString());
    SqlWriter deleted = new SqlWriter();
    deleted.line("DELETE FROM " + row.storage() + " AS s").line("WHERE NOT EXISTS (");
    deleted.indented(() -> deleted.line("SELECT FROM wanted AS w").conditions("WHERE", row.sameGroup("s", "w")));
    deleted.line(")").line("RETURNING 1");
    statement.with("deleted", deleted.toString());
    statement.with("updated", row.update(row.sameGroup("s", "w")).toString());
    SqlWriter inserted = new SqlWriter();
    inserted.line("INSERT INTO " + row.storage() + " (").items(row.names()).line(")");
    inserted.line("SELECT").items(RelationSql.prefixed("w.", row.names())).line("FROM wanted AS w").line("WHERE NOT EXISTS (");
    inserted.indented(() -> inserted.line("SELECT FROM " + row.storage() + " AS s").conditions("WHERE", row.sameGroup("s", "w")));
    inserted.line(")").line("RETURNING 1");
    statement.with("inserted", inserted.toString());
    SqlWriter out = new SqlWriter();
    out.comment("FULL refresh of " + plan.name() + ": storage becomes what the query gives, touching only groups that differ.");
    StatementEnd.counts(out, statement);
    return out.toString();
  }

  private void groups(Statement statement) {
    SqlWriter out = new SqlWriter();
    out.comment("keys and states of every group");
    new RelationSql(statement).write(out, GroupComputation.of(result, result.input()));
    statement.with("groups", out.toString());
  }
}
