package dev.deltamill.runtime.catalog;

import static dev.deltamill.runtime.catalog.SnapshotAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deltamill.compiler.catalog.CatalogJson;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
  private static Database database;
  private static CatalogSnapshot snapshot;

  @BeforeAll
  static void readAsARoleThatOwnsNothing() throws Exception {
    database = TestServer.shared().newDatabase();
    Features.create(database);
    Role role = database.createRole("reader");
    try (Connection connection = database.connectAs(role)) {
      snapshot = CatalogReader.read(connection);
    }
  }

  @AfterAll
  static void drop() throws Exception {
    database.close();
  }

  @Test
  void anyRoleReadsTheSame() throws Exception {
    try (Connection connection = database.connect()) {
      assertSame(CatalogReader.read(connection), snapshot);
    }
  }

  @Test
  void holdsItsServersVersion() {
    assertThat(snapshot.serverMajor()).isEqualTo(TestServer.shared().majorVersion());
  }

  @Test
  void holdsRelationsOfUserSchemasOnly() {
    assertThat(snapshot.relations())
        .extracting(table -> table.name().schema().value())
        .containsOnly("app", "Ünï.code \"q\"")
        .isSorted();
    assertThat(table("everything").kind()).isEqualTo(TableInfo.Kind.TABLE);
    assertThat(table("measure_2024").kind()).isEqualTo(TableInfo.Kind.PARTITIONED_TABLE);
    assertThat(table("shown").kind()).isEqualTo(TableInfo.Kind.VIEW);
    assertThat(table("kept").kind()).isEqualTo(TableInfo.Kind.MATERIALIZED_VIEW);
    assertThat(table("remote").kind()).isEqualTo(TableInfo.Kind.FOREIGN_TABLE);
    assertThat(table("everything").persistence()).isEqualTo(TableInfo.Persistence.PERMANENT);
    assertThat(table("scratch").persistence()).isEqualTo(TableInfo.Persistence.UNLOGGED);
    assertThat(table("everything").rowSecurity()).isTrue();
    assertThat(table("scratch").rowSecurity()).isFalse();
    assertThat(snapshot.types()).extracting(TypeInfo::name).doesNotContain(QualifiedName.of("deltamill", "own"));
  }

  @Test
  void holdsLiveColumnsInTheirOrder() {
    SqlType mood = app("mood");
    assertThat(table("everything").columns())
        .containsExactly(
            new TableInfo.Column(id("id"), SqlType.BIGINT, true, Optional.empty(), false, false, true),
            column("total", app("price"), false),
            column("feeling", mood, true),
            column("feelings", app("moods"), false),
            column("home", app("address"), false),
            column("homes", app("_address"), false),
            column("near", app("distances"), false),
            new TableInfo.Column(
                id("code"),
                SqlType.builtin("varchar").withModifier(16),
                false,
                Optional.of(QualifiedName.builtin("C")),
                false,
                false,
                false),
            new TableInfo.Column(
                id("doubled"), SqlType.NUMERIC.withModifier(786439), false, Optional.empty(), true, false, false),
            column("at", SqlType.builtin("timestamptz").withModifier(3), false),
            column("grid", SqlType.builtin("_int4"), false));
  }

  @Test
  void keepsNamesAsTheCatalogHasThem() {
    TableInfo table =
        snapshot.relations().stream().filter(t -> t.name().schema().value().startsWith("Ü")).findFirst().orElseThrow();

    assertThat(table.name()).isEqualTo(QualifiedName.of("Ünï.code \"q\"", "Tab.le \"x\""));
    assertThat(table.columns())
        .extracting(column -> column.name().value())
        .containsExactly("Col.umn \"y\"", "select");
  }

  @Test
  void aUniqueKeyIsOverPlainColumnsByTheirOwnEqualityForAllRows() {
    assertThat(table("everything").primaryKey()).containsExactly(id("id"));
    assertThat(table("everything").uniqueKeys())
        .containsExactly(new TableInfo.UniqueKey(id("everything_code"), List.of(id("code")), false));
    assertThat(table("scratch").primaryKey()).isEmpty();
    assertThat(table("scratch").uniqueKeys())
        .contains(new TableInfo.UniqueKey(id("scratch_unique"), List.of(id("b"), id("a")), false));
    assertThat(table("kept").uniqueKeys())
        .containsExactly(new TableInfo.UniqueKey(id("kept_feeling"), List.of(id("feeling")), false));
    assertThat(table("measure_2024_eu").primaryKey()).containsExactly(id("id"), id("at"), id("region"));
  }

  @Test
  void knowsWhetherNullsAreDistinct() {
    assumeTrue(snapshot.serverMajor() >= 15);

    assertThat(table("scratch").uniqueKeys())
        .contains(new TableInfo.UniqueKey(id("scratch_nulls"), List.of(id("a")), true));
  }

  @Test
  void doesNotBelieveANotNullThatWasNotValidated() {
    assertThat(table("scratch").columns())
        .containsExactly(
            column("a", SqlType.INTEGER, false),
            column("b", SqlType.INTEGER, true),
            column("c", SqlType.TEXT, false));
  }

  @Test
  void knowsVirtualColumnsAndTemporalKeys() {
    assumeTrue(snapshot.serverMajor() >= 18);

    assertThat(table("derived").columns()).extracting(TableInfo.Column::generated).containsExactly(false, false, true);
    assertThat(table("derived").columns()).extracting(TableInfo.Column::virtual).containsExactly(false, false, true);
    assertThat(table("everything").columns()).extracting(TableInfo.Column::virtual).doesNotContain(true);
    assertThat(table("stay").uniqueKeys())
        .extracting(TableInfo.UniqueKey::columns)
        .containsExactly(List.of(id("room"), id("during")));
    assertThat(table("visit").foreignKeys()).isEmpty();
  }

  @Test
  void holdsIndexesWithTheirDefinition() {
    assertThat(table("everything").indexes())
        .extracting(index -> index.name().value())
        .containsExactly(
            "everything_code",
            "everything_collation",
            "everything_expression",
            "everything_near",
            "everything_partial",
            "everything_pattern",
            "everything_pkey");
    assertThat(index("everything_expression"))
        .isEqualTo(
            new TableInfo.Index(
                id("everything_expression"),
                "btree",
                List.of(id("feeling")),
                true,
                false,
                "CREATE UNIQUE INDEX everything_expression ON app.everything USING btree"
                    + " (feeling, lower((code)::text), at)"));
    assertThat(index("everything_code").columns()).containsExactly(id("code"));
    assertThat(index("everything_partial").partial()).isTrue();
    assertThat(index("everything_near").method()).isEqualTo("gist");
  }

  @Test
  void holdsForeignKeysThatEveryRowObeys() {
    assertThat(table("reading").foreignKeys())
        .containsExactly(
            new TableInfo.ForeignKey(
                id("reading_measure"),
                List.of(id("region"), id("measure"), id("at")),
                QualifiedName.of("app", "measure"),
                List.of(id("region"), id("id"), id("at"))));
  }

  @Test
  void holdsTheTreesOfPartitionsAndInheritance() {
    assertThat(table("measure").children()).containsExactly(name("measure_2024"));
    assertThat(table("measure_2024").children()).containsExactly(name("measure_2024_eu"), name("measure_2024_us"));
    assertThat(table("measure").partitionOf()).isEmpty();
    assertThat(table("measure_2024").partitionOf()).contains(name("measure"));
    assertThat(table("measure_2024_us").partitionOf()).contains(name("measure_2024"));
    assertThat(table("base").children()).containsExactly(name("derived"));
    assertThat(table("derived").partitionOf()).isEmpty();
  }

  @Test
  void viewDefinitionsNameEverySchemaAndDependOnNoSetting() throws Exception {
    String definition =
        """
        SELECT id,
            total,
            now() AS seen
           FROM app.everything e
          WHERE (at > '2023-12-31 22:00:00+00'::timestamp with time zone);\
        """;
    // Before 16 every column was written with its table.
    assertThat(table("shown").viewDefinition().orElseThrow().replace("e.", "")).isEqualTo(" " + definition);
    assertThat(table("kept").viewDefinition().orElseThrow()).contains("FROM app.everything");
    assertThat(table("everything").viewDefinition()).isEmpty();

    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET quote_all_identifiers = on");
      statement.execute("SET TimeZone = 'Asia/Kolkata'");
      statement.execute("SET IntervalStyle = 'iso_8601'");
      assertSame(CatalogReader.read(connection), snapshot);
    }
  }

  @Test
  void holdsTypesOfEveryKind() {
    TypeInfo mood = type("mood");
    assertThat(mood.kind()).isEqualTo(TypeInfo.Kind.ENUM);
    assertThat(mood.labels()).containsExactly("sad", "ok", "happy");
    assertThat(mood.array()).contains(name("_mood"));
    assertThat(type("_mood").element()).contains(name("mood"));
    assertThat(type("price").kind()).isEqualTo(TypeInfo.Kind.DOMAIN);
    assertThat(type("price").baseType()).contains(app("amount"));
    assertThat(type("amount").baseType()).contains(SqlType.NUMERIC.withModifier(655366));
    assertThat(type("moods").baseType()).contains(app("_mood"));
    assertThat(type("address").kind()).isEqualTo(TypeInfo.Kind.COMPOSITE);
    assertThat(type("address").attributes())
        .containsExactly(
            new TypeInfo.Attribute(id("street"), SqlType.TEXT),
            new TypeInfo.Attribute(id("zip"), SqlType.builtin("varchar").withModifier(9)));
    assertThat(type("everything").attributes()).hasSize(11);
    assertThat(type("distances").kind()).isEqualTo(TypeInfo.Kind.RANGE);
    assertThat(type("distances").element()).contains(QualifiedName.builtin("float8"));
    assertThat(type("distances_multirange").kind())
        .as("the name PostgreSQL makes up")
        .isEqualTo(TypeInfo.Kind.MULTIRANGE);
    assertThat(type("distances_multirange").element()).contains(name("distances"));
    assertThat(builtin("text").preferred()).isTrue();
    assertThat(builtin("text").category()).isEqualTo('S');
    assertThat(builtin("text").collatable()).isTrue();
    assertThat(builtin("int4").collatable()).isFalse();
    assertThat(builtin("anyelement").kind()).isEqualTo(TypeInfo.Kind.PSEUDO);
    assertThat(snapshot.types())
        .extracting(TypeInfo::name)
        .doesNotContain(
            name("shell"), QualifiedName.builtin("pg_class"), QualifiedName.builtin("_pg_class"));
  }

  @Test
  void aTypeCanOnlyBeSentIfItsPartsCan() {
    assertThat(type("address").sendable()).isTrue();
    assertThat(type("_mood").sendable()).isTrue();
    assertThat(type("raw").sendable()).isFalse();
    assertThat(type("_raw").sendable()).isFalse();
    assertThat(builtin("aclitem").sendable()).isFalse();
    assertThat(builtin("_aclitem").sendable()).isFalse();
  }

  @Test
  void textConversionsAreAsVolatileAsTheirFunctions() {
    assertThat(builtin("int4").input()).isEqualTo(Volatility.IMMUTABLE);
    assertThat(builtin("int4").output()).isEqualTo(Volatility.IMMUTABLE);
    assertThat(builtin("timestamptz").input()).isEqualTo(Volatility.STABLE);
    assertThat(builtin("timestamptz").output()).isEqualTo(Volatility.STABLE);
    assertThat(type("raw").input()).isEqualTo(Volatility.IMMUTABLE);
    assertThat(type("raw").output()).isEqualTo(Volatility.VOLATILE);
  }

  @Test
  void holdsFunctionsThatAQueryCanCall() {
    QualifiedName integer = QualifiedName.builtin("int4");
    QualifiedName text = QualifiedName.builtin("text");
    assertThat(function("plain"))
        .isEqualTo(
            new FunctionInfo(
                name("plain"),
                FunctionInfo.Kind.FUNCTION,
                List.of(integer, text, name("mood")),
                2,
                Optional.empty(),
                List.of("a", "b", "c"),
                text,
                false,
                false,
                Volatility.STABLE,
                List.of(),
                OptionalInt.empty()));
    assertThat(function("pairs"))
        .isEqualTo(
            new FunctionInfo(
                name("pairs"),
                FunctionInfo.Kind.FUNCTION,
                List.of(integer, QualifiedName.builtin("_int4")),
                0,
                Optional.of(integer),
                List.of("a", "rest"),
                QualifiedName.builtin("record"),
                false,
                true,
                Volatility.IMMUTABLE,
                List.of(new FunctionInfo.Output("a", integer), new FunctionInfo.Output("b", text)),
                OptionalInt.empty()));
    assertThat(function("listed").returnsSet()).isTrue();
    assertThat(function("listed").volatility()).isEqualTo(Volatility.VOLATILE);
    assertThat(function("listed").argumentNames()).isEmpty();
    assertThat(function("listed").outputs())
        .containsExactly(new FunctionInfo.Output("n", integer), new FunctionInfo.Output("home", name("address")));
    assertThat(function("single").result()).isEqualTo(integer);
    assertThat(function("single").outputs()).containsExactly(new FunctionInfo.Output("n", integer));
    assertThat(function("everyone").result()).isEqualTo(name("everything"));
    assertThat(snapshot.functions())
        .extracting(FunctionInfo::name)
        .doesNotContain(name("act"), name("fire"), QualifiedName.builtin("int8_avg_serialize"));
  }

  @Test
  void takesAnAggregateForAsVolatileAsWhatItCalls() {
    assertThat(function("total").volatility()).isEqualTo(Volatility.IMMUTABLE);
    assertThat(function("stable_end").volatility()).isEqualTo(Volatility.STABLE);
    assertThat(function("volatile_step").volatility()).isEqualTo(Volatility.VOLATILE);
  }

  @Test
  void tellsAggregatesAndWindowFunctionsApart() {
    assertThat(function("total").kind()).isEqualTo(FunctionInfo.Kind.AGGREGATE);
    assertThat(function("total").directArguments()).isEmpty();
    assertThat(function("share").directArguments()).hasValue(1);
    assertThat(snapshot.functions())
        .filteredOn(function -> function.name().equals(QualifiedName.builtin("rank")))
        .extracting(FunctionInfo::kind)
        .containsExactly(FunctionInfo.Kind.WINDOW, FunctionInfo.Kind.AGGREGATE);
  }

  @Test
  void holdsOperators() {
    assertThat(snapshot.operators())
        .contains(
            new OperatorInfo(
                name("<<|"),
                Optional.of(name("mood")),
                QualifiedName.builtin("int4"),
                QualifiedName.builtin("bool"),
                name("mood_less"),
                Volatility.VOLATILE),
            new OperatorInfo(
                name("!!"),
                Optional.empty(),
                QualifiedName.builtin("int8"),
                QualifiedName.builtin("int8"),
                QualifiedName.builtin("int8abs"),
                Volatility.IMMUTABLE));
  }

  @Test
  void holdsCastsAsVolatileAsWhatTheyRun() {
    QualifiedName integer = QualifiedName.builtin("int4");
    assertThat(snapshot.casts())
        .contains(
            new CastInfo(integer, name("mood"), CastInfo.Context.ASSIGNMENT, Volatility.STABLE),
            new CastInfo(
                name("raw"), QualifiedName.builtin("bytea"), CastInfo.Context.EXPLICIT, Volatility.IMMUTABLE),
            new CastInfo(name("raw"), integer, CastInfo.Context.IMPLICIT, Volatility.VOLATILE),
            new CastInfo(
                QualifiedName.builtin("timestamptz"),
                QualifiedName.builtin("date"),
                CastInfo.Context.ASSIGNMENT,
                Volatility.STABLE));
  }

  @Test
  void functionsOperatorsAndCastsNameOnlyTypesThatAreHeld() {
    List<QualifiedName> held = snapshot.types().stream().map(TypeInfo::name).toList();
    assertThat(
            Stream.of(
                    snapshot.functions().stream()
                        .flatMap(f -> Stream.concat(f.arguments().stream(), Stream.of(f.result()))),
                    snapshot.functions().stream().flatMap(f -> f.outputs().stream().map(FunctionInfo.Output::type)),
                    snapshot.operators().stream().flatMap(o -> Stream.concat(o.left().stream(), Stream.of(o.right()))),
                    snapshot.casts().stream().flatMap(c -> Stream.of(c.source(), c.target())))
                .flatMap(names -> names)
                .distinct())
        .isSubsetOf(held);
  }

  @Test
  void theSearchPathIsTheOneOfTheRole() throws Exception {
    Role role = database.createRole("path");
    database.execute(
        "CREATE SCHEMA %1$s AUTHORIZATION %1$s".formatted(role.name()),
        "GRANT USAGE ON SCHEMA app TO " + role.name(),
        "ALTER ROLE %s SET search_path = \"$user\", nowhere, app, deltamill".formatted(role.name()));
    try (Connection connection = database.connectAs(role);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE hidden (x integer)");

      CatalogSnapshot mine = CatalogReader.read(connection);

      assertThat(mine.searchPath()).containsExactly(id("pg_catalog"), id(role.name()), id("app"));
      assertThat(mine.relations()).isEqualTo(snapshot.relations());
      assertThat(mine.types()).isEqualTo(snapshot.types());
    } finally {
      database.execute("DROP OWNED BY " + role.name());
    }
  }

  @Test
  void leavesTheSessionAsItWas() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = app");
      statement.execute("SET TimeZone = 'Asia/Kolkata'");

      CatalogReader.read(connection);

      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(show(statement, "search_path")).isEqualTo("app");
      assertThat(show(statement, "TimeZone")).isEqualTo("Asia/Kolkata");
      assertThat(show(statement, "transaction_read_only")).isEqualTo("off");
      statement.execute("CREATE TABLE app.writable (x integer)");
      statement.execute("DROP TABLE app.writable");
    }
  }

  @Test
  void refusesAConnectionInATransaction() throws Exception {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);

      assertThatThrownBy(() -> CatalogReader.read(connection))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("auto-commit");
    }
  }

  @Test
  void comesBackUnchangedFromJson() {
    assertSame(CatalogJson.read(CatalogJson.write(snapshot)), snapshot);
  }

  private static String show(Statement statement, String setting) throws Exception {
    try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
      result.next();
      return result.getString(1);
    }
  }

  private static TableInfo table(String name) {
    return snapshot.relations().stream().filter(table -> table.name().equals(name(name))).findFirst().orElseThrow();
  }

  private static TableInfo.Index index(String name) {
    return table("everything").indexes().stream()
        .filter(index -> index.name().equals(id(name)))
        .findFirst()
        .orElseThrow();
  }

  private static TypeInfo type(String name) {
    return type(name(name));
  }

  private static TypeInfo builtin(String name) {
    return type(QualifiedName.builtin(name));
  }

  private static TypeInfo type(QualifiedName name) {
    return snapshot.types().stream().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
  }

  private static FunctionInfo function(String name) {
    return snapshot.functions().stream()
        .filter(function -> function.name().equals(name(name)))
        .findFirst()
        .orElseThrow();
  }

  private static TableInfo.Column column(String name, SqlType type, boolean notNull) {
    return new TableInfo.Column(id(name), type, notNull, Optional.empty(), false, false, false);
  }

  private static SqlType app(String type) {
    return SqlType.of(name(type));
  }

  private static QualifiedName name(String name) {
    return QualifiedName.of("app", name);
  }

  private static Identifier id(String name) {
    return new Identifier(name);
  }
}
