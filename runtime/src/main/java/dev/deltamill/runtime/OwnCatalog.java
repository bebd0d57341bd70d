package dev.deltamill.runtime;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The schema {@code deltamill} of a database and the tables in it that are the runtime's own. */
final class OwnCatalog {
  static final String SCHEMA = "deltamill";

  /** The newest migration in {@code migrations/}. */
  static final int VERSION = 1;

  private static final String HISTORY = "migration";
  private static final String LOCATION = "classpath:dev/deltamill/runtime/migrations";

  private OwnCatalog() {}

  /** Version of the catalog; empty where there is none. */
  static Optional<Integer> version(Session session) throws SQLException {
    boolean exists =
        session
            .query(
                """
                SELECT 1
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?
                """,
                row -> row.getInt(1),
                SCHEMA,
                HISTORY)
            .size()
            == 1;
    if (!exists) {
      return Optional.empty();
    }
    return session
        .query(
            "SELECT max(version::int) FROM deltamill.migration WHERE success AND version IS NOT NULL",
            row -> Optional.of(row.getInt(1)))
        .getFirst();
  }

  /**
   * @throws Problem when there is no catalog or one of a newer Deltamill
   */
  static void require(Session session) throws SQLException {
    Optional<Integer> version = version(session);
    if (version.isEmpty()) {
      throw new Problem(
          Problem.Code.NOT_INSTALLED, "nothing is installed in this database", "Run deltamill apply first.");
    }
    refuseNewer(version.get());
    if (version.get() < VERSION) {
      throw new Problem(
          Problem.Code.NOT_INSTALLED,
          "the schema deltamill is of an older version of Deltamill",
          "Run deltamill apply, which brings it up to date.");
    }
  }

  private static void refuseNewer(int version) {
    if (version > VERSION) {
      throw new Problem(
          Problem.Code.NEWER_CATALOG,
          "the schema deltamill was written by a newer version of Deltamill",
          "Use that version or a newer one.");
    }
  }

  /** Creates the catalog or brings it up to date. */
  static void migrate(Session session, ConnectionSource source) throws SQLException {
    Optional<Integer> version = version(session);
    if (version.isPresent() && version.get() >= VERSION) {
      refuseNewer(version.get());
      return;
    }
    requirePrivileges(session);
    try {
      Flyway.configure(OwnCatalog.class.getClassLoader())
          .dataSource(new SourceOfConnections(source))
          .schemas(SCHEMA)
          .defaultSchema(SCHEMA)
          .createSchemas(true)
          .table(HISTORY)
          .locations(LOCATION)
          // A schema that was made for us beforehand is empty or holds what is not ours.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw Failures.explain(cause);
      }
      throw new Problem(Problem.Code.DATABASE_ERROR, "the schema deltamill could not be created: " + e.getMessage(), "", e);
    }
    Instance.remember(session);
  }

  private static void requirePrivileges(Session session) throws SQLException {
    List<String> missing =
        session.query(
            """
            SELECT CASE
              WHEN n.oid IS NULL AND NOT has_database_privilege(current_database(), 'CREATE')
                THEN format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user)
              WHEN n.oid IS NOT NULL AND NOT (has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE'))
                THEN format('GRANT USAGE, CREATE ON SCHEMA deltamill TO %I;', current_user)
            END
            FROM (VALUES (1)) AS one
            LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'deltamill'
            """,
            row -> row.getString(1));
    String grant = missing.getFirst();
    if (grant != null) {
      throw new Problem(
          Problem.Code.MISSING_PRIVILEGE,
          "this role may not create the schema deltamill or create in it",
          grant + (grant.contains("DATABASE") ? " (or CREATE SCHEMA deltamill AUTHORIZATION for it)" : ""));
    }
  }

  /** Flyway takes no connections, only a DataSource. */
  private record SourceOfConnections(ConnectionSource source) implements javax.sql.DataSource {
    @Override
    public java.sql.Connection getConnection() throws SQLException {
      return source.open();
    }

    @Override
    public java.sql.Connection getConnection(String user, String password) throws SQLException {
      return source.open();
    }

    @Override
    public java.io.PrintWriter getLogWriter() {
      return new java.io.PrintWriter(java.io.Writer.nullWriter());
    }

    @Override
    public void setLogWriter(java.io.PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getLogger(OwnCatalog.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
