package dev.deltamill.compiler.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deltamill.compiler.TestCatalogs;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionParserTest {
  @Test
  void readsEveryPartOfADefinition() {
    Definition definition =
        one(
            """
            -- a comment; with a semicolon
            CREATE STREAM TABLE IF NOT EXISTS App."Total; Sales" (Day, "Sum /* x */")
              WITH (refresh = 'full', schedule = '1h30m')
            AS /* outer /* nested; */ still */ SELECT dt, $q$;$q$ || 'a;b' FROM ev -- the end
            ;
            """);

    assertThat(definition.name()).isEqualTo(QualifiedName.of("app", "Total; Sales"));
    assertThat(definition.ifNotExists()).isTrue();
    assertThat(definition.columnNames()).containsExactly(new Identifier("day"), new Identifier("Sum /* x */"));
    assertThat(definition.options().refresh()).isEqualTo(RefreshMode.FULL);
    assertThat(definition.options().schedule()).isEqualTo(new Schedule.Interval(Duration.ofMinutes(90), "1h30m"));
    assertThat(definition.queryText()).isEqualTo("SELECT dt, $q$;$q$ || 'a;b' FROM ev");
    assertThat(definition.querySpan().line()).isEqualTo(4);
    assertThat(definition.querySpan().column()).isEqualTo(36);
  }

  @Test
  void defaultsAreAutoAndManualInTheFirstSchemaOfTheSearchPath() {
    Definition definition = one("create stream table U&\"d\\0061t\" as select 1 as one");
    assertThat(definition.name()).isEqualTo(QualifiedName.of("public", "dat"));
    assertThat(definition.options()).isEqualTo(DefinitionOptions.DEFAULT);
  }

  @Test
  void anErrorInOneStatementHidesNothingInTheOthers() {
    DefinitionParser.Result result =
        parse(
            """
            CREATE STREAM TABLE a AS SELECT (x FROM a1;
            CREATE STREAM TABLE b WITH (refersh = 'auto') AS SELECT x FROM a1;
            CREATE STREAM TABLE c (p, p) AS SELECT x, y FROM a1;
            CREATE STREAM TABLE b AS SELECT x FROM a1
            """);
    assertThat(result.diagnostics())
        .extracting(d -> d.code(), d -> d.span().line())
        .containsExactly(
            tuple(DiagnosticCode.SYNTAX_ERROR, 1),
            tuple(DiagnosticCode.UNKNOWN_OPTION, 2),
            tuple(DiagnosticCode.DUPLICATE_COLUMN, 3),
            tuple(DiagnosticCode.DUPLICATE_NAME, 4));
    assertThat(result.definitions()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5s", "10 m", "1h30m", "250ms", "@hourly", "@Daily", "0 * * * *", "*/5 1-5,7 * jan,mar-may mon", "on change", "manual"})
  void schedulesAreRead(String text) {
    assertThat(Schedules.read(text)).isInstanceOf(Schedules.Reading.Read.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 parsecs", "0s", "@never", "60 * * * *", "* * * *", "* * 0 * *", "5-1 * * * *", "*/0 * * * *", "-5s", "a * * * *"})
  void badSchedulesAreToldWithARemedy(String text) {
    assertThat(Schedules.read(text))
        .isInstanceOfSatisfying(Schedules.Reading.Wrong.class, wrong -> assertThat(wrong.remedy()).isNotEmpty());
  }

  private static Definition one(String text) {
    DefinitionParser.Result result = parse(text);
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.definitions()).hasSize(1);
    return result.definitions().getFirst();
  }

  private static DefinitionParser.Result parse(String text) {
    return DefinitionParser.parse(TestCatalogs.corpus(), List.of(new SourceText("case.sql", text)));
  }
}
