package dev.deltamill.oracle.replay;

import dev.deltamill.runtime.ConnectionSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection after the other is the same one, as from a pool: in a database that was just made, a new session costs more than a small
 * refresh. Used by one thread.
 */
final class ReusedConnection implements ConnectionSource, AutoCloseable {
  private final ConnectionSource source;
  private @Nullable Connection idle;

  ReusedConnection(ConnectionSource source) {
    this.source = source;
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = idle == null || idle.isClosed() ? source.open() : idle;
    idle = null;
    return (Connection)
        Proxy.newProxyInstance(
            ReusedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> call(connection, method, arguments));
  }

  private @Nullable Object call(Connection connection, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      giveBack(connection);
      return null;
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void giveBack(Connection connection) throws SQLException {
    if (idle == null && !connection.isClosed() && connection.getAutoCommit()) {
      idle = connection;
    } else if (idle != connection) {
      connection.close();
    }
  }

  @Override
  public void close() throws SQLException {
    if (idle != null) {
      idle.close();
    }
  }
}
