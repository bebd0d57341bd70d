package dev.deltamill.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL itself says of every type whether it can be compared and hashed. */
class TypeAbilitiesTest {
  @Test
  void equalityAndHashingAreThoseOfTheServer() throws Exception {
    try (Database database = TestServer.shared().newDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      Features.create(database);
      CatalogSnapshot snapshot = CatalogReader.read(connection);
      List<String> wrong = new ArrayList<>();
      int asked = 0;
      for (TypeInfo type : snapshot.types()) {
        if (type.kind() != TypeInfo.Kind.PSEUDO) {
          String name = type.name().sql();
          asked++;
          if (works(statement, "SELECT DISTINCT x FROM (SELECT NULL::" + name + " AS x WHERE false) AS t")
              != type.equality().isPresent()) {
            wrong.add(type.name() + " equality");
          }
          // The function looks for the elements' hash function before it looks for elements.
          if (type.array().isPresent()
              && works(statement, "SELECT hash_array(ARRAY[]::" + name + "[])") != type.hashable()) {
            wrong.add(type.name() + " hashable");
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(asked).isGreaterThan(180);
      assertThat(snapshot.types())
          .filteredOn(type -> type.equality().isEmpty() && type.kind() != TypeInfo.Kind.PSEUDO)
          .extracting(TypeInfo::name)
          .contains(app("letter"), app("_letter"), app("document"), app("raw"), QualifiedName.builtin("json"))
          .doesNotContain(app("address"), app("mood"), app("moods"), app("distances"), app("everything"));
      assertThat(snapshot.types())
          .filteredOn(type -> type.equality().isPresent() && !type.hashable())
          .extracting(TypeInfo::name)
          .contains(
              app("fees"), app("fees_multirange"), QualifiedName.builtin("money"), QualifiedName.builtin("tsvector"));
    }
  }

  private static QualifiedName app(String name) {
    return QualifiedName.of("app", name);
  }

  /** Whether a query runs; undefined function or operator is the only reason not to. */
  private static boolean works(Statement statement, String query) throws SQLException {
    try {
      statement.execute(query);
      return true;
    } catch (SQLException e) {
      if (!"42883".equals(e.getSQLState())) {
        throw e;
      }
      return false;
    }
  }
}
