package dev.deltamill.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.cases.CaseFiles;
import dev.deltamill.oracle.compare.Comparison;
import dev.deltamill.oracle.compare.Comparison.Content;
import dev.deltamill.oracle.compare.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Cases that the compiler refuses today show as much as they claim to: their queries are asked in plain PostgreSQL. The replay sees to the
 * others.
 */
class RefusedCasesTest {
  private static final Path CASES = Path.of("cases");

  @Test
  void showWhatTheyClaim() throws IOException, SQLException {
    Set<String> refused = Refusals.parse(Files.readString(CASES.resolve("refused.txt"))).reasons().keySet();
    Set<String> files = refused.stream().map(key -> key.split(" ", 2)[0]).collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    int version = TestServer.shared().majorVersion();
    for (Case it : CaseFiles.read(files.stream().sorted().map(CASES::resolve).toList())) {
      boolean claims = it.expectChange() != Case.ExpectedChange.NONE;
      // Sessions of plain JDBC end with another DateStyle, and have no rows for COPY.
      boolean plain = it.steps().stream().flatMap(List::stream).noneMatch(sql -> sql.contains("DateStyle") || sql.startsWith("COPY"));
      if (claims && plain && it.minimumServer().orElse(0) <= version) {
        wrong.addAll(wrong(it));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> wrong(Case it) throws SQLException {
    Map<Case.Table, List<Content>> seen = new HashMap<>();
    try (Database database = TestServer.shared().newDatabase();
        Connection writer = database.connect();
        Connection reader = database.connect()) {
      run(writer, it.setup());
      for (Case.Table table : it.tables()) {
        if (it.tables().size() > 1) {
          // Others may read it.
          run(writer, List.of("CREATE VIEW \"%s\" AS %s".formatted(table.name().replace("\"", "\"\""), table.query())));
        }
      }
      look(reader, it, seen);
      for (List<String> step : it.steps()) {
        run(writer, step);
        look(reader, it, seen);
      }
    }
    return it.tables().stream()
        .filter(table -> !shows(it, seen.getOrDefault(table, List.of())))
        .map(table -> "%s %s".formatted(it.file(), table.name()))
        .toList();
  }

  private static void run(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void look(Connection connection, Case it, Map<Case.Table, List<Content>> seen) throws SQLException {
    for (Case.Table table : it.tables()) {
      Subject subject = new Subject(table.name(), table.query(), it.compare(), it.tolerance(), false);
      seen.computeIfAbsent(table, _ -> new ArrayList<>()).add(Comparison.content(connection, subject));
    }
  }

  private static boolean shows(Case it, List<Content> contents) {
    boolean everyStep = true;
    for (int i = 0; i < contents.size(); i++) {
      everyStep &= contents.get(i).rows() > 0 && (i == 0 || !contents.get(i).equals(contents.get(i - 1)));
    }
    return it.expectChange() == Case.ExpectedChange.EVERY_STEP ? everyStep : contents.stream().distinct().count() > 1;
  }
}
