package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL's own reading of a query, asked before anything is installed. */
class QueryCheckTest {
  private static final String DEFINITIONS =
      """
      CREATE STREAM TABLE doubled AS SELECT id, twice(id) AS twice FROM orders; -- reads a function
      CREATE STREAM TABLE sums AS SELECT twice % 3 AS rest, count(*) AS n FROM doubled GROUP BY twice % 3;
      """;

  private TestBed bed;

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
    bed.write(function("int"));
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  private static String function(String result) {
    return "CREATE FUNCTION twice(n int) RETURNS %s LANGUAGE sql IMMUTABLE RETURN n * 2".formatted(result);
  }

  private ArtifactSet compile() throws SQLException {
    try (Connection connection = bed.settings.open()) {
      CompileResult result =
          Deltamill.compile(CatalogReader.read(connection), List.of(new SourceText("shop.sql", DEFINITIONS)));
      assertThat(result).as(String.valueOf(result.diagnostics())).isInstanceOf(CompileResult.Compiled.class);
      return ((CompileResult.Compiled) result).artifacts();
    }
  }

  private List<String> relationsOfOurs() throws SQLException {
    try (Connection connection = bed.settings.open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(string_agg(relname, ' '), '') FROM pg_class"
                    + " WHERE relname LIKE '%\\_\\_%' OR relname IN ('doubled', 'sums')")) {
      rows.next();
      return rows.getString(1).isEmpty() ? List.of() : List.of(rows.getString(1).split(" "));
    }
  }

  @Test
  void refusesAQueryThatTheServerTypesOtherwise() throws SQLException {
    ArtifactSet set = compile();
    bed.write("DROP FUNCTION twice(int)", function("bigint"));
    assertThatThrownBy(() -> bed.installer().install(set, false))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("public.doubled")
        .hasMessageContaining("twice is bigint and not integer");
    assertThat(relationsOfOurs()).isEmpty();
  }

  @Test
  void refusesAQueryThatTheServerDoesNotRead() throws SQLException {
    ArtifactSet set = compile();
    bed.write("DROP FUNCTION twice(int)");
    assertThatThrownBy(() -> bed.installer().install(set, false))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("public.doubled: the server refuses the query")
        .hasMessageContaining("twice");
    assertThat(relationsOfOurs()).isEmpty();
  }

  @Test
  void leavesNothingBehind() throws SQLException {
    bed.installer().install(compile(), false);
    assertThat(relationsOfOurs()).contains("doubled", "sums").noneMatch(name -> name.endsWith("__query"));
  }
}
