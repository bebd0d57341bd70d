package dev.deltamill.compiler.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.Analyses;
import dev.deltamill.compiler.TestCatalogs;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryAnalyzerTest {
  @Test
  void definitionsComeInDependencyOrder() {
    Analyses.Outcome outcome =
        Analyses.of(
            """
            CREATE STREAM TABLE top AS SELECT n FROM middle;
            CREATE STREAM TABLE middle AS SELECT count(*) AS n FROM bottom, a1;
            CREATE STREAM TABLE bottom AS SELECT x FROM a1;
            """);

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.definitions()).extracting(d -> d.definition().name().name().value())
        .containsExactly("bottom", "middle", "top");
    AnalyzedDefinition middle = outcome.definitions().get(1);
    assertThat(middle.sources()).containsExactly(QualifiedName.of("public", "a1"), QualifiedName.of("public", "bottom"));
    assertThat(middle.upstream()).containsExactly(QualifiedName.of("public", "bottom"));
    assertThat(outcome.definitions().getLast().query().fields().getFirst().type()).isEqualTo(SqlType.BIGINT);
  }

  @Test
  void consumersOfABrokenDefinitionAreLeftOutInSilence() {
    Analyses.Outcome outcome =
        Analyses.of(
            """
            CREATE STREAM TABLE consumer AS SELECT y FROM broken;
            CREATE STREAM TABLE broken AS SELECT nope FROM a1;
            CREATE STREAM TABLE sound AS SELECT x FROM a1;
            """);

    assertThat(outcome.errors()).extracting(e -> e.code()).containsExactly(DiagnosticCode.UNKNOWN_COLUMN);
    assertThat(outcome.definitions()).extracting(d -> d.definition().name().name().value()).containsExactly("sound");
  }

  @Test
  void joinsOfAnyWidthAreOneJoin() {
    Relation relation =
        relation("SELECT a.y FROM a1 a JOIN b1 b ON a.x = b.x, tree t CROSS JOIN ev WHERE t.id = ev.id AND a.x = t.id");

    assertThat(relation).isInstanceOf(Relation.Project.class);
    assertThat(relation.inputs().getFirst())
        .isInstanceOfSatisfying(
            Relation.Join.class,
            join -> {
              assertThat(join.inputs()).hasSize(4).allMatch(Relation.Scan.class::isInstance);
              assertThat(join.condition().conjuncts()).hasSize(3);
            });
  }

  @Test
  void keysOfGroupsAreColumnsOfAProjection() {
    Relation relation = relation("SELECT x % 2 AS odd, sum(y + 1) AS s FROM a1 GROUP BY odd HAVING count(*) > 1");

    Relation.Filter having = (Relation.Filter) relation.inputs().getFirst();
    Relation.Aggregate aggregate = (Relation.Aggregate) having.input();
    assertThat(aggregate.keys()).containsExactly(0);
    assertThat(aggregate.global()).isFalse();
    assertThat(aggregate.input()).isInstanceOf(Relation.Project.class);
    assertThat(aggregate.calls()).extracting(call -> call.name()).containsExactly("sum", "count");
  }

  @Test
  void aGroupByNameIsAColumnBeforeItIsAnAlias() {
    Analyses.Outcome outcome = Analyses.ofQuery("SELECT x + 1 AS x FROM a1 GROUP BY x");

    Relation.Project project = (Relation.Project) outcome.definitions().getFirst().query();
    assertThat(project.outputs().getFirst().expression()).isInstanceOf(Expression.Operator.class);
  }

  @Test
  void expressionsThatDifferInCaseOnlyAreDifferent() {
    assertThat(Analyses.ofQuery("SELECT t || 'A' AS u FROM ev GROUP BY t || 'a'").errors())
        .extracting(e -> e.code())
        .containsExactly(DiagnosticCode.GROUPING_ERROR);
  }

  @Test
  void aKeyIsThePrimaryKey() {
    Relation relation = relation("SELECT * FROM lineitem");
    Relation.Scan scan = (Relation.Scan) relation.inputs().getFirst();
    assertThat(scan.key()).containsExactly(0, 3);
  }

  @Test
  void longChainsAndDeepNestingEndInARelationOrADiagnostic() {
    String conditions = IntStream.range(0, 2000).mapToObj(i -> "x = " + i).collect(Collectors.joining(" OR "));
    assertThat(Analyses.ofQuery("SELECT x FROM a1 WHERE " + conditions).errors()).isEmpty();
    assertThat(Analyses.ofQuery("SELECT " + "(".repeat(100) + "x" + ")".repeat(100) + " AS x FROM a1").errors()).isEmpty();
    assertThat(Analyses.ofQuery("SELECT x" + " + 1".repeat(100) + " AS x FROM a1").errors()).isEmpty();

    for (int depth : List.of(1_000, 20_000)) {
      for (String deep : List.of("x" + " + 1".repeat(depth), "(".repeat(depth) + "x" + ")".repeat(depth))) {
        assertThat(Analyses.ofQuery("SELECT " + deep + " AS x FROM a1").errors())
            .allSatisfy(error -> assertThat(error.message()).isEqualTo("the query is nested too deeply"));
      }
    }
  }

  @Test
  void unionAllOfManyBranchesIsOneUnion() {
    String branches = IntStream.range(0, 200).mapToObj(i -> "SELECT x FROM a1").collect(Collectors.joining(" UNION ALL "));
    assertThat(relation(branches).inputs()).hasSize(200);
  }

  @Test
  void anInstalledStreamTableWithoutItsDefinitionIsNotTakenForAView() {
    for (String end : List.of("", "\n  WHERE __visible")) {
      Diagnostic error = readingView(" SELECT x\n   FROM deltamill.public_installed__rows" + end + ";");
      assertThat(error.code()).isEqualTo(DiagnosticCode.UNSUPPORTED_SOURCE);
      assertThat(error.message())
          .isEqualTo("public.installed is an installed stream table whose definition is not among the given files");
      assertThat(error.remedy()).isEqualTo("Compile it together with its definition.");
    }
    assertThat(readingView(" SELECT x\n   FROM deltamill.other;").message())
        .isEqualTo("in view public.installed, line 2, column 9: relation \"deltamill.other\" does not exist");
  }

  private static Diagnostic readingView(String viewDefinition) {
    CatalogSnapshot corpus = TestCatalogs.corpus();
    TableInfo table =
        corpus.relations().stream().filter(r -> r.name().equals(QualifiedName.of("public", "a1"))).findFirst().orElseThrow();
    TableInfo view =
        new TableInfo(
            QualifiedName.of("public", "installed"),
            TableInfo.Kind.VIEW,
            TableInfo.Persistence.PERMANENT,
            table.columns(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            false,
            Optional.of(viewDefinition));
    CatalogSnapshot catalog =
        new CatalogSnapshot(
            corpus.serverMajor(),
            corpus.searchPath(),
            Stream.concat(corpus.relations().stream(), Stream.of(view)).toList(),
            corpus.types(),
            corpus.functions(),
            corpus.operators(),
            corpus.casts(),
            corpus.collations());
    return Analyses.of(catalog, "CREATE STREAM TABLE s AS SELECT x FROM installed").errors().getFirst();
  }

  private static Relation relation(String query) {
    Analyses.Outcome outcome = Analyses.ofQuery(query);
    assertThat(outcome.rendered()).isEmpty();
    return outcome.definitions().getFirst().query();
  }
}
