package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralSqlTest {

  @Test
  void quotesAreDoubledAndWhatWouldBreakTheLineIsEscaped() {
    assertThat(LiteralSql.string("")).isEqualTo("''");
    assertThat(LiteralSql.string("it's")).isEqualTo("'it''s'");
    assertThat(LiteralSql.string("a\\b")).isEqualTo("E'a\\\\b'");
    assertThat(LiteralSql.string("a\nb\r'")).isEqualTo("E'a\\nb\\r'''");
    assertThat(LiteralSql.string("\\'; DROP TABLE t; --")).isEqualTo("E'\\\\''; DROP TABLE t; --'");
  }

  /** The server gives back what was written, whatever {@code standard_conforming_strings} says. */
  @Test
  void theServerReadsThemBack() throws SQLException {
    try (Database database = TestServer.shared().newDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String mode : List.of("on", "off")) {
        statement.execute("SET standard_conforming_strings = " + mode);
        for (String text : List.of("", "'", "''", "\\", "\\'", "\\n", "\n", "\r\n", "E'x'", "$$", "Größe 😀 \u2028", "\t", "--", "%s", "\\101")) {
          try (ResultSet row = statement.executeQuery("SELECT " + LiteralSql.string(text))) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).as(LiteralSql.string(text) + " with standard_conforming_strings = " + mode).isEqualTo(text);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "5,         int4,    5",
        "-5,        int4,    '-5'::integer",
        "5,         int8,    5::bigint",
        "-5,        int8,    '-5'::bigint",
        "5,         int2,    '5'::smallint",
        "2147483648,int4,    '2147483648'::integer",
        "1.50,      numeric, 1.50",
        "-1.50,     numeric, '-1.50'::numeric",
        "5,         numeric, '5'::numeric",
        "NaN,       numeric, 'NaN'::numeric",
        "1e5,       float8,  '1e5'::double precision",
        "true,      bool,    true",
        "t,         bool,    't'::boolean",
        "o'clock,   text,    'o''clock'::text",
        "x,         unknown, 'x'",
        "2026-01-01,date,    '2026-01-01'::date",
        "`{1,2}`,   _int4,   `'{1,2}'::integer[]`"
      })
  void carryTheirType(String text, String type, String sql) {
    assertThat(LiteralSql.typed(Optional.of(text), SqlType.builtin(type))).isEqualTo(sql);
  }

  @Test
  void nullsCarryTheirTypeToo() {
    assertThat(LiteralSql.typed(Optional.empty(), SqlType.INTEGER)).isEqualTo("NULL::integer");
    assertThat(LiteralSql.typed(Optional.empty(), SqlType.UNKNOWN)).isEqualTo("NULL");
    assertThat(LiteralSql.typed(Optional.empty(), SqlType.of(QualifiedName.of("My Schema", "order"))))
        .isEqualTo("NULL::\"My Schema\".\"order\"");
  }
}
