package dev.deltamill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the compiler makes, installed and refreshed beside writers: joins, groups, stream tables over stream tables. */
class CompiledTest {
  private static final String DEFINITIONS =
      """
      CREATE STREAM TABLE sold AS
      SELECT o.id, o.customer, i.product, i.quantity * i.price AS value
      FROM orders o JOIN items i ON i.order_id = o.id
      WHERE o.amount > 5;

      CREATE STREAM TABLE per_customer AS
      SELECT customer, count(*) AS lines, sum(value) AS value, min(product) AS first, max(id) AS latest
      FROM sold GROUP BY customer;

      CREATE STREAM TABLE per_product AS
      SELECT product, sum(value) AS value, avg(value) AS mean FROM sold GROUP BY product HAVING count(*) > 1;

      CREATE STREAM TABLE shares AS
      SELECT s.id, s.product, s.value, p.value AS of_product, c.value AS of_customer
      FROM sold s JOIN per_product p ON p.product = s.product JOIN per_customer c ON c.customer = s.customer;
      """;

  private static final String[] NAMES = {"sold", "per_customer", "per_product", "shares"};

  private TestBed bed;

  @BeforeEach
  void open() throws SQLException {
    bed = new TestBed();
    bed.write(
        "CREATE TABLE items (order_id int, product text NOT NULL, quantity int NOT NULL, price numeric(8,2))",
        "INSERT INTO items SELECT 1 + n % 60, 'p' || n % 5, n % 3, n % 11 FROM generate_series(1, 150) AS n",
        "GRANT SELECT, TRIGGER ON items TO " + bed.role.name());
  }

  @AfterEach
  void close() throws SQLException {
    bed.close();
  }

  private ArtifactSet compile() throws SQLException {
    return compile(DEFINITIONS);
  }

  private ArtifactSet compile(String definitions) throws SQLException {
    try (Connection connection = bed.settings.open()) {
      CompileResult result =
          Deltamill.compile(CatalogReader.read(connection), List.of(new SourceText("shop.sql", definitions)));
      assertThat(result).as(String.valueOf(result.diagnostics())).isInstanceOf(CompileResult.Compiled.class);
      return ((CompileResult.Compiled) result).artifacts();
    }
  }

  private void assertEqual() {
    List<Verifier.Result> results = new Verifier(bed.settings, 5, TestBed.patient()).verifyAll();
    assertThat(results).hasSize(NAMES.length).allSatisfy(r -> assertThat(r.differences()).as(r.name().sql()).isEmpty());
    assertThat(results).allMatch(Verifier.Result::equal);
  }

  private static void change(Connection writer, Random random) throws SQLException {
    int key = 1 + random.nextInt(60);
    switch (random.nextInt(7)) {
      case 0 -> TestBed.run(writer, "INSERT INTO orders VALUES (%d, 'c%d', %d) ON CONFLICT DO NOTHING".formatted(key, key % 6, key % 13));
      case 1 -> TestBed.run(writer, "DELETE FROM orders WHERE id = %d".formatted(key));
      case 2 -> TestBed.run(writer, "UPDATE orders SET amount = 11 - amount WHERE id %% 10 = %d".formatted(key % 10));
      case 3 -> TestBed.run(writer, "UPDATE orders SET customer = nullif('c%d', 'c0') WHERE id = %d".formatted(key % 4, key));
      case 4 -> TestBed.run(writer, "INSERT INTO items VALUES (%d, 'p%d', %d, %d)".formatted(key, key % 7, key % 3, key % 5));
      case 5 -> TestBed.run(writer, "UPDATE items SET price = nullif(price + 1, 6) WHERE order_id = %d".formatted(key));
      default -> TestBed.run(writer, "DELETE FROM items WHERE order_id = %d AND quantity = %d".formatted(key, key % 3));
    }
  }

  @Test
  void staysEqualWhileOthersWrite() throws SQLException {
    bed.installer().install(compile(), false);
    assertEqual();
    Random random = new Random(20);
    Refresher refresher = bed.refresher();
    Connection[] writers = {bed.writer(), bed.writer()};
    for (Connection writer : writers) {
      TestBed.run(writer, "SET lock_timeout = '10ms'");
      writer.commit();
    }
    for (int round = 0; round < 25; round++) {
      for (int step = 0; step < 6; step++) {
        Connection writer = writers[random.nextInt(2)];
        try {
          change(writer, random);
          if (random.nextInt(3) == 0) {
            writer.commit();
          }
        } catch (SQLException e) {
          // The two writers are in each other's way.
          assertThat(e.getSQLState()).isEqualTo(SqlState.LOCK_NOT_AVAILABLE);
          writer.rollback();
        }
      }
      RefreshReport report = refresher.refreshAll(Refresher.Mode.AUTO);
      assertThat(report.outcomes()).allMatch(o -> o.mode() == RefreshReport.Mode.DIFF || o.mode() == RefreshReport.Mode.NONE);
      assertEqual();
      if (round % 5 == 0) {
        new Pruner(bed.settings).prune();
      }
    }
  }

  private static List<String> results(List<RefreshReport.Outcome> outcomes) {
    return outcomes.stream().map(o -> o.name().name() + " " + o.mode() + o.sqlState().map(s -> " " + s).orElse("")).sorted().toList();
  }

  @Test
  void oneThatRaisesLeavesTheOthersAlone() throws SQLException {
    bed.installer()
        .install(
            compile(
                """
                CREATE STREAM TABLE good AS SELECT id FROM orders;
                CREATE STREAM TABLE bad AS SELECT order_id, 10 / (quantity + 100) AS x FROM items;
                CREATE STREAM TABLE above AS SELECT x FROM bad;
                CREATE STREAM TABLE beside AS SELECT g.id, a.x FROM good g JOIN bad a ON a.order_id = g.id;
                """),
            false);
    bed.write("INSERT INTO items VALUES (1, 'p', -100, 1)", "INSERT INTO orders VALUES (900, 'c', 9)");
    RefreshReport report = bed.refresher().refreshAll(Refresher.Mode.AUTO);
    assertThat(results(report.outcomes())).containsExactly("above BLOCKED", "bad BLOCKED 22012", "beside BLOCKED", "good DIFF");
    assertThat(report.complete()).isFalse();
    assertThat(bed.value("SELECT count(*) FROM good WHERE id = 900")).isEqualTo("1");
    assertThat(bed.value("SELECT reason FROM deltamill.refresh WHERE stream_table LIKE '%bad%' AND mode = 'BLOCKED'"))
        .contains("division by zero", "22012");
    List<Verifier.Result> compared = new Verifier(bed.settings, 5, TestBed.patient()).verifyAll();
    assertThat(compared).filteredOn(Verifier.Result::equal).extracting(r -> r.name().name().value()).containsExactly("good");
    assertThat(compared).hasSize(4);
    bed.write("DELETE FROM items WHERE quantity = -100");
    assertThat(bed.refresher().refreshAll(Refresher.Mode.AUTO).complete()).isTrue();
    assertThat(new Verifier(bed.settings, 5, TestBed.patient()).verifyAll()).hasSize(4).allMatch(Verifier.Result::equal);
  }

  @Test
  void doesNotCompareWhatIsDifferentEachTime() throws SQLException {
    bed.installer().install(compile("CREATE STREAM TABLE dice WITH (refresh = 'full') AS SELECT id, random() AS r FROM orders;"), false);
    Verifier.Result result = new Verifier(bed.settings, 5, TestBed.patient()).verifyAll().getFirst();
    assertThat(result.notComparable()).hasValueSatisfying(reason -> assertThat(reason).startsWith("DM1301"));
    assertThat(result.acceptable()).isTrue();
    assertThat(result.equal()).isFalse();
  }

  @Test
  void removesTheAbsentThoughItReadsMore() throws SQLException {
    bed.installer()
        .install(
            compile("CREATE STREAM TABLE a AS SELECT id FROM orders; CREATE STREAM TABLE b AS SELECT customer FROM orders;"), false);
    InstallReport report = bed.installer().install(compile("CREATE STREAM TABLE a AS SELECT id FROM orders;"), true);
    assertThat(report.tables()).anyMatch(entry -> entry.action() == InstallReport.Action.REMOVED);
    bed.write("INSERT INTO orders VALUES (901, 'c', 9)");
    assertThat(bed.refresher().refreshAll(Refresher.Mode.AUTO).complete()).isTrue();
    assertThat(new Verifier(bed.settings, 5, TestBed.patient()).verifyAll()).hasSize(1).allMatch(Verifier.Result::equal);
  }

  @Test
  void keepsPrivilegesAndCommentsOfAReplacedView() throws SQLException {
    bed.installer().install(compile("CREATE STREAM TABLE a AS SELECT id FROM orders;"), false);
    bed.write(
        "GRANT SELECT ON a TO PUBLIC",
        "GRANT SELECT (id) ON a TO pg_monitor",
        "COMMENT ON VIEW a IS 'it''s ours'",
        "COMMENT ON COLUMN a.id IS 'key'");
    bed.installer().install(compile("CREATE STREAM TABLE a AS SELECT id, customer FROM orders;"), false);
    assertThat(bed.value("SELECT has_table_privilege('pg_read_all_stats', 'a', 'SELECT')")).isEqualTo("t");
    assertThat(bed.value("SELECT has_column_privilege('pg_monitor', 'a', 'id', 'SELECT')")).isEqualTo("t");
    assertThat(bed.value("SELECT obj_description('a'::regclass) || col_description('a'::regclass, 1)")).isEqualTo("it's ourskey");
  }

  @Test
  void installsDropsAndInstallsAgain() throws SQLException {
    ArtifactSet set = compile();
    bed.installer().install(set, false);
    assertThat(bed.installer().install(set, false).tables()).allMatch(e -> e.action() == InstallReport.Action.UNCHANGED);
    new Dropper(bed.settings).drop(TestBed.name("sold"), true);
    assertThat(bed.value("SELECT count(*) FROM pg_class WHERE relname LIKE '%\\_\\_%'")).isEqualTo("0");
    assertThat(bed.value("SELECT count(*) FROM pg_proc WHERE proname LIKE '%\\_\\_%' AND pronamespace = 'deltamill'::regnamespace"))
        .isEqualTo("0");
    bed.write("INSERT INTO items VALUES (1, 'p1', 1, 1)", "DELETE FROM orders WHERE id = 3");
    bed.installer().install(set, false);
    assertEqual();
  }

  @Test
  void noticesDefinitionsThatChangeUnderIt() throws SQLException {
    bed.installer().install(compile(), false);
    bed.write("INSERT INTO items VALUES (1, 'p1', 1, 1)", "TRUNCATE orders", "INSERT INTO orders VALUES (1, 'c1', 9), (2, 'c1', 9)");
    assertThat(TestBed.modes(bed.refresher().refreshAll(Refresher.Mode.AUTO))).contains("sold FULL").doesNotContain("shares FULL");
    assertEqual();
    bed.write("ALTER TABLE items ALTER COLUMN price TYPE numeric(8,2) USING price * 2", "INSERT INTO items VALUES (2, 'p1', 3, 1)");
    assertThat(TestBed.modes(bed.refresher().refreshAll(Refresher.Mode.AUTO))).contains("sold FULL");
    assertEqual();
    bed.write("ALTER TABLE items ALTER COLUMN price TYPE numeric(10,4)", "INSERT INTO items VALUES (2, 'p1', 1, 1.2345)");
    RefreshReport report = bed.refresher().refreshAll(Refresher.Mode.AUTO);
    assertThat(report.outcomes()).allMatch(o -> o.mode() == RefreshReport.Mode.BLOCKED);
    bed.installer().install(compile(), false);
    assertEqual();
    bed.write("INSERT INTO items VALUES (2, 'p1', 1, 1.2345)");
    assertThat(TestBed.modes(bed.refresher().refreshAll(Refresher.Mode.AUTO))).contains("sold DIFF", "shares DIFF");
    assertEqual();
  }
}
