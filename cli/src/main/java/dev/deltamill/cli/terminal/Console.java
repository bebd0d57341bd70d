package dev.deltamill.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the command talks to its user: results on {@code out}, everything else on {@code err}.
 *
 * @param outTerminal whether a person watches {@code out}
 * @param errTerminal whether a person watches {@code err}
 */
public record Console(
    PrintWriter out, PrintWriter err, Map<String, String> environment, boolean outTerminal, boolean errTerminal) {

  public static Console ofProcess() {
    return new Console(
        writer(System.out), writer(System.err), System.getenv(), isTerminal(1), isTerminal(2));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Java knows of terminals only whether all of them are one; Linux and macOS tell of each stream. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      java.io.Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /** A style for what goes to {@code out}. */
  public Style style() {
    return style(outTerminal);
  }

  /** A style for what goes to {@code err}. */
  public Style errorStyle() {
    return style(errTerminal);
  }

  private Style style(boolean terminal) {
    boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
    return new Style(terminal && !unwanted);
  }

  /** Whether causes are to be shown with their stack traces. */
  public boolean debug() {
    return !environment.getOrDefault("DELTAMILL_DEBUG", "").isEmpty();
  }
}
