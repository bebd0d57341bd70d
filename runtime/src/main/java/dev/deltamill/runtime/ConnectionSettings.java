package dev.deltamill.runtime;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * How to reach the database. Its text form never contains the password.
 *
 * <p>Comes from a URL ({@code jdbc:postgresql://…} or libpq's {@code postgresql://user:password@host/database}); what the URL
 * leaves open comes from libpq's variables {@code PGHOST}, {@code PGPORT}, {@code PGDATABASE}, {@code PGUSER}, {@code PGPASSWORD},
 * {@code PGSSLMODE}, {@code PGAPPNAME} and the password file.
 */
public final class ConnectionSettings implements ConnectionSource {
  private final String server;
  private final String database;
  private final String user;
  private final Properties properties;

  private ConnectionSettings(String server, String database, String user, Properties properties) {
    this.server = server;
    this.database = database;
    this.user = user;
    this.properties = properties;
  }

  /**
   * @throws Problem when the URL cannot be understood
   */
  public static ConnectionSettings of(Optional<String> url, Map<String, String> environment) {
    Properties properties = new Properties();
    url.ifPresent(text -> properties.putAll(parse(text)));
    String host = first(properties.getProperty("PGHOST"), environment.get("PGHOST"), "localhost");
    String port = first(properties.getProperty("PGPORT"), environment.get("PGPORT"), "5432");
    String user =
        first(properties.getProperty("user"), environment.get("PGUSER"), System.getProperty("user.name", "postgres"));
    String database = first(properties.getProperty("PGDBNAME"), environment.get("PGDATABASE"), user);
    if (host.startsWith("/")) {
      throw new Problem(
          Problem.Code.BAD_CONNECTION_SETTINGS,
          "the host is the folder " + host + ": connections through Unix sockets are not supported",
          "Name a host in the URL or PGHOST, for example localhost.");
    }
    List.of("PGHOST", "PGPORT", "PGDBNAME").forEach(properties::remove);
    properties.setProperty("user", user);
    setDefault(properties, "password", environment.get("PGPASSWORD"));
    setDefault(properties, "sslmode", environment.get("PGSSLMODE"));
    setDefault(properties, "ApplicationName", first(environment.get("PGAPPNAME"), "deltamill"));
    // Statements differ from each other, and poolers in transaction mode lose prepared ones.
    setDefault(properties, "prepareThreshold", "0");
    setDefault(properties, "connectTimeout", "10");
    setDefault(properties, "tcpKeepAlive", "true");
    return new ConnectionSettings(server(host, port), database, user, properties);
  }

  public static ConnectionSettings ofUrl(String url) {
    return of(Optional.of(url), Map.of());
  }

  private static Properties parse(String url) {
    if (LibpqUrl.isOne(url)) {
      return LibpqUrl.parse(url);
    }
    Properties parsed = url.startsWith("jdbc:") ? Driver.parseURL(url, new Properties()) : null;
    if (parsed == null) {
      throw badUrl();
    }
    return explicit(url, parsed);
  }

  /** The driver fills in defaults for what a URL leaves open; here the environment has a say first. */
  private static Properties explicit(String jdbc, Properties parsed) {
    Properties explicit = new Properties();
    parsed.stringPropertyNames().forEach(key -> explicit.setProperty(key, parsed.getProperty(key)));
    String rest = jdbc.substring("jdbc:postgresql:".length()).replaceFirst("\\?.*$", "");
    if (!rest.startsWith("//") || rest.startsWith("///")) {
      explicit.remove("PGHOST");
      explicit.remove("PGPORT");
    }
    String path = rest.startsWith("//") ? rest.substring(2) : rest;
    if (path.indexOf('/') < 0 && rest.startsWith("//") || path.endsWith("/") || path.isEmpty()) {
      explicit.remove("PGDBNAME");
    }
    return explicit;
  }

  static Problem badUrl() {
    return new Problem(
        Problem.Code.BAD_CONNECTION_SETTINGS,
        "the database URL cannot be understood",
        "Its form is jdbc:postgresql://host:port/database?user=… or postgresql://user@host:port/database.");
  }

  private static void setDefault(Properties properties, String key, @Nullable String value) {
    if (value != null && properties.getProperty(key) == null) {
      properties.setProperty(key, value);
    }
  }

  private static String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    throw new IllegalArgumentException("no value");
  }

  /**
   * @throws Problem when there is no connection, with the reason and without the password
   */
  @Override
  public Connection open() {
    try {
      Connection connection = new Driver().connect(url(), properties);
      if (connection == null) {
        throw badUrl();
      }
      return connection;
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** Without user and password; several hosts keep their ports. */
  private String url() {
    return "jdbc:postgresql://" + server + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
  }

  private static String server(String hosts, String ports) {
    String[] host = hosts.split(",");
    String[] port = ports.split(",");
    StringBuilder server = new StringBuilder();
    for (int i = 0; i < host.length; i++) {
      boolean bare = host[i].contains(":") && !host[i].startsWith("[");
      server.append(i == 0 ? "" : ",").append(bare ? "[" + host[i] + "]" : host[i]).append(':');
      server.append(port[Math.min(i, port.length - 1)]);
    }
    return server.toString();
  }

  private Problem explain(SQLException e) {
    String state = SqlState.of(e);
    return switch (state) {
      case SqlState.INVALID_PASSWORD, SqlState.INVALID_AUTHORIZATION ->
          new Problem(
              Problem.Code.LOGIN_REFUSED,
              "%s refuses user \"%s\" (SQLSTATE %s)".formatted(server, user, state),
              "Check user and password (URL, PGUSER, PGPASSWORD or the password file) and the server's pg_hba.conf.",
              e);
      case "08004" ->
          new Problem(
              Problem.Code.LOGIN_REFUSED,
              "no connection to %s as user \"%s\": %s (SQLSTATE %s)".formatted(server, user, Failures.firstLine(e), state),
              "Check what the message names: sslmode (URL or PGSSLMODE), whether a password is given (URL, PGPASSWORD or the "
                  + "password file), and the server's pg_hba.conf.",
              e);
      case SqlState.INVALID_CATALOG_NAME ->
          new Problem(
              Problem.Code.UNKNOWN_DATABASE,
              "%s has no database \"%s\"".formatted(server, database),
              "Check the name in the URL or PGDATABASE.",
              e);
      case "53300" ->
          new Problem(
              Problem.Code.UNREACHABLE, server + " has no connection left", "Try again, or raise max_connections.", e);
      case "57P03" ->
          new Problem(Problem.Code.UNREACHABLE, server + " is starting up or shutting down", "Try again.", e);
      default ->
          state.startsWith("08")
              ? new Problem(
                  Problem.Code.UNREACHABLE,
                  "no PostgreSQL answers at " + server,
                  "Check host and port (URL, PGHOST, PGPORT) and that the server runs.",
                  e)
              : new Problem(
                  Problem.Code.UNREACHABLE,
                  "%s refuses the connection: %s (SQLSTATE %s)".formatted(server, e.getMessage(), state),
                  "",
                  e);
    };
  }

  /** The same server and user, another database. */
  public ConnectionSettings withDatabase(String name) {
    return new ConnectionSettings(server, name, user, properties);
  }

  /** With a property of the driver set. */
  public ConnectionSettings with(String property, String value) {
    Properties more = new Properties();
    more.putAll(properties);
    more.setProperty(property, value);
    return new ConnectionSettings(server, database, user, more);
  }

  /** Whether the user has said that connections must be encrypted. */
  public boolean requiresEncryption() {
    return !Set.of("disable", "allow", "prefer").contains(properties.getProperty("sslmode", "prefer"));
  }

  public String user() {
    return user;
  }

  public String database() {
    return database;
  }

  /** User, host, port and database; no password. */
  @Override
  public String toString() {
    return user + "@" + server + "/" + database;
  }
}
