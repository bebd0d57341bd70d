package dev.deltamill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deltamill catalog --schema}. */
class SchemaScriptTest {
  @TempDir private Path folder;

  private Cli.Outcome catalog(String sql) throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.sql"), sql);
    return Cli.plain().run("catalog", "--schema", schema, "-o", folder.resolve("catalog.json"));
  }

  @Test
  void runsTheSchemaInAPostgresOfItsOwn() throws IOException {
    Cli.Outcome outcome =
        catalog(
            """
            \\restrict token
            /* one; /* within ; */ */
            CREATE TABLE t (a int PRIMARY KEY, b text DEFAULT E'\\';', c text DEFAULT 'x;''y', "d;" int);
            CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE
            BEGIN ATOMIC
              SELECT CASE WHEN x > 1 THEN 2 ELSE 3 END;
              SELECT 1;
            END;
            CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $x$ BEGIN RETURN 1; END $x$;
            -- nothing; here
            CREATE RULE r AS ON DELETE TO t DO ALSO (SELECT 1; SELECT 2);
            CREATE VIEW v AS
              SELECT a FROM t;
            \\unrestrict token
            """);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("1 tables, 1 other relations");
  }

  @Test
  void pointsAtTheLineThatPostgresRefuses() throws IOException {
    Cli.Outcome outcome = catalog("CREATE TABLE t (a int);\n\n-- a view\nCREATE VIEW v AS\n  SELECT a,\n    zz FROM t;\n");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: " + folder.resolve("schema.sql") + ":6: column \"zz\" does not exist");
    assertThat(folder.resolve("catalog.json")).doesNotExist();
  }

  @Test
  void doesNotSpeakPsql() throws IOException {
    Cli.Outcome outcome = catalog("CREATE TABLE t (a int);\n\\i other.sql\n");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("schema.sql:2: \\i other.sql is a command of psql and not SQL");
  }
}
