package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.runtime.InstallReport.Action;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallerTest {
  /** Everything that an install could leave behind. */
  private static final String OBJECTS =
      """
      SELECT concat(
        (SELECT string_agg(oid::regclass::text, ' ' ORDER BY oid::regclass::text) FROM pg_class
         WHERE relnamespace IN ('public'::regnamespace, to_regnamespace('deltamill'))), ' | ',
        (SELECT string_agg(tgname, ' ' ORDER BY tgname) FROM pg_trigger), ' | ',
        (SELECT string_agg(oid::regprocedure::text, ' ' ORDER BY oid::regprocedure::text) FROM pg_proc
         WHERE pronamespace = to_regnamespace('deltamill')))
      """;

  private TestBed bed;

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  private Problem refused(ArtifactSet set) {
    try {
      bed.installer().install(set, false);
    } catch (Problem e) {
      return e;
    }
    throw new AssertionError("it was installed");
  }

  private List<Action> actions(InstallReport report) {
    return report.tables().stream().map(InstallReport.Entry::action).toList();
  }

  private String generation(String name) throws SQLException {
    return bed.value("SELECT generation FROM deltamill.stream_table WHERE name = 'public.%s'".formatted(name));
  }

  private static ArtifactSet tampered(ArtifactSet set, String suffix) {
    SortedMap<String, String> files = new TreeMap<>(set.files());
    String path = files.keySet().stream().filter(file -> file.endsWith(suffix)).findFirst().orElseThrow();
    files.merge(path, "-- harmless\n", String::concat);
    return new ArtifactSet(set.manifests(), files);
  }

  @ParameterizedTest
  @CsvSource({"apply.sql", "orders.sql", "seed.sql", "drop.sql"})
  void aTamperedArtifactIsRefusedBeforeAnythingIsDone(String file) throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    String before = bed.value(OBJECTS);
    Problem problem = refused(tampered(bed.artifacts.build(), file));
    assertThat(problem.code()).isEqualTo(Problem.Code.TAMPERED_ARTIFACT);
    assertThat(problem).hasMessageContaining("public.totals");
    assertThat(bed.value(OBJECTS)).isEqualTo(before);
  }

  @Test
  void aTextThatWasChangedInTheDatabaseIsNotExecuted() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    bed.write(
        "UPDATE deltamill.artifact SET text = text || ' ' WHERE phase = 'apply'",
        "INSERT INTO orders VALUES (500, 'c1', 1)");
    String before = bed.value("SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM totals AS t");
    assertThatThrownBy(() -> bed.refresh("totals"))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.TAMPERED_ARTIFACT));
    assertThat(bed.value("SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM totals AS t")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "REVOKE SELECT ON orders FROM %s,GRANT SELECT ON public.orders TO %s;",
    "REVOKE TRIGGER ON orders FROM %s,GRANT TRIGGER ON public.orders TO %s;",
    "REVOKE CREATE ON SCHEMA public FROM %s,GRANT CREATE ON SCHEMA public TO %s;",
    "REVOKE ALL ON SCHEMA public FROM %s,'GRANT CREATE, USAGE ON SCHEMA public TO %s;'",
    "ALTER SCHEMA deltamill OWNER TO postgres,'GRANT USAGE, CREATE ON SCHEMA deltamill TO %s;'",
    "DROP SCHEMA deltamill,GRANT CREATE ON DATABASE"
  })
  void aMissingPrivilegeIsNamedWithItsGrant(String loss, String grant) throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.write(loss.formatted(bed.role.name()));
    String before = bed.value(OBJECTS);
    Problem problem = refused(bed.artifacts.build());
    assertThat(problem.code()).isEqualTo(Problem.Code.MISSING_PRIVILEGE);
    assertThat(problem.getMessage() + " " + problem.remedy()).contains(grant.formatted(bed.role.name()));
    assertThat(bed.value(OBJECTS)).isEqualTo(before);
  }

  @Test
  void theSchemaIsCreatedWhereTheRoleMay() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.write("DROP SCHEMA deltamill", "GRANT CREATE ON DATABASE %s TO %s".formatted(bed.database.name(), bed.role.name()));
    bed.install();
    bed.write("INSERT INTO orders VALUES (500, 'c1', 1)");
    bed.assertEqualAfterRefresh("totals");
  }

  @Test
  void theSchemaMayBelongToSomebodyElse() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.write(
        "ALTER SCHEMA deltamill OWNER TO CURRENT_USER",
        "GRANT USAGE, CREATE ON SCHEMA deltamill TO " + bed.role.name());
    bed.install();
    bed.write("INSERT INTO orders VALUES (500, 'c1', 1)");
    bed.assertEqualAfterRefresh("totals");
    new Dropper(bed.settings).drop(TestBed.name("totals"), false);
  }

  @Test
  void aNameThatIsTakenIsRefused() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.write("CREATE TABLE totals (a int)");
    String before = bed.value(OBJECTS);
    Problem problem = refused(bed.artifacts.build());
    assertThat(problem.code()).isEqualTo(Problem.Code.NAME_TAKEN);
    assertThat(problem).hasMessageContaining("public.totals");
    assertThat(bed.value(OBJECTS)).isEqualTo(before);
  }

  @Test
  void anotherServerVersionIsRefused() throws SQLException {
    TestArtifacts other = new TestArtifacts(bed.database.majorVersion() - 1).totals("totals", "orders", false);
    assertThat(refused(other.build()).code()).isEqualTo(Problem.Code.OTHER_SERVER_VERSION);
  }

  @Test
  void aSourceThatDiffersIsRefused() throws SQLException {
    bed.artifacts.totals("totals", "orders", false).filter("large", "invoices", false, "amount >= 10");
    bed.write("ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12,2)");
    String before = bed.value(OBJECTS);
    Problem problem = refused(bed.artifacts.build());
    assertThat(problem.code()).isEqualTo(Problem.Code.SOURCE_DIFFERS);
    assertThat(problem).hasMessageContaining("numeric(12,2)").hasMessageContaining("public.invoices");
    assertThat(bed.value(OBJECTS)).isEqualTo(before);
  }

  @Test
  void anErrorWhileFillingLeavesNothing() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    String before = bed.value(OBJECTS);
    bed.artifacts.filter("broken", "orders", false, "1 / (id - id) > 0");
    Problem problem = refused(bed.artifacts.build());
    assertThat(problem).hasMessageContaining("22012");
    assertThat(bed.value(OBJECTS)).isEqualTo(before);
    assertThat(bed.value("SELECT count(*) FROM deltamill.stream_table")).isEqualTo("1");
    bed.write("INSERT INTO orders VALUES (500, 'c1', 1)");
    bed.assertEqualAfterRefresh("totals");
  }

  @Test
  void columnsThatTheServerSeesOtherwiseAreRefused() throws SQLException {
    bed.artifacts.full("numbers", TestArtifacts.columns("n bigint"), "SELECT 1::bigint AS n");
    ArtifactSet right = bed.artifacts.build();
    TestArtifacts wrong = new TestArtifacts(bed.database.majorVersion());
    ArtifactSet manifest = wrong.full("numbers", TestArtifacts.columns("n integer"), "SELECT 1::bigint AS n").build();
    SortedMap<String, String> files = new TreeMap<>(manifest.files());
    files.putAll(right.files());
    List<dev.deltamill.ir.artifact.Phase> phases = right.manifests().getFirst().phases();
    var m = manifest.manifests().getFirst();
    var mixed =
        new dev.deltamill.ir.artifact.Manifest(
            m.format(), m.compiler(), m.name(), m.serverMajor(), m.safety(), m.refresh(), m.differential(), m.schedule(),
            m.storage(), m.workTables(), m.columns(), m.reasons(), m.sources(), m.views(), m.dependsOn(), m.searchPath(), phases, m.reads(),
            m.explanation());
    assertThat(refused(new ArtifactSet(List.of(mixed), files)).code()).isEqualTo(Problem.Code.COLUMNS_DIFFER);
    assertThat(bed.value("SELECT to_regclass('public.numbers') IS NULL")).isEqualTo("t");
  }

  @Test
  void whatDidNotChangeIsLeftAlone() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
    assertThat(actions(bed.install())).containsExactly(Action.INSTALLED, Action.INSTALLED);
    String before = generation("large") + generation("totals");
    assertThat(actions(bed.install())).containsExactly(Action.UNCHANGED, Action.UNCHANGED);
    assertThat(generation("large") + generation("totals")).isEqualTo(before);
  }

  @Test
  void whatChangedIsInstalledAgainWithItsConsumers() throws SQLException {
    bed.artifacts
        .filter("large", "orders", false, "amount >= 10")
        .filter("small", "orders", false, "amount < 10")
        .totals("totals", "large", true);
    bed.install();
    String small = generation("small");
    bed.write("INSERT INTO orders VALUES (500, 'c1', 15), (501, 'c1', 25)");
    bed.withArtifacts(
        new TestArtifacts(bed.database.majorVersion())
            .filter("large", "orders", false, "amount >= 20")
            .filter("small", "orders", false, "amount < 10")
            .totals("totals", "large", true));
    assertThat(actions(bed.install())).containsExactly(Action.REINSTALLED, Action.UNCHANGED, Action.REINSTALLED);
    assertThat(generation("small")).isEqualTo(small);
    bed.assertEqual("large", "totals");
    bed.write("UPDATE orders SET amount = amount + 3");
    RefreshReport report = bed.refresher().refreshAll(Refresher.Mode.AUTO);
    assertThat(TestBed.modes(report)).containsExactly("large DIFF", "small DIFF", "totals DIFF");
    bed.assertEqual("large", "small", "totals");
  }

  @Test
  void whatIsNotInTheSetGoesOnlyWhenAsked() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
    bed.install();
    bed.withArtifacts(new TestArtifacts(bed.database.majorVersion()).filter("large", "orders", false, "amount >= 10"));
    assertThat(actions(bed.install())).containsExactly(Action.UNCHANGED, Action.NOT_IN_SET);
    assertThat(actions(bed.installer().install(bed.artifacts.build(), true))).containsExactly(Action.UNCHANGED, Action.REMOVED);
    assertThat(bed.value("SELECT to_regclass('deltamill.public_large__rows__changes') IS NULL")).isEqualTo("t");
    bed.write("INSERT INTO orders VALUES (500, 'c1', 15)");
    bed.assertEqualAfterRefresh("large");
  }

  @Test
  void aSetThatWouldTakeColumnsFromOthersIsRefused() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    bed.install();
    TestArtifacts less = new TestArtifacts(bed.database.majorVersion()).totals("totals", "orders", false);
    Problem problem = refused(less.build());
    assertThat(problem.code()).isEqualTo(Problem.Code.INCOMPLETE_SET);
    assertThat(problem).hasMessageContaining("public.large");
    bed.write("INSERT INTO orders VALUES (500, 'c1', 15)");
    bed.assertEqualAfterRefresh("large");
  }

  @Test
  void aUsersViewOnTheStreamTableIsNotTakenAway() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10");
    bed.install();
    bed.write("CREATE VIEW mine AS SELECT * FROM large");
    assertThatThrownBy(() -> new Dropper(bed.settings).drop(TestBed.name("large"), false))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.HAS_CONSUMERS))
        .hasMessageContaining("mine");
    bed.write("INSERT INTO orders VALUES (500, 'c1', 15)");
    bed.assertEqualAfterRefresh("large");
  }

  @Test
  void dropLeavesNothingButTheCatalog() throws SQLException {
    bed.artifacts.filter("large", "orders", false, "amount >= 10").totals("totals", "large", true);
    bed.install();
    Dropper dropper = new Dropper(bed.settings);
    assertThatThrownBy(() -> dropper.drop(TestBed.name("large"), false))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.HAS_CONSUMERS))
        .hasMessageContaining("public.totals");
    assertThat(dropper.drop(TestBed.name("large"), true))
        .containsExactly(TestBed.name("totals"), TestBed.name("large"));
    bed.write("INSERT INTO orders VALUES (500, 'c1', 15)", "TRUNCATE orders");
    assertThat(bed.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")).isEqualTo("0");
    assertThat(bed.value("SELECT count(*) FROM pg_class WHERE relname LIKE '%\\_\\_%'")).isEqualTo("0");
    assertThat(bed.value("SELECT count(*) FROM deltamill.source") + bed.value("SELECT count(*) FROM deltamill.artifact")).isEqualTo("00");
    assertThatThrownBy(() -> bed.refresh("large"))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.NOT_INSTALLED));
    bed.install();
    bed.assertEqual("large", "totals");
  }

  @Test
  void dropWaitsForNoWriterAndMakesNoneWait() throws SQLException {
    bed.artifacts.totals("totals", "orders", false);
    bed.install();
    var writer = bed.writer();
    TestBed.run(writer, "INSERT INTO orders VALUES (500, 'c1', 15)");
    var drop = TestBed.start(() -> new Dropper(bed.settings, TestBed.patient()).drop(TestBed.name("totals"), false));
    bed.await("EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted)");
    bed.write("SET lock_timeout = '2s'", "INSERT INTO orders VALUES (501, 'c1', 1)");
    TestBed.run(writer, "INSERT INTO orders VALUES (502, 'c1', 15)");
    writer.commit();
    assertThat(drop.result()).hasSize(1);
  }
}
