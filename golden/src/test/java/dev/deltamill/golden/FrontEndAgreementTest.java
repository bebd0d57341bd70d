package dev.deltamill.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.sql.RelationSql;
import dev.deltamill.codegen.sql.SqlWriter;
import dev.deltamill.compiler.definition.DefinitionParser;
import dev.deltamill.compiler.delta.AggregateSupport;
import dev.deltamill.compiler.plan.Normalization;
import dev.deltamill.compiler.query.AnalyzedDefinition;
import dev.deltamill.compiler.query.QueryAnalyzer;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * PostgreSQL is the judge of the front end: for every query of the corpus that converts, columns have the names and types that
 * PostgreSQL gives a view of it, and the printed relation has the same rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontEndAgreementTest {
  private static final Path CORPUS = Path.of("..", "compiler", "src", "test", "resources", "corpus");

  /** A sub-query in FROM without alias, and constants like 0x1F and 1_000: older servers do not read them, and have no say. */
  private static final Set<String> SINCE_16 = Set.of("subq_noalias", "numerics");

  private Database database;
  private Connection connection;
  private Map<String, AnalyzedDefinition> converted;

  @BeforeAll
  void convert() throws SQLException, IOException {
    database = TestServer.shared().newDatabase();
    database.execute(Files.readString(CORPUS.resolve("postgres-queries-schema.sql")));
    connection = database.connect();
    CatalogSnapshot catalog = CatalogReader.read(connection);
    converted = new LinkedHashMap<>();
    for (String file : List.of("tpch-queries.sql", "postgres-queries.sql", "expressions.sql")) {
      for (String part : Files.readString(CORPUS.resolve(file)).split("(?m)^-- ")) {
        int line = part.indexOf('\n');
        if (line > 0) {
          String query = part.substring(line + 1).strip().replaceFirst(";$", "");
          String name = part.substring(0, line);
          if (database.majorVersion() >= 16 || !SINCE_16.contains(name)) {
            analyze(catalog, query).ifPresent(analyzed -> converted.put(name, analyzed));
          }
        }
      }
    }
  }

  @AfterAll
  void drop() throws SQLException {
    connection.close();
    database.close();
  }

  private static Optional<AnalyzedDefinition> analyze(CatalogSnapshot catalog, String query) {
    SourceText source = new SourceText("query.sql", "CREATE STREAM TABLE s AS " + query);
    var parsed = DefinitionParser.parse(catalog, List.of(source));
    return QueryAnalyzer.analyze(catalog, parsed.definitions()).definitions().stream().findFirst();
  }

  @Test
  void columnsHaveTheNamesAndTypesThatPostgresGivesThem() throws SQLException {
    Map<String, List<String>> ours = new LinkedHashMap<>();
    Map<String, List<String>> theirs = new LinkedHashMap<>();
    for (var entry : converted.entrySet()) {
      List<Field> fields = entry.getValue().query().fields();
      ours.put(entry.getKey(), fields.stream().map(field -> field.name() + " " + field.type().sql()).toList());
      theirs.put(entry.getKey(), columns(entry.getValue().definition().queryText()));
    }
    assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(150);
  }

  @Test
  void printedRelationsHaveTheSameRowsAndColumns() throws SQLException {
    List<String> failures = new ArrayList<>();
    for (var entry : converted.entrySet()) {
      AnalyzedDefinition analyzed = entry.getValue();
      SqlWriter printed = new SqlWriter();
      new RelationSql(new dev.deltamill.codegen.sql.Statement(analyzed.definition().name()))
          .write(printed, Normalization.normalize(analyzed.query()));
      String query = analyzed.definition().queryText();
      try {
        if (!sameRows(query, printed.toString(), analyzed.query()) || !columns(query).equals(columns(printed.toString()))) {
          failures.add(entry.getKey() + "\n" + printed);
        }
      } catch (SQLException e) {
        failures.add(entry.getKey() + ": " + e.getMessage() + "\n" + printed);
      }
    }
    assertThat(failures).isEmpty();
  }

  /** PostgreSQL prints a view's query in words of its own, which must mean the same to us. */
  @Test
  void viewsOfThemHaveTheSameRowsAndColumns() throws SQLException {
    List<String> failures = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (var entry : converted.entrySet()) {
        statement.execute("CREATE VIEW \"of %s\" AS %s".formatted(entry.getKey(), entry.getValue().definition().queryText()));
      }
      CatalogSnapshot catalog = CatalogReader.read(connection);
      for (var entry : converted.entrySet()) {
        String query = "SELECT * FROM \"of %s\"".formatted(entry.getKey());
        SourceText source = new SourceText("query.sql", "CREATE STREAM TABLE s AS " + query);
        var analyzed = QueryAnalyzer.analyze(catalog, DefinitionParser.parse(catalog, List.of(source)).definitions());
        if (analyzed.hasErrors()) {
          failures.add(entry.getKey() + ": " + analyzed.diagnostics().getFirst().message());
          continue;
        }
        SqlWriter printed = new SqlWriter();
        new RelationSql(new dev.deltamill.codegen.sql.Statement(entry.getValue().definition().name()))
            .write(printed, Normalization.normalize(analyzed.definitions().getFirst().query()));
        if (!sameRows(query, printed.toString(), analyzed.definitions().getFirst().query()) || !columns(query).equals(columns(printed.toString()))) {
          failures.add(entry.getKey() + "\n" + printed);
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void noColumnSaidToBeNotNullHoldsNull() throws SQLException {
    List<String> failures = new ArrayList<>();
    for (var entry : converted.entrySet()) {
      List<Field> fields = entry.getValue().query().fields();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(entry.getValue().definition().queryText())) {
        while (rows.next()) {
          for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).nullable() && rows.getObject(i + 1) == null) {
              failures.add(entry.getKey() + ": " + fields.get(i).name());
            }
          }
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  /** Names and types as {@code format_type} writes them with every schema but {@code pg_catalog}. */
  private List<String> columns(String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP VIEW IF EXISTS pg_temp.judged");
      statement.execute("CREATE TEMP VIEW judged AS " + query);
      statement.execute("SET search_path = pg_catalog");
      List<String> columns = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute"
                  + " WHERE attrelid = 'pg_temp.judged'::regclass AND attnum > 0 ORDER BY attnum")) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
      statement.execute("RESET search_path");
      return columns;
    }
  }

  /** As texts; only where the query leaves open which of several equal values it gives, by their own equality. */
  private boolean sameRows(String query, String printed, Relation relation) throws SQLException {
    boolean same = rows(query).equals(rows(printed));
    // Equal texts are equal rows, and json has no equality to ask for.
    if (same || !leavesOpen(relation)) {
      return same;
    }
    String difference = "(%s) EXCEPT ALL (%s)";
    return rows(difference.formatted(query, printed)).isEmpty() && rows(difference.formatted(printed, query)).isEmpty();
  }

  private static boolean leavesOpen(Relation relation) {
    return relation instanceof Relation.Aggregate aggregate && AggregateSupport.tieBroken(aggregate)
        || relation.inputs().stream().anyMatch(FrontEndAgreementTest::leavesOpen);
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= width; i++) {
          row.append(result.getString(i)).append('|');
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }
}
