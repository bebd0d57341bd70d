package dev.deltamill.codegen.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashesTest {
  @Test
  void coversTheFormatAndTheTextInUtf8() {
    // printf 'deltamill artifact format 1\nSELECT ∑;\n' | sha256sum
    assertThat(Hashes.sha256("SELECT ∑;\n"))
        .isEqualTo("4d82e11c8cd07c14054a5a685521f71477cd3361829fe796fac091159488de16");
  }

  @Test
  void tellsTextsApart() {
    assertThat(Hashes.sha256("SELECT 1;\n")).isNotEqualTo(Hashes.sha256("SELECT 1;"));
  }
}
