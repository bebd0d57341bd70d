package dev.deltamill.codegen.phase;

import dev.deltamill.compiler.plan.Planner;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Schedule;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans of stream tables with names and shapes of every kind. */
final class Plans {
  private static final Span SPAN = Span.at("test.sql", 1, 1);
  private static final CatalogSnapshot CATALOG =
      new CatalogSnapshot(18, List.of(new Identifier("public")), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  static final Relation.Scan ORDERS =
      scan(
          "orders",
          List.of(0),
          new Field("id", SqlType.INTEGER, false),
          new Field("customer", SqlType.INTEGER, true),
          new Field("amount", SqlType.NUMERIC, true));
  static final Relation.Scan CUSTOMERS =
      scan("Kunden \"Größe\" I", List.of(0), new Field("ID", SqlType.INTEGER, false), new Field("city", SqlType.TEXT, true));

  private Plans() {}

  /** All of them, upstream first. */
  static List<MaintenancePlan> all() {
    Planner planner = new Planner(CATALOG);
    Relation joined = join(ORDERS, CUSTOMERS, 1, 0);
    Relation byCity =
        new Relation.Aggregate(joined, List.of(4), List.of(call("n", "count"), call("total", "sum", joined, 2), call("top", "max", joined, 2)), false);
    Relation sums = select(byCity, "city", "n", "total", "top");
    Relation.Scan upstream = scan("revenue", List.of(), sums.fields().toArray(Field[]::new));
    Relation grouped =
        new Relation.Aggregate(ORDERS, List.of(1), List.of(call("n", "count")), false);
    return List.of(
        plan(planner, "revenue", sums, Set.of()),
        plan(planner, "total", select(new Relation.Aggregate(upstream, List.of(), List.of(call("t", "sum", upstream, 2)), true), "t"), Set.of(upstream.table())),
        plan(planner, "İstanbul", select(join(grouped, CUSTOMERS, 0, 0), "customer", "n", "id", "city"), Set.of()),
        plan(planner, "both", new Relation.UnionAll(List.of(ORDERS, ORDERS)), Set.of()));
  }

  /** The largest amount per customer: of any scale, or of one. */
  static MaintenancePlan maximum(SqlType type) {
    Relation.Scan amounts = scan("amounts", List.of(), new Field("g", SqlType.INTEGER, false), new Field("x", type, true));
    return plan(
        new Planner(CATALOG),
        "top",
        new Relation.Aggregate(amounts, List.of(0), List.of(call("top", "max", amounts, 1)), false),
        Set.of());
  }

  private static MaintenancePlan plan(Planner planner, String name, Relation query, Set<QualifiedName> streamTables) {
    Planner.Outcome outcome =
        planner.plan(
            new Planner.Request(
                QualifiedName.of("public", name),
                "SELECT 'as the user wrote it'",
                SPAN,
                RefreshMode.AUTO,
                new Schedule.Interval(Duration.ofSeconds(90), "1m 30s"),
                query,
                List.of(),
                streamTables,
                new TreeMap<>(),
                List.of()));
    if (outcome instanceof Planner.Outcome.Planned(MaintenancePlan plan)) {
      return plan;
    }
    throw new IllegalStateException(outcome.toString());
  }

  private static Relation.Scan scan(String table, List<Integer> key, Field... fields) {
    return new Relation.Scan(QualifiedName.of("public", table), table, List.of(fields), key, SPAN);
  }

  private static Relation join(Relation left, Relation right, int leftColumn, int rightColumn) {
    Relation.Join cross = new Relation.Join(List.of(left, right), Expression.Literal.TRUE);
    Expression equal =
        new Expression.Operator(
            QualifiedName.builtin("="),
            List.of(cross.column(leftColumn), cross.column(left.fields().size() + rightColumn)),
            SqlType.BOOLEAN,
            Volatility.IMMUTABLE,
            true);
    return new Relation.Join(cross.inputs(), equal);
  }

  /** All fields of a relation under other names. */
  private static Relation select(Relation input, String... names) {
    List<Relation.Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      outputs.add(new Relation.Project.Output(names[i], input.column(i)));
    }
    return new Relation.Project(input, outputs);
  }

  private static AggregateCall call(String name, String function) {
    return new AggregateCall(name, QualifiedName.builtin(function), List.of(), false, Optional.empty(), SqlType.BIGINT, SPAN);
  }

  private static AggregateCall call(String name, String function, Relation input, int column) {
    SqlType type = function.equals("sum") ? SqlType.NUMERIC : SqlType.of(input.fields().get(column).type().name());
    return new AggregateCall(
        name, QualifiedName.builtin(function), List.of(input.column(column)), false, Optional.empty(), type, SPAN);
  }
}
