package dev.deltamill.codegen.phase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.Codegen;
import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same definitions give the same bytes: on any machine, in any place, in any order. */
class DeterminismTest {

  @Test
  void twiceTheSame() {
    assertThat(files(Plans.all())).isEqualTo(files(Plans.all())).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverTheOrderOfDefinitions(long seed) {
    List<MaintenancePlan> shuffled = new ArrayList<>(Plans.all());
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(files(shuffled)).isEqualTo(files(Plans.all()));
  }

  /** Arabic digits, the Turkish dotless i, the other side of the date line. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva", "de-DE"})
  void whateverTheLocaleAndTimeZone(String language) {
    SortedMap<String, String> expected = files(Plans.all());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(files(Plans.all())).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** The default character set is fixed when a JVM starts. */
  @Test
  void whateverTheCharacterSet() throws IOException, InterruptedException {
    String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=ISO-8859-1",
                "-Dline.separator=\r\n",
                "-Duser.language=ar",
                "-Duser.timezone=Asia/Kolkata",
                "-cp",
                classPath,
                DeterminismTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(other.waitFor()).as(printed).isZero();
    assertThat(printed.strip()).isEqualTo(hash());
  }

  /** What another JVM runs. */
  public static void main(String[] arguments) {
    System.out.print(hash());
  }

  private static String hash() {
    StringBuilder all = new StringBuilder();
    files(Plans.all()).forEach((path, text) -> all.append(path).append('\n').append(text));
    return Hashes.sha256(all.toString());
  }

  private static SortedMap<String, String> files(List<MaintenancePlan> plans) {
    return Codegen.generate(plans, "1.2.3").files();
  }
}
