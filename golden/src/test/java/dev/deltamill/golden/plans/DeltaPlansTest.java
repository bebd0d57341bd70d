package dev.deltamill.golden.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.golden.DeltaPlans;
import dev.deltamill.golden.Mill;
import dev.deltamill.golden.engine.Workload;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.WantedIndex;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a small change no phase of a delta reads a large table from end to end, given indexes on what refers to other tables. */
class DeltaPlansTest {
  private static final List<String> CHANGES =
      List.of(
          "UPDATE customer SET c_mktsegment = 'BUILDING' WHERE c_custkey IN (7, 11)",
          "UPDATE orders SET o_custkey = 7, o_totalprice = o_totalprice + 1 WHERE o_orderkey IN (5, 6)",
          "DELETE FROM lineitem WHERE l_orderkey IN (8, 9)",
          "UPDATE supplier SET s_nationkey = 8 WHERE s_suppkey = 3");

  private static final Pattern SCAN =
      Pattern.compile("\"Node Type\": \"Seq Scan\"[^{}]*?\"Relation Name\": \"(orders|lineitem)\"");

  /** Of work tables PostgreSQL expects a page of rows; orders must be many compared with that. */
  private static final List<String> MORE =
      List.of(
          "INSERT INTO customer SELECT n, 'c', 'a', n % 25, '', 0, 'BUILDING', 'c' FROM generate_series(1000, 40000) AS n",
          "INSERT INTO orders SELECT n, n, 'O', 1, date '1996-01-01', '5-LOW', '', 0, 'c' FROM generate_series(10000, 40000) AS n",
          """
          INSERT INTO lineitem SELECT n, 1 + n % 400, 1 + n % 100, 1, 1, 1, 0, 0, 'N', 'O', date '1996-01-02', date '1996-01-02',
            date '1996-01-03', '', 'MAIL', '' FROM generate_series(10000, 40000) AS n""",
          "ANALYZE");

  private static final String WITHOUT_INDEXES =
      """
      DO $$
      DECLARE
        found regclass;
      BEGIN
        FOR found IN SELECT indexrelid FROM pg_index WHERE NOT indisunique AND indrelid IN ('orders'::regclass, 'lineitem'::regclass)
        LOOP
          EXECUTE 'DROP INDEX ' || found;
        END LOOP;
      END
      $$""";

  private Mill mill;
  private ArtifactSet set;

  private void install(Workload workload, List<String> more) throws SQLException {
    mill = new Mill(workload.schema().toArray(String[]::new));
    mill.write(more);
    set = ((CompileResult.Compiled) mill.compile(workload + ".sql", workload.definitions())).artifacts();
    mill.install(set);
    mill.write(CHANGES);
  }

  @AfterEach
  void close() throws SQLException {
    mill.close();
  }

  @Test
  void readsOnlyWhatChangesReach() throws IOException, SQLException {
    install(Workload.tpch(), List.of());
    assertThat(scans()).isEmpty();
  }

  @Test
  void outerJoinsReadOnlyWhatChangesReach() throws IOException, SQLException {
    install(Workload.outer(), MORE);
    assertThat(scans()).isEmpty();
  }

  @Test
  void theWantedIndexesAreEnough() throws IOException, SQLException {
    install(Workload.tpch(), List.of(WITHOUT_INDEXES));
    assertThat(scans()).isNotEmpty();
    for (WantedIndex wanted : WantedIndex.of(set.manifests())) {
      mill.write(List.of(IndexSql.create(wanted)));
    }
    mill.write(List.of("ANALYZE"));
    assertThat(scans()).isEmpty();
  }

  @Test
  void readsEverythingWithoutTheIndex() throws IOException, SQLException {
    install(Workload.tpch(), List.of());
    mill.write(List.of("DROP INDEX orders_customer"));
    assertThat(scans()).anyMatch(scan -> scan.startsWith("public.q3 delta/") && scan.contains("reads all of orders"));
  }

  /** Where a whole table is read. */
  private List<String> scans() throws SQLException {
    List<String> scans = new ArrayList<>();
    List<DeltaPlans.Plan> plans = new ArrayList<>();
    try (Connection connection = mill.connect();
        Statement statement = connection.createStatement()) {
      // As on an SSD; with the default, two pages from an index cost as much as eight from the table.
      statement.execute("SET random_page_cost = 1.1");
      plans.addAll(DeltaPlans.json(connection, set));
    }
    assertThat(set.manifests())
        .allMatch(it -> plans.stream().anyMatch(plan -> plan.phase().startsWith(it.name() + " ")));
    for (DeltaPlans.Plan plan : plans) {
      assertThat(plan.plan()).contains("\"Node Type\": \"ModifyTable\"");
      SCAN.matcher(plan.plan())
          .results()
          .forEach(found -> scans.add("%s reads all of %s".formatted(plan.phase(), found.group(1))));
    }
    return scans;
  }
}
