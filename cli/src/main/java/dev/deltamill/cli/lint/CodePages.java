package dev.deltamill.cli.lint;

import dev.deltamill.ir.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of the reason codes, {@code docs/codes} of the repository. */
final class CodePages {
  private CodePages() {}

  /** In Markdown: what the code means, an example, a remedy. */
  static String text(DiagnosticCode code) {
    String name = "codes/" + code.code() + ".md";
    try (InputStream page = CodePages.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its heading says behind the code. */
  static String title(DiagnosticCode code) {
    String heading = text(code).lines().findFirst().orElse("");
    return heading.substring(heading.indexOf(": ") + 2);
  }
}
