package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.relation.Relation;

/** A definition's query as it was understood, with the choices that the user's text leaves open made. */
public final class QuerySql {
  private QuerySql() {}

  /** A statement of its own. */
  public static String of(MaintenancePlan plan) {
    Statement statement = new Statement(plan.name());
    String query = of(plan, statement);
    SqlWriter out = new SqlWriter();
    statement.writeWith(out);
    return out + query;
  }

  /**
   * @param statement that it is a part of
   */
  static String of(MaintenancePlan plan, Statement statement) {
    SqlWriter out = new SqlWriter();
    switch (plan.result()) {
      case Result.Bag(var query) -> new RelationSql(statement).write(out, query);
      case Result.Grouped grouped -> {
        Relation groups = GroupComputation.of(grouped, grouped.input());
        Relation visible =
            grouped.having().<Relation>map(condition -> new Relation.Filter(groups, condition)).orElse(groups);
        new RelationSql(statement).write(out, new Relation.Project(visible, grouped.outputs()));
      }
    }
    return out.toString();
  }
}
