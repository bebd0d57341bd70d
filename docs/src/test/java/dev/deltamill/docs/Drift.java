package dev.deltamill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Rewriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages that a program writes, or parts of. */
final class Drift {
  private Drift() {}

  /** Fails where the page is not this text; under {@code -Ddocs.rewrite} makes it so first. */
  static void check(Path page, String text) throws IOException {
    if (Rewriting.isAskedFor("docs.rewrite")) {
      Rewriting.write(page, text);
    }
    assertThat(page).exists();
    assertThat(Files.readString(page)).as("%s; -Ddocs.rewrite writes it anew", page).isEqualTo(text);
  }
}
