package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSettingsTest {
  private static final String SECRET = "s3cr3t/?&=%";

  @Test
  void readsUrlsOfBothForms() {
    assertThat(ConnectionSettings.ofUrl("jdbc:postgresql://db:6543/mill?user=jo")).hasToString("jo@db:6543/mill");
    assertThat(ConnectionSettings.ofUrl("postgresql://jo:pw@db:6543/mill")).hasToString("jo@db:6543/mill");
    assertThat(ConnectionSettings.ofUrl("postgres://jo@db/")).hasToString("jo@db:5432/jo");
    assertThat(ConnectionSettings.ofUrl("jdbc:postgresql://a,b:6000/mill?user=jo")).hasToString("jo@a:5432,b:6000/mill");
  }

  @Test
  void takesFromTheEnvironmentWhatTheUrlLeavesOpen() {
    Map<String, String> environment =
        Map.of("PGHOST", "db", "PGPORT", "6543", "PGDATABASE", "mill", "PGUSER", "jo", "PGPASSWORD", SECRET);
    assertThat(ConnectionSettings.of(Optional.empty(), environment)).hasToString("jo@db:6543/mill");
    assertThat(ConnectionSettings.of(Optional.of("jdbc:postgresql://other/that"), environment))
        .hasToString("jo@other:5432/that");
    assertThat(ConnectionSettings.of(Optional.of("postgresql://me@other:1/"), environment)).hasToString("me@other:1/mill");
  }

  @Test
  void readsTheParametersOfLibpqsUrls() {
    assertThat(ConnectionSettings.ofUrl("postgresql:///?host=db&port=6543&dbname=mill&user=jo")).hasToString("jo@db:6543/mill");
    assertThat(ConnectionSettings.ofUrl("postgresql://jo@a,b:6000/mill")).hasToString("jo@a:5432,b:6000/mill");
    assertThat(ConnectionSettings.ofUrl("postgresql://jo@[::1]:6000/mi%20ll")).hasToString("jo@[::1]:6000/mi ll");
    assertThat(ConnectionSettings.ofUrl("postgresql://jo@a/mill?sslmode=require").requiresEncryption()).isTrue();
    assertThat(ConnectionSettings.ofUrl("postgresql://j%40o:a%2Bb+c@db/mill?application_name=x&connect_timeout=3"))
        .hasToString("j@o@db:5432/mill");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql:///mill?host=/tmp | through Unix sockets",
        "postgresql://%2Ftmp/mill | through Unix sockets",
        "postgresql://db/mill?prot=5433 | the parameter \"prot\", which is unknown",
        "postgresql://db:543x/mill | cannot be understood",
        "postgresql://db/mill?sslmode | cannot be understood",
        "postgresql://db/%zz | cannot be understood",
        "postgresql:mill | cannot be understood",
      })
  void refusesAUrlThatWouldLeadElsewhere(String url, String message) {
    assertThatThrownBy(() -> ConnectionSettings.ofUrl(url)).isInstanceOf(Problem.class).hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsNoUrlWithoutRepeatingIt() {
    for (String url : new String[] {"mysql://jo:" + SECRET + "@db/mill", "db mill " + SECRET, "jdbc:mysql://x?password=" + SECRET}) {
      assertThatThrownBy(() -> ConnectionSettings.ofUrl(url))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.BAD_CONNECTION_SETTINGS))
          .satisfies(e -> assertThat(trace(e)).doesNotContain("s3cr3t"));
    }
  }

  @Test
  void saysWhyThereIsNoConnection() throws SQLException, IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertRefused("jdbc:postgresql://127.0.0.1:%d/x?user=jo&password=s3cr3t".formatted(closed), Problem.Code.UNREACHABLE);
    try (var database = TestServer.shared().newDatabase()) {
      Role role = database.createRole("jo");
      assertRefused(database.urlAs(new Role(role.name(), "s3cr3t")), Problem.Code.LOGIN_REFUSED);
      assertRefused(
          database.urlAs(role).replace("/" + database.name(), "/nowhere").replace(role.password(), role.password()),
          Problem.Code.UNKNOWN_DATABASE);
    }
  }

  @Test
  void saysWhatTheDriverMisses() throws SQLException {
    try (var database = TestServer.shared().newDatabase()) {
      Role role = database.createRole("jo");
      String url = database.urlAs(role);
      assertThatThrownBy(() -> ConnectionSettings.ofUrl(url.replaceFirst("&?password=[^&]*", "")).open())
          .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.LOGIN_REFUSED))
          .hasMessageContaining("no password was provided")
          .hasMessageNotContaining("refuses user");
      assertThatThrownBy(() -> ConnectionSettings.ofUrl(url + "&sslmode=verify-full").open())
          .isInstanceOf(Problem.class)
          .hasMessageContaining("SSL")
          .hasMessageNotContaining("refuses user");
    }
  }

  private static void assertRefused(String url, Problem.Code code) {
    assertThatThrownBy(() -> new StatusReader(ConnectionSettings.ofUrl(url)).read())
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(trace(e)).doesNotContain("s3cr3t").doesNotContain("secret_"));
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
