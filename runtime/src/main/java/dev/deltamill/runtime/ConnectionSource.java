package dev.deltamill.runtime;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from: {@link ConnectionSettings}, or a pool that the program has already. */
@FunctionalInterface
public interface ConnectionSource {
  /** A connection that the caller closes. */
  Connection open() throws SQLException;
}
