package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.IndexSupport.State;
import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexesTest {
  private Database database;
  private Indexes indexes;

  @BeforeEach
  void createATable() throws SQLException {
    database = TestServer.shared().newDatabase();
    database.execute("CREATE TABLE t (a int, b int, c text)");
    indexes = new Indexes(ConnectionSettings.ofUrl(database.url()));
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private static WantedIndex wanted(String table, String... columns) {
    QualifiedName name = QualifiedName.of("public", table);
    return new WantedIndex(name, name, Stream.of(columns).map(Identifier::new).toList(), List.of());
  }

  private State state(String... columns) {
    return indexes.inspect(List.of(wanted("t", columns))).getFirst().state();
  }

  @Test
  void isServedByWhatBeginsWithItsColumns() throws SQLException {
    assertThat(state("a", "b")).isEqualTo(State.MISSING);
    database.execute("CREATE INDEX i ON t (b, a, c)");
    assertThat(indexes.inspect(List.of(wanted("t", "a", "b")))).containsExactly(IndexSupport.existing(wanted("t", "a", "b"), "i"));
    assertThat(state("b")).isEqualTo(State.EXISTS);
    assertThat(state("a")).isEqualTo(State.MISSING);
    assertThat(state("a", "c")).isEqualTo(State.MISSING);
  }

  @Test
  void isServedByAUniqueIndexOverSomeOfItsColumns() throws SQLException {
    database.execute("CREATE UNIQUE INDEX ON t (a)");
    assertThat(state("a", "b")).isEqualTo(State.EXISTS);
    assertThat(state("b")).isEqualTo(State.MISSING);
  }

  @Test
  void isNotServedByWhatHoldsOtherRowsOrValues() throws SQLException {
    database.execute(
        "CREATE INDEX ON t (a) WHERE b > 0",
        "CREATE INDEX ON t (lower(c), a)",
        "CREATE UNIQUE INDEX ON t (b, lower(c))",
        "CREATE INDEX ON t USING brin (a)");
    assertThat(state("a")).isEqualTo(State.MISSING);
    assertThat(state("a", "b")).isEqualTo(State.MISSING);
    assertThat(state("b")).isEqualTo(State.EXISTS);
  }

  @Test
  void knowsNothingOfATableThatIsNotThere() {
    assertThat(indexes.inspect(List.of(wanted("nowhere", "a")))).containsExactly(IndexSupport.unknown(wanted("nowhere", "a")));
  }

  @Test
  void makesWhatIsMissingAndRepairsWhatIsHalfBuilt() throws SQLException {
    WantedIndex wanted = wanted("t", "a");
    assertThat(indexes.create(List.of(wanted), _ -> {})).containsExactly(new Indexes.Made(wanted, ""));
    assertThat(state("a")).isEqualTo(State.EXISTS);
    String name = indexes.inspect(List.of(wanted)).getFirst().index();
    database.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '%s'::regclass".formatted(name));
    assertThat(state("a")).isEqualTo(State.MISSING);
    assertThat(indexes.create(List.of(wanted), _ -> {})).containsExactly(new Indexes.Made(wanted, ""));
    assertThat(indexes.inspect(List.of(wanted))).containsExactly(IndexSupport.existing(wanted, name));
  }

  @Test
  void saysWhyOneCannotBeMadeAndMakesTheOthers() throws SQLException {
    Role role = database.createRole("indexer");
    database.execute(
        "CREATE TABLE parts (a int) PARTITION BY LIST (a)",
        "CREATE TABLE own (a int)",
        "GRANT USAGE, CREATE ON SCHEMA public TO " + role.name(),
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role.name(),
        "ALTER TABLE own OWNER TO " + role.name());
    List<Indexes.Made> made =
        new Indexes(ConnectionSettings.ofUrl(database.urlAs(role)))
            .create(List.of(wanted("t", "a"), wanted("parts", "a"), wanted("own", "a")), _ -> {});
    assertThat(made).extracting(Indexes.Made::refusal).satisfiesExactly(
        refusal -> assertThat(refusal).contains("must be owner of table t").contains("42501"),
        refusal -> assertThat(refusal).contains("partitioned table"),
        refusal -> assertThat(refusal).isEmpty());
  }

  @Test
  void namesAreWrittenSoThatPostgresqlReadsThem() throws SQLException {
    String table = "Größe \"der\" Größten, die es je $1 gab und nochmals";
    database.execute("CREATE TABLE %s (%s int)".formatted(new Identifier(table).sql(), new Identifier("a\"b").sql()));
    WantedIndex wanted = wanted(table, "a\"b");
    assertThat(indexes.create(List.of(wanted), _ -> {})).extracting(Indexes.Made::refusal).containsExactly("");
    assertThat(indexes.inspect(List.of(wanted)).getFirst().state()).isEqualTo(State.EXISTS);
  }
}
