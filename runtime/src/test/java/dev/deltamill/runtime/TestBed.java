package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A database with the table {@code public.orders}, owned by the superuser, and an ordinary role that may do what Deltamill asks for
 * and nothing more.
 */
final class TestBed implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(30);

  final Database database;
  final Role role;
  final ConnectionSettings settings;
  TestArtifacts artifacts;
  private final List<Connection> sessions = new ArrayList<>();

  TestBed() throws SQLException {
    database = TestServer.shared().newDatabase();
    role = database.createRole("miller");
    settings = ConnectionSettings.ofUrl(database.urlAs(role));
    artifacts = new TestArtifacts(database.majorVersion());
    database.execute(
        "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.name()),
        "GRANT CONNECT ON DATABASE %s TO %s".formatted(database.name(), role.name()),
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "CREATE SCHEMA deltamill AUTHORIZATION " + role.name(),
        "GRANT USAGE, CREATE ON SCHEMA public TO " + role.name(),
        "CREATE TABLE public.orders (id int PRIMARY KEY, customer text, amount numeric(10,2))",
        "INSERT INTO public.orders SELECT n, 'c' || n % 7, n * 1.25 FROM generate_series(1, 50) AS n",
        "GRANT SELECT, TRIGGER ON public.orders TO " + role.name());
  }

  TestBed withArtifacts(TestArtifacts others) {
    artifacts = others;
    return this;
  }

  static QualifiedName name(String table) {
    return QualifiedName.of("public", table);
  }

  Installer installer(PhaseListener listener) {
    return new Installer(settings, listener, InstallCheck.NONE, patient());
  }

  Installer installer() {
    return new Installer(settings, PhaseListener.NONE, InstallCheck.NONE, patient());
  }

  InstallReport install() {
    return installer().install(artifacts.build(), false);
  }

  Refresher refresher() {
    return new Refresher(settings, PhaseListener.NONE, patient());
  }

  Refresher refresher(PhaseListener listener) {
    return new Refresher(settings, listener, patient());
  }

  static Backoff patient() {
    return Backoff.DEFAULT.withPatience(DEADLINE);
  }

  RefreshReport refresh(String... names) {
    return refresher().refresh(List.of(names).stream().map(TestBed::name).toList(), Refresher.Mode.AUTO);
  }

  RefreshReport.Outcome refreshOne(String name) {
    return refresh(name).outcome(name(name)).orElseThrow();
  }

  /** A session of a writer's own, as the tables' owner, with autocommit off. */
  Connection writer() throws SQLException {
    Connection connection = DriverManager.getConnection(database.url());
    connection.setAutoCommit(false);
    sessions.add(connection);
    return connection;
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void write(String... statements) throws SQLException {
    database.execute(statements);
  }

  String value(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /** Waits until a query, asked over and over, answers true. */
  void await(String condition) throws SQLException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery("SELECT " + condition)) {
          row.next();
          if (row.getBoolean(1)) {
            return;
          }
        }
        if (System.nanoTime() > end) {
          throw new AssertionError("never came true: " + condition);
        }
        Thread.onSpinWait();
      }
    }
  }

  static int pid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Runs beside the test; the result must come before the deadline. */
  static <T> Pending<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return () -> {
      try {
        return task.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException | TimeoutException e) {
        throw new IllegalStateException("it did not end", e);
      }
    };
  }

  /** What {@link #start} started. */
  @FunctionalInterface
  interface Pending<T> {
    T result();
  }

  /** Waits until the session waits for a lock. */
  void awaitWaiting(int pid) throws SQLException {
    await("EXISTS (SELECT 1 FROM pg_locks WHERE pid = %d AND NOT granted)".formatted(pid));
  }

  /** The stream table holds what its query gives: the same row images, each as often. */
  void assertEqual(String... names) throws SQLException {
    for (String name : names) {
      String differences =
          """
          WITH ours AS (SELECT encode(record_send(t), 'hex') AS image, t::text AS text FROM public.%s AS t),
          theirs AS (SELECT encode(record_send(t), 'hex') AS image, t::text AS text FROM (%s) AS t)
          SELECT concat(
            (SELECT string_agg('unexpected ' || d.text, E'\\n') FROM (SELECT * FROM ours EXCEPT ALL SELECT * FROM theirs) AS d),
            (SELECT string_agg('missing ' || d.text, E'\\n') FROM (SELECT * FROM theirs EXCEPT ALL SELECT * FROM ours) AS d))
          """
              .formatted(name, artifacts.query(name));
      assertThat(value(differences)).as("public.%s against its query", name).isEmpty();
    }
  }

  void assertEqualAfterRefresh(String... names) throws SQLException {
    assertThat(refresh(names).complete()).isTrue();
    assertEqual(names);
  }

  static Set<String> modes(RefreshReport report) {
    return report.outcomes().stream()
        .map(outcome -> outcome.name().name() + " " + outcome.mode())
        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : sessions) {
      session.close();
    }
    database.close();
  }
}
