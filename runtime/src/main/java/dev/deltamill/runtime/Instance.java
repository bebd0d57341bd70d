package dev.deltamill.runtime;

import java.sql.SQLException;
import java.util.List;

/**
 * Whether this is the database in which the frontiers were set. Transaction ids mean nothing in another cluster or database: a
 * restored dump or a clone begins anew.
 */
final class Instance {
  /** The oid of a table of ours stands in where the cluster's identifier may not be read: a restored dump has another. */
  private static final String IDENTITY =
      """
      SELECT
        deltamill.cluster() AS system_identifier,
        (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()) AS database_oid,
        'deltamill.stream_table'::regclass::oid AS catalog_oid
      """;

  /** One boolean: whether this is another database than the one remembered. */
  static final String DIFFERS =
      """
      SELECT NOT EXISTS (
        SELECT 1
        FROM deltamill.instance i
        CROSS JOIN (
      %s) AS here
        WHERE coalesce(i.system_identifier = here.system_identifier, true)
        AND i.database_oid = here.database_oid
        AND i.catalog_oid = here.catalog_oid)
      """
          .formatted(IDENTITY);

  private Instance() {}

  static void remember(Session session) throws SQLException {
    session.update(
        "INSERT INTO deltamill.instance (system_identifier, database_oid, catalog_oid) "
            + IDENTITY
            + "ON CONFLICT DO NOTHING");
  }

  static boolean differs(Session session) throws SQLException {
    return session.query(DIFFERS, row -> row.getBoolean(1)).getFirst();
  }

  /**
   * Where this database is another one: forgets all frontiers, and all changes and marks that carry the other's transaction ids.
   * Every stream table is then filled anew by its next refresh.
   *
   * <p>A change that this transaction's snapshot sees is in the tables when they are next read, so a refresh loses nothing by its
   * removal; one that it does not see stays.
   */
  static void adopt(Session session, Backoff backoff) throws SQLException {
    backoff.retry(
        _ -> {
          try {
            return session.repeatableRead(
                1000,
                () -> {
                  session.query("SELECT 1 FROM deltamill.stream_table ORDER BY name FOR UPDATE", row -> row.getInt(1));
                  if (!differs(session)) {
                    return true;
                  }
                  List<String> buffers =
                      session.query("SELECT buffer FROM deltamill.source ORDER BY name", row -> row.getString(1));
                  for (String buffer : buffers) {
                    session.update("DELETE FROM " + buffer);
                  }
                  session.update("DELETE FROM deltamill.capture_mark");
                  session.update(
                      """
                      UPDATE deltamill.stream_table
                      SET frontier = NULL, consumed = NULL, state = 'needs_reinit', state_reason = 'this database is a copy'
                      WHERE state <> 'installing'
                      """);
                  session.update("UPDATE deltamill.stream_table SET frontier = NULL, consumed = NULL");
                  session.update("DELETE FROM deltamill.instance");
                  remember(session);
                  return true;
                });
          } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
              throw new Backoff.Busy("a refresh of this database's stream tables is running");
            }
            throw e;
          }
        });
  }
}
