package dev.deltamill.oracle.replay;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Installer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fresh databases, each a copy of one that has Deltamill's own schema already. May be used by several threads.
 *
 * <p>A copy knows by its own identity that it is one, so nothing that the template holds is taken for its own.
 */
final class Databases implements AutoCloseable {
  private final ConnectionSettings server;
  private final String prefix = "deltamill_replay_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final int major;

  /** How a copy is made: without durable writes, copying files is cheaper than copying pages. */
  private final String strategy;

  /**
   * @param server a database in which databases may be created and dropped
   */
  Databases(ConnectionSettings server) throws SQLException {
    this.server = server;
    Connection connection = connection();
    this.major = connection.getMetaData().getDatabaseMajorVersion();
    this.strategy = major >= 15 && writesNothingDurably(connection) ? " STRATEGY file_copy" : "";
    idle.add(connection);
    execute("CREATE DATABASE " + prefix);
    try {
      new Installer(server.withDatabase(prefix)).install(new ArtifactSet(List.of(), new TreeMap<>()), false);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static boolean writesNothingDurably(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW fsync")) {
      row.next();
      return row.getString(1).equals("off");
    }
  }

  int majorVersion() {
    return major;
  }

  Fresh create() throws SQLException {
    String name = prefix + "_" + count.incrementAndGet();
    execute("CREATE DATABASE %s TEMPLATE %s%s".formatted(name, prefix, strategy));
    return new Fresh(name);
  }

  /** A database of one case; closing it drops it, whoever is connected. */
  final class Fresh implements AutoCloseable {
    private final String name;

    private Fresh(String name) {
      this.name = name;
    }

    ConnectionSettings settings() {
      return server.withDatabase(name);
    }

    /** Ends whatever runs in it. */
    void interrupt() throws SQLException {
      execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'".formatted(name));
    }

    @Override
    public void close() throws SQLException {
      execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
    }
  }

  private Connection connection() {
    Connection connection = idle.poll();
    return connection == null ? server.open() : connection;
  }

  private void execute(String sql) throws SQLException {
    Connection connection = connection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    idle.add(connection);
  }

  @Override
  public void close() throws SQLException {
    try {
      execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(prefix));
    } finally {
      for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
        connection.close();
      }
    }
  }
}
