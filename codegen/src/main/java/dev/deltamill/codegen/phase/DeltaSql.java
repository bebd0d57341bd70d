package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.codegen.sql.Statement;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.plan.DeltaStep;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.List;
import java.util.stream.Collectors;

/** delta/nn-name.sql: one step of the delta. */
final class DeltaSql {
  private DeltaSql() {}

  static String step(MaintenancePlan plan, DeltaStep step) {
    Statement statement = new Statement(plan.name());
    SqlWriter query = new SqlWriter();
    new RelationSql(statement).write(query, step.relation());
    SqlWriter out = new SqlWriter();
    out.comment(step.rule() + ": " + step.law());
    out.comment(
        "Runs when "
            + step.triggers().stream().map(Object::toString).collect(Collectors.joining(" or "))
            + " changed.");
    out.line("INSERT INTO " + ObjectNames.workTable(plan.name(), step.target()).sql() + " (");
    out.items(columns(plan, step)).line(")");
    statement.writeWith(out);
    out.line(query.toString().stripTrailing() + ";");
    return out.toString();
  }

  /** The work table's columns, which the step's fields fit by position. */
  private static List<String> columns(MaintenancePlan plan, DeltaStep step) {
    return plan.workTables().stream()
        .filter(table -> table.name().equals(step.target()))
        .flatMap(table -> table.fields().stream())
        .map(field -> new Identifier(field.name()).sql())
        .toList();
  }
}
