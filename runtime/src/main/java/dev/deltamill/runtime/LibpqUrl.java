package dev.deltamill.runtime;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Reads a connection URI of libpq into the driver's properties: {@code postgresql://user:password@host:port,host:port/database?name=value}.
 *
 * <p>A parameter that nobody knows is refused as libpq refuses it: {@code ?prot=5433} ignored would lead to another server than the
 * one meant.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">PostgreSQL, Connection URIs</a>
 */
final class LibpqUrl {
  private static final Pattern FORM =
      Pattern.compile("postgres(?:ql)?://(?:([^/?@]*)@)?([^/?@]*)(?:/([^?]*))?(?:\\?(.*))?", Pattern.DOTALL);
  private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::([0-9]*))?");

  /** The names of libpq that the driver has under another name. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("host", "PGHOST"),
          Map.entry("hostaddr", "PGHOST"),
          Map.entry("port", "PGPORT"),
          Map.entry("dbname", "PGDBNAME"),
          Map.entry("application_name", "ApplicationName"),
          Map.entry("connect_timeout", "connectTimeout"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("gssencmode", "gssEncMode"),
          Map.entry("krbsrvname", "kerberosServerName"));

  private LibpqUrl() {}

  static boolean isOne(String url) {
    return url.startsWith("postgresql://") || url.startsWith("postgres://");
  }

  /**
   * @return hosts and ports under PGHOST and PGPORT, separated by commas; the database under PGDBNAME; only what the URL states
   * @throws Problem when the URL cannot be understood; never repeats it, since it may hold a password
   */
  static Properties parse(String url) {
    try {
      Matcher form = FORM.matcher(url);
      if (!form.matches()) {
        throw ConnectionSettings.badUrl();
      }
      Properties properties = new Properties();
      Optional.ofNullable(form.group(1)).ifPresent(user -> login(user, properties));
      hosts(form.group(2), properties);
      set(properties, "PGDBNAME", plain(Optional.ofNullable(form.group(3)).orElse("")));
      for (String parameter : Optional.ofNullable(form.group(4)).orElse("").split("&")) {
        if (!parameter.isEmpty()) {
          parameter(parameter, properties);
        }
      }
      return properties;
    } catch (IllegalArgumentException e) {
      // Percent signs that encode nothing; without the cause, whose message shows the text.
      throw ConnectionSettings.badUrl();
    }
  }

  private static void login(String user, Properties properties) {
    String[] parts = user.split(":", 2);
    set(properties, "user", plain(parts[0]));
    if (parts.length == 2) {
      set(properties, "password", plain(parts[1]));
    }
  }

  private static void hosts(String text, Properties properties) {
    if (text.isEmpty()) {
      return;
    }
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      Matcher host = HOST.matcher(one);
      if (!host.matches()) {
        throw ConnectionSettings.badUrl();
      }
      hosts.add(plain(host.group(1)));
      ports.add(Optional.ofNullable(host.group(2)).orElse(""));
    }
    set(properties, "PGHOST", String.join(",", hosts));
    if (ports.stream().anyMatch(port -> !port.isEmpty())) {
      set(properties, "PGPORT", String.join(",", ports.stream().map(port -> port.isEmpty() ? "5432" : port).toList()));
    }
  }

  private static void parameter(String parameter, Properties properties) {
    String[] parts = parameter.split("=", 2);
    String name = plain(parts[0]);
    if (parts.length < 2) {
      throw ConnectionSettings.badUrl();
    }
    String known = NAMES.getOrDefault(name, name);
    if (!NAMES.containsKey(name) && PGProperty.forName(name) == null) {
      throw new Problem(
          Problem.Code.BAD_CONNECTION_SETTINGS,
          "the database URL has the parameter \"" + name + "\", which is unknown",
          "Leave it out, or write one of libpq's that the JDBC driver has too (host, port, dbname, user, sslmode, …).");
    }
    set(properties, known, plain(parts[1]));
  }

  private static void set(Properties properties, String name, String value) {
    if (!value.isEmpty()) {
      properties.setProperty(name, value);
    }
  }

  /** A plus sign is one: only forms of web pages mean a space by it. */
  private static String plain(String percentEncoded) {
    return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
