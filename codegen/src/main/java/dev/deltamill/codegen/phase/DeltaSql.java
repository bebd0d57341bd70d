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
    out.items(columns(plan, step.target())).line(")");
    statement.writeWith(out);
    out.line(query.toString().stripTrailing() + ";");
    return out.toString();
  }

  /** A work table's columns, which the fields of the steps that fill it fit by position. */
  static List<String> columns(MaintenancePlan plan, String workTable) {
    return plan.workTables().stream()
        .filter(table -> table.name().equals(workTable))
        .flatMap(table -> table.fields().stream())
        .map(field -> new Identifier(field.name()).sql())
        .toList();
  }
}
