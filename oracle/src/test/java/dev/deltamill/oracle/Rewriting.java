package dev.deltamill.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that tests write anew under {@code -Doracle.rewrite}, so that a person reads what changed. */
public final class Rewriting {
  private Rewriting() {}

  /**
   * @throws IllegalStateException in CI: there nobody reads what changed
   */
  public static boolean isAskedFor() {
    String property = System.getProperty("oracle.rewrite");
    boolean asked = property != null && !property.equals("false");
    if (asked && System.getenv("CI") != null) {
      throw new IllegalStateException("-Doracle.rewrite is for a person's machine");
    }
    return asked;
  }

  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
