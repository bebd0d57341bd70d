package dev.deltamill.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program to be killed: it refreshes or installs, and stops for ever after a number of steps. */
final class KilledRefresh {
  private KilledRefresh() {}

  /** Arguments: URL, {@code refresh}, number of steps. */
  public static void main(String[] arguments) {
    ConnectionSettings settings = ConnectionSettings.ofUrl(arguments[0]);
    PhaseListener listener = stopAfter(Integer.parseInt(arguments[1]));
    new Refresher(settings, listener, Backoff.DEFAULT).refreshAll(Refresher.Mode.valueOf(arguments[2]));
  }

  private static PhaseListener stopAfter(int steps) {
    int[] left = {steps};
    return (table, step) -> {
      if (--left[0] == 0) {
        System.out.println((table + " " + step).strip());
        System.out.flush();
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  /** Runs it until it has stopped, and kills it; returns the step. */
  static String killAfter(String url, int steps, Refresher.Mode mode) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KilledRefresh.class.getName(),
                    url,
                    String.valueOf(steps),
                    mode.name()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = process.inputReader()) {
      String line = output.readLine();
      return line == null ? "nothing" : line;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
