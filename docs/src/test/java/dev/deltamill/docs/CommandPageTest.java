package dev.deltamill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.cli.Main;
import dev.deltamill.cli.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code cli.md} is what {@code --help} says. */
class CommandPageTest {
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+) {2,}\\S");

  private static final String TITLE =
      """
      # The command

      Written by the command itself: `deltamill COMMAND --help` shows the same.
      """;

  @Test
  void saysWhatTheHelpSays() throws IOException {
    StringBuilder page = new StringBuilder(TITLE);
    write(List.of(), page);
    Drift.check(Path.of("cli.md"), page.toString());
  }

  /** The help of a command, then that of its own commands. */
  private static void write(List<String> command, StringBuilder page) {
    String help = help(command);
    page.append("\n## ").append(String.join(" ", command.isEmpty() ? List.of("deltamill") : command));
    page.append("\n\n```text\n").append(help).append("```\n");
    int list = help.indexOf("Commands:");
    if (list < 0) {
      return;
    }
    Matcher listed = COMMAND.matcher(help.substring(list));
    while (listed.find()) {
      List<String> below = new ArrayList<>(command);
      below.add(listed.group(1));
      write(below, page);
    }
  }

  private static String help(List<String> command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--help");
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), Map.of(), false, false);
    assertThat(Main.run(console, arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
