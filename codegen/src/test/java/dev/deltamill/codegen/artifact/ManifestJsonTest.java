package dev.deltamill.codegen.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Schedule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestJsonTest {
  private static final Manifest MANIFEST = Samples.manifest("revenue", "orders", "lineitem");

  static Stream<Manifest> readsBackWhatItWrote() {
    return Stream.of(
            new Schedule.Manual(), new Schedule.OnChange(), new Schedule.Cron("0 * * * *", "@hourly"), MANIFEST.schedule())
        .flatMap(schedule -> Stream.of(with(MANIFEST.name(), schedule), with(odd("a\"b.c"), schedule)));
  }

  @ParameterizedTest
  @MethodSource
  void readsBackWhatItWrote(Manifest manifest) {
    String json = ManifestJson.write(manifest);
    assertThat(ManifestJson.read("m", json)).isEqualTo(manifest);
    assertThat(ManifestJson.write(ManifestJson.read("m", json))).isEqualTo(json);
  }

  @Test
  void isReadableAndEndsWithALineEnd() {
    assertThat(ManifestJson.write(Samples.manifest("revenue", "orders")))
        .startsWith(
            """
            {
              "format": 1,
              "compiler": "0.1.0",
              "name": "public.revenue",
              "serverMajor": 18,
              "safety": "row_id_sensitive",
              "refresh": "auto",
              "differential": true,
              "schedule": {"kind": "interval", "text": "1m 30s", "every": "PT1M30S"},
              "storage": "deltamill.revenue",
              "workTables": ["deltamill.revenue__delta"],
              "columns": [
                {"name": "Größe \\"x\\"", "type": "numeric(10,2)"},
                {"name": "order", "type": "character varying(3)[]"}
              ],
            """)
        .contains(
            """
              "explanation": {
                "operator": "GROUP BY a",
                "safety": "diff_safe",
                "reason": "sums\\nand \\"counts\\"",
                "inputs": [
                  {
                    "operator": "scan of a\\t",
                    "safety": "row_id_sensitive",
                    "reason": "",
                    "inputs": []
                  }
                ]
              }
            }
            """)
        .endsWith("}\n")
        .doesNotContain("\r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\": 1 | \"format\": 2 | it has format 2 and this version of Deltamill reads up to 1",
        "\"format\": 1 | \"format\": 0 | there is no format 0",
        "\"format\": 1, | `` | the key \"format\" is missing",
        "\"safety\": | \"safer\": | the key \"safety\" is missing",
        "\"format\": 1, | \"format\": 1, \"extra\": 1, | the key \"extra\" is unknown",
        "\"format\": 1, | \"format\": 1, \"format\": 1, | it is not JSON at line 2",
        "\"kind\": \"delta\" | \"kind\": \"omega\" | \"phases[3].kind\" is \"omega\", which is none of its values",
        "\"name\": \"storage\" | \"name\": \"../../etc/x\" | \"../../etc/x\" is no name of a phase",
        "\"name\": \"capture/public.orders\" | \"name\": \"other/x\" | \"other/x\" is no name of a phase",
        "\"PT1M30S\" | \"soon\" | the schedule's interval is \"soon\", which is no duration",
        "\"public.revenue\" | \"revenue\" | \"name\" is no name with a schema but \"revenue\"",
        "\"public.revenue\" | \"public.\" | \"name\" is no identifier: an identifier is never empty",
        "\"serverMajor\": 18 | \"serverMajor\": \"18\" | \"serverMajor\" is not a number",
        "\"differential\": true | \"differential\": 1 | \"differential\" is neither true nor false",
        "\"workTables\": [ | \"workTables\": [1, | \"workTables[0]\" is not a text",
        "\"reason\": \"\" | \"reason\": [] | \"explanation.inputs[0].reason\" is not a text",
        "{\"kind\": | <<<<<<< {\"kind\": | it is not JSON at line 9",
      })
  void saysWhatIsWrong(String original, String replacement, String what) {
    String json = ManifestJson.write(MANIFEST);
    assertThat(json).contains(original);
    String damaged = replaceFirst(json, original, replacement);
    assertThatThrownBy(() -> ManifestJson.read("artifacts/m.json", damaged))
        .isInstanceOf(ArtifactFormatException.class)
        .hasMessageStartingWith("artifacts/m.json: " + what)
        .hasMessageEndingWith(".");
  }

  @Test
  void refusesAHashThatIsNone() {
    String json = ManifestJson.write(MANIFEST);
    String hash = MANIFEST.phases().getFirst().sha256();
    assertThatThrownBy(() -> ManifestJson.read("m", json.replace(hash, hash.toUpperCase(java.util.Locale.ROOT))))
        .hasMessageContaining("\"phases[0].sha256\" is not a SHA-256 in lower-case hex");
  }

  @ParameterizedTest
  @CsvSource({"''", "[]", "null", "1", "{", "{} {}"})
  void refusesWhatIsNoObject(String json) {
    assertThatThrownBy(() -> ManifestJson.read("m", json)).isInstanceOf(ArtifactFormatException.class);
  }

  private static String replaceFirst(String text, String original, String replacement) {
    int at = text.indexOf(original);
    return text.substring(0, at) + replacement + text.substring(at + original.length());
  }

  private static QualifiedName odd(String name) {
    return QualifiedName.of("S.\"", name);
  }

  private static Manifest with(QualifiedName name, Schedule schedule) {
    return new Manifest(
        MANIFEST.format(),
        MANIFEST.compiler(),
        name,
        MANIFEST.serverMajor(),
        MANIFEST.safety(),
        MANIFEST.refresh(),
        MANIFEST.differential(),
        schedule,
        MANIFEST.storage(),
        List.of(name, MANIFEST.storage()),
        MANIFEST.columns(),
        MANIFEST.reasons(),
        MANIFEST.sources(),
        MANIFEST.views(),
        MANIFEST.dependsOn(),
        MANIFEST.searchPath(),
        MANIFEST.phases(),
        MANIFEST.reads(),
        MANIFEST.explanation());
  }
}
