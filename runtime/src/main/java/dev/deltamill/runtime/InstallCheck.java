package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A last look at a stream table before it is filled: its tables and its view exist, in a transaction that is rolled back when this
 * throws.
 */
@FunctionalInterface
public interface InstallCheck {
  InstallCheck NONE = (_, _, _) -> {};

  /**
   * @param connection within the transaction, {@code search_path} being the definition's
   * @throws Problem when the stream table must not be installed
   */
  void check(Connection connection, ArtifactSet set, Manifest manifest) throws SQLException;
}
