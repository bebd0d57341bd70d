package dev.deltamill.golden.cases;

import org.jspecify.annotations.Nullable;

/** Whether outputs are to be written anew. */
final class Rewriting {
  private Rewriting() {}

  static boolean isAskedFor() {
    return isAskedFor(System.getProperty("golden.rewrite"), System.getenv("CI"));
  }

  /**
   * @param property value of {@code golden.rewrite}
   * @param ci value of the environment's {@code CI}
   * @throws IllegalStateException in CI: there nobody reads what changed
   */
  static boolean isAskedFor(@Nullable String property, @Nullable String ci) {
    boolean asked = property != null && !property.equals("false");
    if (asked && ci != null && !ci.isEmpty()) {
      throw new IllegalStateException("goldens are not rewritten where CI is set");
    }
    return asked;
  }
}
