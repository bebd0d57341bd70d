package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names as they are written in SQL. */
class NamesTest {

  @Test
  void onlyPlainNamesStandBare() {
    assertThat(new Identifier("orders_2").sql()).isEqualTo("orders_2");
    assertThat(new Identifier("_x").sql()).isEqualTo("_x");
    assertThat(new Identifier("2x").sql()).isEqualTo("\"2x\"");
    assertThat(new Identifier("Orders").sql()).isEqualTo("\"Orders\"");
    assertThat(new Identifier("größe").sql()).isEqualTo("\"größe\"");
    assertThat(new Identifier("a b").sql()).isEqualTo("\"a b\"");
    assertThat(new Identifier("say \"hi\"").sql()).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(new Identifier("order").sql()).isEqualTo("\"order\"");
    assertThat(QualifiedName.of("Sales", "select").sql()).isEqualTo("\"Sales\".\"select\"");
    assertThat(QualifiedName.of("a.b", "c").sql()).isEqualTo("\"a.b\".c");
  }

  @Test
  void longNamesKeepWhatStandsBehindThem() {
    assertThat(Identifier.suffixed("orders", "_changes")).isEqualTo("orders_changes");
    assertThat(Identifier.suffixed("k".repeat(63), "_2")).isEqualTo("k".repeat(61) + "_2");
    assertThat(Identifier.suffixed("é".repeat(31), "_2")).isEqualTo("é".repeat(30) + "_2");
    assertThat(Identifier.suffixed("🐘".repeat(16), "")).isEqualTo("🐘".repeat(15));
  }

  /** Every keyword of the server as a column, a table, an alias, and a function. */
  @Test
  void keywordsAreNamesLikeAnyOther() throws SQLException {
    try (Database database = TestServer.shared().newDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = public, pg_catalog");
      List<String> misread = new ArrayList<>();
      for (String keyword : keywords(statement)) {
        try {
          assertThat(useAsNames(statement, keyword)).as(keyword).containsExactly(42, 43);
        } catch (SQLException e) {
          misread.add(keyword + ": " + e.getMessage());
        }
      }
      assertThat(misread).isEmpty();
    }
  }

  private static List<Integer> useAsNames(Statement statement, String keyword) throws SQLException {
    String name = new Identifier(keyword).sql();
    String qualified = QualifiedName.of("public", keyword).sql();
    statement.execute("CREATE TABLE " + qualified + " (" + name + " int)");
    statement.execute("INSERT INTO " + qualified + " (" + name + ") VALUES (42)");
    statement.execute("CREATE FUNCTION " + qualified + "(x int) RETURNS int LANGUAGE sql AS 'SELECT x + 1'");
    String call = ExpressionSql.function(QualifiedName.builtin(keyword)) + "(" + name + ")";
    try (ResultSet row =
        statement.executeQuery(
            "SELECT " + name + "." + name + " AS " + name + ", " + call + " FROM " + qualified + " AS " + name)) {
      assertThat(row.next()).isTrue();
      return List.of(row.getInt(1), row.getInt(2));
    }
  }

  private static List<String> keywords(Statement statement) throws SQLException {
    List<String> keywords = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT word FROM pg_get_keywords() ORDER BY 1")) {
      while (rows.next()) {
        keywords.add(rows.getString(1));
      }
    }
    assertThat(keywords).hasSizeGreaterThan(400);
    return keywords;
  }
}
