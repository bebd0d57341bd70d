package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command, run in this JVM. */
final class Cli {
  private final Map<String, String> environment;

  private Cli(Map<String, String> environment) {
    this.environment = environment;
  }

  static Cli plain() {
    return new Cli(Map.of());
  }

  Cli with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Cli(more);
  }

  record Outcome(int exit, String out, String err) {
    JsonNode json() {
      return JsonMapper.builder().build().readTree(out);
    }
  }

  Outcome run(Object... arguments) {
    return run(false, arguments);
  }

  /** As if a person watched. */
  Outcome runOnTerminal(Object... arguments) {
    return run(true, arguments);
  }

  private Outcome run(boolean terminal, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i] instanceof Path path ? path.toString() : String.valueOf(arguments[i]);
    }
    int exit =
        Main.run(
            new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment, terminal, terminal), texts);
    return new Outcome(exit, out.toString(), err.toString());
  }
}
