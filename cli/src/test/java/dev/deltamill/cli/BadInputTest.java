package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong gives one clear message, and changes nothing. */
class BadInputTest {
  private static final String GOOD = "CREATE STREAM TABLE s AS SELECT a, count(*) AS n FROM t GROUP BY a;\n";

  private static Database database;
  @TempDir private static Path shared;
  private static Path catalog;

  @TempDir private Path folder;
  private Path definitions;
  private Path artifacts;

  @BeforeAll
  static void takeACatalog() throws SQLException {
    database = TestServer.shared().newDatabase();
    database.execute(
        "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b text, d date)",
        "CREATE TABLE u (id int PRIMARY KEY, a int NOT NULL)");
    catalog = shared.resolve("catalog.json");
    assertThat(Cli.plain().run("catalog", "--url", database.url(), "-o", catalog).exit()).isZero();
  }

  @AfterAll
  static void dropTheDatabase() throws SQLException {
    database.close();
  }

  @BeforeEach
  void nameFiles() {
    definitions = folder.resolve("defs.sql");
    artifacts = folder.resolve("artifacts");
  }

  private Cli.Outcome compile(String text) throws IOException {
    Files.writeString(definitions, text);
    return Cli.plain().run("compile", definitions, "--catalog", catalog, "-o", artifacts);
  }

  private void compileGood() throws IOException {
    Cli.Outcome compiled = compile(GOOD);
    assertThat(compiled.exit()).as(compiled.err()).isZero();
  }

  private static void assertNothingInstalled() throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = 'deltamill')
                  + (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal)
                  + (SELECT count(*) FROM pg_views WHERE schemaname = 'public')
                """)) {
      row.next();
      assertThat(row.getInt(1)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown table | SELECT a FROM nowhere | 15 | DM1101 | nowhere",
        "unknown column | SELECT zz FROM t | 8 | DM1102 | zz",
        "ambiguous name | SELECT a FROM t, u | 8 | DM1103 | a",
        "type error | SELECT a FROM t WHERE a = true | 23 | DM1106 | integer = boolean",
        "syntax error | SELECT a FROM t WHERE | 22 | DM1001 | ",
        "unsupported construct | SELECT a FROM t FOR UPDATE | 17 | DM1201 | FOR UPDATE",
        "unknown function | SELECT nofn(a) AS x FROM t | 8 | DM1104 | nofn",
      })
  void pointsAtWhatIsWrongInAQuery(String name, String query, int column, String code, String part) throws IOException {
    Cli.Outcome outcome = compile("CREATE STREAM TABLE s AS\n" + query + ";\n");
    assertThat(outcome.exit()).as(name + outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .as(name)
        .startsWith(definitions + ":2:" + column + ": error [" + code + "]: ")
        .contains(part == null ? "" : part)
        .contains("  2 | " + query)
        .contains("^")
        .endsWith("1 error; nothing was written\n");
    assertThat(artifacts).doesNotExist();
  }

  @Test
  void refusesDifferentialForANonDeterministicFunction() throws IOException {
    Cli.Outcome outcome =
        compile("CREATE STREAM TABLE s WITH (refresh = 'differential') AS\nSELECT a, random() AS r FROM t;\n");
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains(":2:11: error [DM1303]: ").contains("random()");
    assertThat(artifacts).doesNotExist();
  }

  @Test
  void saysWhyANonDeterministicFunctionIsRefreshedInFull() throws IOException {
    Cli.Outcome outcome = compile("CREATE STREAM TABLE s AS SELECT a, random() AS r FROM t;\n");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("public.s      FULL_ONLY  FULL");
    assertThat(outcome.err()).contains(":1:36: warning [DM1301]: public.s refreshes by FULL: the function random() is volatile");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() throws IOException {
    Cli.Outcome outcome =
        compile(
            """
            CREATE STREAM TABLE s WITH (refresh = 'sometimes') AS SELECT a FROM t;
            CREATE STREAM TABLE s2 AS SELECT zz FROM t;
            CREATE STREAM TABLE s2 AS SELECT a FROM t;
            """);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("[DM1003]")
        .contains("[DM1102]")
        .contains("[DM1004]")
        .endsWith("3 errors; nothing was written\n");
    Cli.Outcome json =
        Cli.plain().run("compile", definitions, "--catalog", catalog, "-o", artifacts, "--format", "json");
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.json().get("diagnostics").size()).isEqualTo(3);
    assertThat(json.err()).isEmpty();
  }

  @Test
  void leavesEarlierArtifactsAloneWhenADefinitionIsWrong() throws IOException {
    compileGood();
    assertThat(compile(GOOD + "CREATE STREAM TABLE s2 AS SELECT zz FROM t;").exit()).isEqualTo(1);
    assertThat(Cli.plain().run("explain", artifacts).out()).contains("public.s ");
  }

  private Cli.Outcome run(String command, String url) throws IOException {
    compileGood();
    List<String> arguments = new ArrayList<>(List.of(command.replace("ARTIFACTS", artifacts.toString()).split(" ")));
    arguments.addAll(List.of("--url", url));
    return Cli.plain().run(arguments.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "apply ARTIFACTS", "refresh", "refresh s", "verify", "status", "drop s"})
  void saysThatNobodyAnswers(String command) throws IOException {
    Cli.Outcome outcome = run(command, "postgresql://me:geheim@127.0.0.1:1/shop");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            """
            error [DM2002]: no PostgreSQL answers at 127.0.0.1:1
              = Check host and port (URL, PGHOST, PGPORT) and that the server runs.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "apply ARTIFACTS", "refresh", "refresh s", "verify", "status", "drop s"})
  void saysThatThePasswordIsWrong(String command) throws IOException, SQLException {
    Cli.Outcome outcome =
        run(command, database.url().replaceFirst("password=[^&]*", "password=geheim"));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error [DM2003]: ")
        .contains("refuses user")
        .contains("\n  = Check user and password")
        .doesNotContain("geheim")
        .doesNotContain("\tat ");
    assertNothingInstalled();
  }

  @Test
  void saysWhichPrivilegesAreMissing() throws IOException, SQLException {
    Role role = database.createRole("poor");
    compileGood();
    Cli.Outcome outcome = Cli.plain().run("apply", artifacts, "--url", database.urlAs(role));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error [DM2103]: ")
        .contains("GRANT SELECT, TRIGGER ON public.t TO " + role.name())
        .contains("GRANT CREATE ON SCHEMA public TO " + role.name());
    assertNothingInstalled();
  }

  @Test
  void refusesATamperedArtifact() throws IOException, SQLException {
    compileGood();
    Path apply = artifacts.resolve("public.s/apply.sql");
    Files.writeString(apply, Files.readString(apply) + "DROP TABLE t;\n");
    Cli.Outcome outcome = Cli.plain().run("apply", artifacts, "--url", database.url());
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error [DM2104]: " + apply + ": its text was changed after it was compiled: hash ")
        .contains("\n  = Restore it from version control, or compile again.\n");
    assertThat(Cli.plain().run("explain", artifacts).exit()).isEqualTo(2);
    assertNothingInstalled();
  }

  @Test
  void refusesArtifactsForOtherTables() throws IOException, SQLException {
    try (Database other = TestServer.shared().newDatabase()) {
      other.execute("CREATE TABLE t (id int PRIMARY KEY, a bigint NOT NULL, b text, d date)");
      compileGood();
      Cli.Outcome outcome = Cli.plain().run("apply", artifacts, "--url", other.url());
      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.err()).startsWith("error [DM2106]: ").contains("public.t");
    }
  }

  @Test
  void saysThatNothingIsInstalled() {
    Cli.Outcome outcome = Cli.plain().run("refresh", "--url", database.url());
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("error [DM2101]: nothing is installed in this database\n  = Run deltamill apply first.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compile NOWHERE --catalog CATALOG -o out | NOWHERE does not exist",
        "compile FOLDER --catalog CATALOG -o out | there is no .sql file in FOLDER",
        "compile FOLDER --catalog NOWHERE -o out | NOWHERE does not exist",
        "compile FOLDER --catalog CATALOG | where are the artifacts to be written?",
        "compile FOLDER -o out | missing required option: '--catalog=FILE'",
        "compile FOLDER --catalog CATALOG -o out --java-package a.b | --java-package needs --java-out",
        "apply NOWHERE | NOWHERE does not exist",
        "apply FOLDER | FOLDER holds no artifacts: it has no deltamill.json",
        "explain FOLDER | FOLDER holds no artifacts",
        "verify --rows -1 | --rows -1 is negative",
        "verify --rows many | invalid value for option '--rows': 'many' is not an int",
        "status --format xml | invalid value for option '--format'",
        "demo --scale 0 | --scale 0.0 is out of range",
        "demo --rounds 0 | --rounds 0 is out of range",
        "drop | missing required parameter: 'NAME'",
        "catalog --schema NOWHERE | NOWHERE does not exist",
        "catalog --url mysql://h/d | the database URL cannot be understood",
        "nonsense | unmatched argument at index 0: 'nonsense'",
      })
  void refusesWhatCannotBeRun(String command, String message) {
    Object[] arguments = substituted(command).split(" ");
    Cli.Outcome outcome = Cli.plain().run(arguments);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).containsPattern("^error( \\[DM2001\\])?: \\Q" + substituted(message) + "\\E");
    assertThat(outcome.err().lines().count()).isEqualTo(2);
    assertThat(outcome.err().lines().skip(1)).allSatisfy(line -> assertThat(line).startsWith("  = "));
  }

  private String substituted(String text) {
    return text.replace("NOWHERE", folder.resolve("nowhere").toString())
        .replace("FOLDER", folder.toString())
        .replace("CATALOG", catalog.toString());
  }

  @Test
  void doesNotWriteAmongTheFilesOfSomebodyElse() throws IOException {
    Files.writeString(definitions, GOOD);
    Cli.Outcome outcome = Cli.plain().run("compile", definitions, "--catalog", catalog, "-o", folder);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            error: %s: it holds other files (defs.sql) and no artifacts
              = Name a new or empty folder for the artifacts.
            """
                .formatted(folder));
    assertThat(folder).isDirectoryNotContaining("glob:**/deltamill.json");
    Files.createDirectories(artifacts);
    Files.writeString(artifacts.resolve(".gitkeep"), "");
    compileGood();
  }

  @Test
  void refusesADamagedCatalog() throws IOException {
    Path damaged = Files.writeString(folder.resolve("catalog.json"), "{\n\"format\":1,\"tables\":[\n");
    Files.writeString(definitions, GOOD);
    Cli.Outcome outcome = Cli.plain().run("compile", definitions, "--catalog", damaged, "-o", artifacts);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: " + damaged + ":").contains("\n  = Take a new snapshot").doesNotContain("[Source");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Files.write(definitions, new byte[] {(byte) 0xC3, '\n'});
    Cli.Outcome outcome = Cli.plain().run("compile", definitions, "--catalog", catalog, "-o", artifacts);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: " + definitions + " is not text in UTF-8");
  }

  @Test
  void findsNamesOrSaysWhichThereAre() throws IOException {
    Cli.Outcome compiled =
        compile(GOOD + "CREATE STREAM TABLE \"Odd.Name\" AS SELECT a FROM t;\nCREATE STREAM TABLE x AS SELECT a FROM u;\n");
    assertThat(compiled.exit()).as(compiled.err()).isZero();
    assertThat(Cli.plain().run("explain", artifacts, "S").out()).startsWith("public.s ");
    assertThat(Cli.plain().run("explain", artifacts, "\"Odd.Name\"").out()).startsWith("public.\"Odd.Name\" ");
    assertThat(Cli.plain().run("explain", artifacts, "public.x").out()).startsWith("public.x ");
    Cli.Outcome unknown = Cli.plain().run("explain", artifacts, "nope");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            """
            error: there is no stream table nope in %s
              = There are: public."Odd.Name", public.s, public.x.
            """
                .formatted(artifacts));
    assertThat(Cli.plain().run("explain", artifacts, "a.b.c").err())
        .startsWith("error: a.b.c is no name of a stream table");
  }

  @Test
  void showsATraceOnlyWhenAsked() {
    Object[] command = {"refresh", "--url", "postgresql://me@127.0.0.1:1/shop"};
    assertThat(Cli.plain().run(command).err()).doesNotContain("\tat ");
    assertThat(Cli.plain().with("DELTAMILL_DEBUG", "1").run(command).err()).contains("\tat ");
    assertThat(Cli.plain().run("refresh", "--debug", "--url", "postgresql://me@127.0.0.1:1/shop").err())
        .contains("\tat ");
  }
}
