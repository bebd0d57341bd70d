package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.name.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads a database's catalog as any role may see it: {@code pg_catalog} is open to all, so the snapshot doesn't depend on
 * the reader's privileges but for the search path.
 */
public final class CatalogReader {
  /** The catalog changed while it was read: worth another try. */
  private static final int ATTEMPTS = 3;

  private CatalogReader() {}

  /**
   * Takes a snapshot in a transaction of its own, read-only and of one moment. Settings of the session hold again
   * afterwards.
   *
   * @param connection outside a transaction, in auto-commit mode
   * @throws SQLException if the server fails, or if definitions kept changing while they were read
   */
  public static CatalogSnapshot read(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalArgumentException("a catalog is read in a transaction of its own: turn auto-commit on");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return readOnce(connection);
      } catch (ChangedWhileReading e) {
        if (attempt == ATTEMPTS) {
          throw new SQLException("the definition of " + e.getMessage() + " changed while the catalog was read", "40001", e);
        }
      }
    }
  }

  private static CatalogSnapshot readOnce(Connection connection) throws SQLException, ChangedWhileReading {
    connection.setAutoCommit(false);
    try {
      CatalogQueries queries = new CatalogQueries(connection);
      queries.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      List<Identifier> searchPath = queries.rows("search_path", row -> row.identifier("name"));
      queries.runFile("session");
      Attributes attributes = Attributes.read(queries);
      Types types = Types.read(queries, attributes);
      return new CatalogSnapshot(
          connection.getMetaData().getDatabaseMajorVersion(),
          searchPath,
          Relations.read(queries, attributes),
          types.infos(),
          Routines.functions(queries, types),
          Routines.operators(queries, types),
          Routines.casts(queries, types));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * A definition was gone when PostgreSQL was asked to print it: its printing functions see the catalog as it is now, not as
   * it was when the transaction's snapshot was taken.
   */
  static final class ChangedWhileReading extends Exception {
    private static final long serialVersionUID = 1;

    ChangedWhileReading(String what) {
      super(what);
    }
  }
}
