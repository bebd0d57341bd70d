package dev.deltamill.cli;

import dev.deltamill.cli.terminal.Console;
import dev.deltamill.runtime.ConnectionSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that several commands share. */
final class Options {
  private Options() {}

  /** How results are shown. */
  enum Form {
    text,
    json
  }

  static final class Output {
    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        description = "How the result is written to standard output (default: text).")
    private Form format = Form.text;

    @Option(names = "--debug", description = "Show stack traces; so does DELTAMILL_DEBUG=1.")
    private boolean debug;

    boolean json() {
      return format == Form.json;
    }

    boolean debug() {
      return debug;
    }
  }

  static final class Database {
    @Option(
        names = "--url",
        paramLabel = "URL",
        description = {
          "The database: postgresql://user@host:port/database or a JDBC URL. What it leaves open comes from"
              + " PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGSSLMODE and ~/.pgpass."
        })
    private @Nullable String url;

    ConnectionSettings settings(Console console) {
      return ConnectionSettings.of(Optional.ofNullable(url), console.environment());
    }
  }
}
