package dev.deltamill.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL of our own, reachable over loopback only and with a password that no one else knows.
 *
 * <p>It ends with {@link #close()}, and also when this JVM ends in whatever way, {@code kill -9} included: a shell stands
 * between, whose standard input closes when the JVM is gone. {@link #detach()} lets it live on.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final String USER = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PORT_ATTEMPTS = 5;

  /**
   * Arguments: log file, folder to delete after an orderly end or nothing, command. It stops the server at the end of its
   * input unless it reads "keep".
   */
  private static final String WARDEN =
      """
      trap '' INT TERM HUP
      log=$1 discard=$2
      shift 2
      exec 3<&0
      "$@" </dev/null >>"$log" 2>&1 3<&- &
      server=$!
      (read -r word <&3; [ "$word" = keep ] || kill -INT $server) >/dev/null 2>&1 &
      reader=$!
      exec 3<&-
      wait $server
      status=$?
      kill -KILL $reader
      [ -z "$discard" ] || [ $status -ne 0 ] || rm -rf -- "$discard"
      exit $status
      """;

  private final Process warden;
  private final Path data;
  private final Path home;
  private final int port;
  private final String password;
  private final Thread atExit = new Thread(this::stop, "stop-postgres");
  private boolean closed;

  private EmbeddedServer(Process warden, Path data, Path home, int port, String password) {
    this.warden = warden;
    this.data = data;
    this.home = home;
    this.port = port;
    this.password = password;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A URL that needs nothing besides: it carries the superuser and the password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(port, URLEncoder.encode(database, StandardCharsets.UTF_8), USER, password);
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  public int port() {
    return port;
  }

  public Path dataDirectory() {
    return data;
  }

  /** As the server's program states it, for example {@code 18.6}. */
  public String version() {
    try {
      String line = run(List.of(home.resolve("bin/postgres").toString(), "--version"));
      return line.replaceFirst("^.*?([0-9]+[0-9.]*).*$", "$1").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the server and its data live on after this JVM; returns the shell command that stops it. */
  public synchronized String detach() throws IOException {
    if (!closed) {
      closed = true;
      Runtime.getRuntime().removeShutdownHook(atExit);
      try (var input = warden.getOutputStream()) {
        input.write("keep\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    return "kill -INT " + Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is on its way out and the hook does the same as we.
    }
    stop();
  }

  private synchronized void stop() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      warden.getOutputStream().close();
      if (!warden.waitFor(30, TimeUnit.SECONDS)) {
        warden.descendants().forEach(ProcessHandle::destroyForcibly);
        warden.waitFor(5, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      // The shell is gone, and the server with it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("%s failed:%n%s".formatted(command.getFirst(), output.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output.strip();
  }

  /** What to start, and where. */
  public static final class Builder {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private @Nullable PostgresBinaries binaries;
    private @Nullable Path dataDirectory;
    private boolean keep;
    private int port;

    private Builder() {
      settings.put("timezone", "UTC");
      settings.put("log_timezone", "UTC");
    }

    /** Another PostgreSQL than the bundled one. */
    public Builder binaries(PostgresBinaries binaries) {
      this.binaries = binaries;
      return this;
    }

    /** Where the data lies: a new or empty folder, or one that an earlier server left. By default a temporary folder. */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = directory;
      return this;
    }

    /** Leaves the data behind when the server ends, and writes it durably. A folder that was given is never deleted. */
    public Builder keep() {
      this.keep = true;
      return this;
    }

    /** By default a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** A server setting as in postgresql.conf; the last one of a name holds. */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    public Builder settings(Map<String, String> more) {
      settings.putAll(more);
      return this;
    }

    /**
     * Starts the server and returns once it accepts connections.
     *
     * @throws IOException with the end of the server's log when it does not start
     */
    public EmbeddedServer start() throws IOException {
      boolean temporary = dataDirectory == null;
      Path parent =
          dataDirectory == null ? Files.createTempDirectory("deltamill-postgres-") : Files.createDirectories(dataDirectory);
      Optional<Path> discard = temporary && !keep ? Optional.of(parent) : Optional.empty();
      try {
        OrdinaryUser user = OrdinaryUser.find();
        user.give(parent);
        Path data = (temporary ? parent.resolve("data") : parent).toAbsolutePath();
        Path home = (binaries == null ? PostgresBinaries.bundled() : binaries).unpackInto(binariesFolder(user));
        String password = Files.exists(data.resolve("PG_VERSION")) ? readPassword(data) : create(data, home, user);
        for (int attempt = 1; ; attempt++) {
          Instant before = Instant.now();
          EmbeddedServer server = launch(data, home, user, password, discard);
          try {
            awaitReady(server, before);
            Runtime.getRuntime().addShutdownHook(server.atExit);
            return server;
          } catch (PortTakenException e) {
            if (port != 0 || attempt == PORT_ATTEMPTS) {
              throw e;
            }
          }
        }
      } catch (IOException | RuntimeException e) {
        discard.ifPresent(Folders::delete);
        throw e;
      }
    }

    private static Path binariesFolder(OrdinaryUser user) throws IOException {
      if (!user.ownsOtherFiles()) {
        return Folders.cache();
      }
      // Nobody may not look into root's home.
      Path folder = Folders.temporary();
      user.give(folder);
      return folder;
    }

    private static String create(Path data, Path home, OrdinaryUser user) throws IOException {
      Files.createDirectories(data);
      user.give(data);
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      String password = HexFormat.of().formatHex(random);
      Path passwordFile = Files.createTempFile("deltamill-", ".password");
      try {
        Files.writeString(passwordFile, password + "\n");
        user.give(passwordFile);
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(
            List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        run(command);
      } finally {
        Files.delete(passwordFile);
      }
      Files.writeString(passwordIn(data), password);
      user.give(passwordIn(data));
      return password;
    }

    private static Path passwordIn(Path data) {
      return data.resolve("deltamill.password");
    }

    private static String readPassword(Path data) throws IOException {
      if (!Files.exists(passwordIn(data))) {
        throw new IOException("%s was not created by Deltamill: it will not start it".formatted(data));
      }
      return Files.readString(passwordIn(data));
    }

    private EmbeddedServer launch(
        Path data, Path home, OrdinaryUser user, String password, Optional<Path> discard) throws IOException {
      int chosen = port == 0 ? freePort() : port;
      Path log = data.resolve("server.log");
      Files.write(log, new byte[0]);
      user.give(log);
      List<String> command = new ArrayList<>(List.of("sh", "-c", WARDEN, "sh", log.toString()));
      command.add(discard.map(Path::toString).orElse(""));
      command.addAll(user.prefix());
      command.addAll(
          List.of(home.resolve("bin/postgres").toString(), "-D", data.toString(), "-p", String.valueOf(chosen)));
      effectiveSettings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
      Process warden =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new EmbeddedServer(warden, data, home, chosen, password);
    }

    private Map<String, String> effectiveSettings() {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("listen_addresses", "127.0.0.1");
      all.put("unix_socket_directories", "");
      if (!keep && dataDirectory == null) {
        all.putAll(Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off"));
      }
      all.putAll(settings);
      return all;
    }

    private static int freePort() throws IOException {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static void awaitReady(EmbeddedServer server, Instant before) throws IOException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      try {
        while (!isReady(server, before)) {
          boolean ended = server.warden.waitFor(10, TimeUnit.MILLISECONDS);
          if (ended || System.nanoTime() > deadline) {
            Path file = server.data.resolve("server.log");
            String log = Files.exists(file) ? Files.readString(file).strip() : "";
            server.stop();
            throw log.contains("could not bind")
                ? new PortTakenException(log)
                : new IOException("PostgreSQL did not start:%n%s".formatted(log));
          }
        }
      } catch (InterruptedException e) {
        server.stop();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    /**
     * The pid file tells the server's state in its eighth line; pg_ctl looks at the same. A file that an earlier server left
     * is told by its start time and port.
     */
    private static boolean isReady(EmbeddedServer server, Instant before) throws IOException {
      Path file = server.data.resolve("postmaster.pid");
      if (!Files.exists(file)) {
        return false;
      }
      List<String> lines = Files.readAllLines(file);
      return lines.size() >= 8
          && Long.parseLong(lines.get(2).strip()) >= before.getEpochSecond() - 1
          && lines.get(3).strip().equals(String.valueOf(server.port))
          && lines.get(7).strip().equals("ready");
    }
  }

  private static final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1;

    PortTakenException(String log) {
      super("PostgreSQL did not start:\n" + log);
    }
  }
}
