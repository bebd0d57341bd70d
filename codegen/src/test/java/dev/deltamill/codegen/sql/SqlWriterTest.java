package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlWriterTest {

  @Test
  void oneClausePerLineAndOneItemPerLine() {
    SqlWriter out = new SqlWriter();
    out.line("SELECT").items(List.of("a", "b AS " + "x".repeat(200)));
    out.line("FROM").indented(() -> out.line("t"));
    out.conditions("WHERE", List.of("a = 1", "b = 2", "c = 3")).conditions("HAVING", List.of());
    assertThat(out.toString())
        .isEqualTo(
            """
            SELECT
              a,
              b AS %s
            FROM
              t
            WHERE a = 1
              AND b = 2
              AND c = 3
            """
                .formatted("x".repeat(200)));
  }

  @Test
  void textOfSeveralLinesIsIndentedAsAWhole() {
    SqlWriter out = new SqlWriter();
    out.line("WITH x AS (").indented(() -> out.line("SELECT\n  a\n\nFROM t")).line(")");
    assertThat(out.toString()).isEqualTo("WITH x AS (\n  SELECT\n    a\n\n  FROM t\n)\n");
  }

  /** Whatever a name holds, it does not get out of its comment. */
  @Test
  void everyLineOfACommentIsAComment() {
    assertThat(new SqlWriter().comment("a\nDROP TABLE b;\rc\r\nd").toString()).isEqualTo("-- a\n-- DROP TABLE b;\n-- c\n-- d\n");
  }

  @Test
  void lineEndsAreTheSameEverywhere() {
    String system = System.lineSeparator();
    try {
      System.setProperty("line.separator", "\r\n");
      assertThat(new SqlWriter().line("a").blank().comment("b").toString()).isEqualTo("a\n\n-- b\n");
    } finally {
      System.setProperty("line.separator", system);
    }
  }

  @Test
  void nothingForNoItems() {
    assertThat(new SqlWriter().line("SELECT").items(List.of()).toString()).isEqualTo("SELECT\n");
    assertThat(new SqlWriter().joined(List.of("a", "b"), ";", ".").toString()).isEqualTo("a;\nb.\n");
  }
}
