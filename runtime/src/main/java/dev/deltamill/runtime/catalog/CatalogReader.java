package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.CollationInfo;
import dev.deltamill.ir.name.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database's catalog as any role may see it: {@code pg_catalog} is open to all, so but for the search path the
 * snapshot doesn't depend on the reader's privileges.
 *
 * <p>All queries see one moment, with one exception: the functions by which PostgreSQL prints a view or an index resolve
 * names as they are now. What is dropped meanwhile means another try; what is renamed meanwhile may appear in a view's
 * definition under its new name already.
 */
public final class CatalogReader {
  /** The catalog changed while it was read: worth another try. */
  private static final int ATTEMPTS = 3;

  /** {@code internal_error}: "could not open relation with OID …", "cache lookup failed …". */
  private static final String INTERNAL_ERROR = "XX000";

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
          throw e;
        }
      }
    }
  }

  private static CatalogSnapshot readOnce(Connection connection) throws SQLException {
    try (Transaction _ = new Transaction(connection)) {
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
          Routines.casts(queries, types),
          queries.rows("collations", row -> new CollationInfo(row.name("nspname", "collname"), row.flag("collisdeterministic"))));
    } catch (SQLException e) {
      throw INTERNAL_ERROR.equals(e.getSQLState()) ? new ChangedWhileReading("what a view or index is made of", e) : e;
    }
  }

  /** Ends with the block and takes its settings along. */
  private static final class Transaction implements AutoCloseable {
    private final Connection connection;

    Transaction(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Something was gone when PostgreSQL was asked to print a definition. */
  static final class ChangedWhileReading extends SQLException {
    private static final long serialVersionUID = 1;

    ChangedWhileReading(String what, @Nullable SQLException cause) {
      super(what + " changed while the catalog was read", "40001", cause);
    }
  }
}
