package dev.deltamill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

  @TempDir private Path folder;

  @Test
  void startsAnswersAndLeavesNothingBehind() throws Exception {
    Path data;
    try (var server = EmbeddedServer.builder().setting("search_path", "one, \"two 2\"").start()) {
      data = server.dataDirectory();
      assertThat(server.version()).startsWith("18.");
      assertThat(query(server, "SHOW server_version")).isEqualTo(server.version());
      assertThat(query(server, "SHOW search_path")).isEqualTo("one, \"two 2\"");
      assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void asksForThePassword() throws Exception {
    try (var server = EmbeddedServer.builder().start()) {
      String url = server.jdbcUrl("postgres").replaceFirst("password=.*", "password=guess");
      assertThatThrownBy(() -> DriverManager.getConnection(url))
          .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }
  }

  @Test
  void findsItsDataAgain() throws Exception {
    Path data = folder.resolve("with a space");
    try (var server = EmbeddedServer.builder().dataDirectory(data).start()) {
      execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (var server = EmbeddedServer.builder().dataDirectory(data).start()) {
      assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
    assertThat(data).exists();
  }

  @Test
  void saysWhyItDoesNotStart() {
    assertThatThrownBy(() -> EmbeddedServer.builder().setting("no_such_setting", "1").start())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no_such_setting");
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedServer.builder().port(socket.getLocalPort()).start())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("could not bind");
    }
  }

  @Test
  void endsWithAKilledJvm() throws Exception {
    Process jvm = start("stay");
    String data;
    try (var output = jvm.inputReader()) {
      data = output.readLine();
      assertThat(Path.of(data, "postmaster.pid")).exists();
      jvm.destroyForcibly().waitFor();
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (Files.exists(Path.of(data)) && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(Path.of(data)).doesNotExist();
  }

  @Test
  void outlivesItsJvmWhenDetached() throws Exception {
    Process jvm = start("detach");
    try (var output = jvm.inputReader()) {
      String data = output.readLine();
      String url = output.readLine();
      String stop = output.readLine();
      assertThat(jvm.waitFor()).isZero();
      try (var connection = DriverManager.getConnection(url)) {
        assertThat(connection.isValid(1)).isTrue();
      }
      new ProcessBuilder("sh", "-c", stop).start().waitFor();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (Files.exists(Path.of(data)) && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(Path.of(data)).doesNotExist();
    }
  }

  private static Process start(String mode) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Holder.class.getName(),
                mode))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String query(EmbeddedServer server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedServer server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Another JVM that starts a server. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      var server = EmbeddedServer.builder().start();
      System.out.println(server.dataDirectory());
      if (arguments[0].equals("detach")) {
        System.out.println(server.jdbcUrl("postgres"));
        System.out.println(server.detach());
        return;
      }
      Thread.sleep(Duration.ofMinutes(5));
    }
  }
}
