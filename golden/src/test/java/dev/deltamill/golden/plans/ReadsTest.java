package dev.deltamill.golden.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.sql.IndexSql;
import dev.deltamill.golden.Mill;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.RefreshCost;
import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a manifest says of the tables that deltas read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {
  private Mill mill;

  @BeforeAll
  void createTables() throws SQLException {
    mill =
        new Mill(
            "CREATE TABLE a (id int PRIMARY KEY, k int, v numeric(10,2), t varchar(9))",
            "CREATE TABLE b (id int PRIMARY KEY, k int, a int NOT NULL, t text)",
            "CREATE TABLE c (x int, y int, n numeric)");
  }

  @AfterAll
  void close() throws SQLException {
    mill.close();
  }

  private Manifest compiled(String query) throws SQLException {
    CompileResult result = mill.compile("s.sql", "CREATE STREAM TABLE s AS " + query + ";");
    assertThat(result).as(result.diagnostics().toString()).isInstanceOf(CompileResult.Compiled.class);
    return ((CompileResult.Compiled) result).artifacts().manifests().getFirst();
  }

  /** {@code trigger → table(columns)}, each once, in order. */
  private List<String> reads(String query) throws SQLException {
    return compiled(query).reads().stream()
        .map(
            read ->
                read.triggers().stream().map(table -> table.name().value()).collect(Collectors.joining("+"))
                    + " → "
                    + read.access().table().name().value()
                    + read.access().columns().stream().map(Identifier::value).collect(Collectors.joining(",", "(", ")")))
        .distinct()
        .sorted()
        .toList();
  }

  private RefreshCost.Growth cost(String query, String source) throws SQLException {
    return RefreshCost.of(compiled(query), QualifiedName.of("public", source)).growth();
  }

  @Test
  void whatIsLinearReadsOnlyChanges() throws SQLException {
    assertThat(reads("SELECT id, v * 2 AS w FROM a WHERE k > 3 UNION ALL SELECT x, n FROM c")).isEmpty();
    assertThat(cost("SELECT id FROM a", "a")).isEqualTo(RefreshCost.Growth.CHANGES);
    assertThat(cost("SELECT k, sum(v) AS v FROM a GROUP BY k", "a")).isEqualTo(RefreshCost.Growth.CHANGES);
  }

  @Test
  void aJoinFindsPartnersByWhatTheyAreJoinedBy() throws SQLException {
    assertThat(reads("SELECT a.id, b.t FROM a JOIN b ON b.a = a.id")).containsExactly("a → b(a)", "b → a(id)");
    assertThat(cost("SELECT a.id, b.t FROM a JOIN b ON b.a = a.id", "a")).isEqualTo(RefreshCost.Growth.AFFECTED_KEYS);
  }

  @Test
  void onlyTheKeyIsWantedWhereThereIsOne() throws SQLException {
    assertThat(reads("SELECT a.id FROM a JOIN b ON b.a = a.id AND b.k = a.k")).containsExactly("a → b(k,a)", "b → a(id)");
  }

  @Test
  void hopsGoFromTableToTable() throws SQLException {
    assertThat(reads("SELECT a.id FROM a JOIN b ON b.a = a.id JOIN c ON c.x = b.k"))
        .containsExactly("a → b(a)", "a → c(x)", "b → a(id)", "b → c(x)", "c → a(id)", "c → b(k)");
  }

  @Test
  void varcharIsFoundAsText() throws SQLException {
    assertThat(reads("SELECT a.id FROM a JOIN b ON b.t = a.t")).containsExactly("a → b(t)", "b → a(t)");
  }

  @Test
  void anIndexOverPlainColumnsDoesNotFindAnExpression() throws SQLException {
    assertThat(reads("SELECT a.id FROM a JOIN b ON b.a + 1 = a.id")).containsExactly("a → b()", "b → a(id)");
  }

  @Test
  void withoutEqualityEverythingIsRead() throws SQLException {
    String query = "SELECT a.id FROM a JOIN b ON b.k < a.k";
    assertThat(reads(query)).containsExactly("a → b()", "b → a()");
    assertThat(cost(query, "b")).isEqualTo(RefreshCost.Growth.SOURCE);
    assertThat(RefreshCost.of(compiled(query), QualifiedName.of("public", "b")).lookups())
        .extracting(access -> access.table().name().value())
        .containsExactly("a");
  }

  @Test
  void groupsAreRecomputedByTheirKey() throws SQLException {
    assertThat(reads("SELECT k, max(v) AS v FROM a GROUP BY k")).containsExactly("a → a(k)");
    assertThat(reads("SELECT max(v) AS v FROM a")).containsExactly("a → a()");
  }

  @Test
  void anOuterJoinLooksForPartnersOnBothSides() throws SQLException {
    assertThat(reads("SELECT a.id, b.id AS b FROM a LEFT JOIN b ON b.a = a.id"))
        .contains("a → b(a)", "b → a(id)")
        .doesNotContain("a → b()", "b → a()", "a → a()", "b → b()");
  }

  @Test
  void aSubqueryIsAskedByItsCorrelation() throws SQLException {
    assertThat(reads("SELECT a.id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.a = a.id)"))
        .contains("a → b(a)")
        .doesNotContain("a → b()", "b → a()", "a → a()", "b → b()");
  }

  @Test
  void aFullRefreshReadsEverySource() throws SQLException {
    assertThat(cost("SELECT id, random() AS r FROM a", "a")).isEqualTo(RefreshCost.Growth.SOURCE);
  }

  @Test
  void oneIndexServesAllThatWantIt() throws SQLException {
    List<WantedIndex> wanted = WantedIndex.of(List.of(compiled("SELECT a.id FROM a JOIN b ON b.a = a.id JOIN c ON c.x = b.k")));
    assertThat(wanted)
        .extracting(IndexSql::create)
        .containsExactly(
            "CREATE INDEX ON public.a (id)",
            "CREATE INDEX ON public.b (a)",
            "CREATE INDEX ON public.b (k)",
            "CREATE INDEX ON public.c (x)");
    assertThat(wanted.getLast().phases()).containsExactly("public.s delta/01-a", "public.s delta/02-b");
  }
}
