package dev.deltamill.codegen.accessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.plan.Schedule;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaAccessorsTest {
  private static final List<Field> EVERY_TYPE =
      List.of(
          field("a_bool", "bool"),
          field("a_short", "int2"),
          field("an_int", "int4"),
          field("a_long", "int8"),
          field("a_float", "float4"),
          field("a_double", "float8"),
          field("a_numeric", "numeric"),
          field("a_text", "text"),
          field("a_varchar", "varchar"),
          field("a_char", "bpchar"),
          field("a_name", "name"),
          field("some_bytes", "bytea"),
          field("a_date", "date"),
          field("a_time", "time"),
          field("a_timetz", "timetz"),
          field("a_timestamp", "timestamp"),
          field("a_timestamptz", "timestamptz"),
          field("a_uuid", "uuid"),
          field("an_array", "_int4"),
          field("an_interval", "interval"),
          field("a_jsonb", "jsonb"),
          new Field("a_domain", SqlType.of(QualifiedName.of("public", "money_amount")), false));

  @TempDir private Path classes;

  @Test
  void readsRowsOfEveryType() throws Exception {
    List<Field> columns = new ArrayList<>(EVERY_TYPE);
    EVERY_TYPE.forEach(field -> columns.add(new Field("null_" + field.name(), field.type(), true)));
    SortedMap<String, String> sources = generate("com.example.data", plan("public", "everything", columns));
    assertThat(sources).containsOnlyKeys("com/example/data/Everything.java");
    Class<?> type = compile(sources).loadClass("com.example.data.Everything");
    try (Database database = TestServer.shared().newDatabase();
        Connection connection = database.connect()) {
      StringBuilder select = new StringBuilder();
      EVERY_TYPE.forEach(
          field -> select.append(", NULL::").append(field.type().sql()).append(" AS null_").append(field.name()));
      database.execute(
          "CREATE DOMAIN money_amount AS numeric(10,2)",
          """
          CREATE VIEW everything AS
          SELECT true AS a_bool, 1::smallint AS a_short, 2 AS an_int, 3::bigint AS a_long, 1.5::real AS a_float,
            2.5::double precision AS a_double, 1.50::numeric AS a_numeric, 'é'::text AS a_text, 'v'::varchar AS a_varchar,
            'c'::char(3) AS a_char, 'n'::name AS a_name, '\\x0102'::bytea AS some_bytes, date '2024-02-29' AS a_date,
            time '01:02:03.000004' AS a_time, timetz '01:02:03+02' AS a_timetz,
            timestamp '2024-02-29 01:02:03' AS a_timestamp, timestamptz '2024-02-29 01:02:03+02' AS a_timestamptz,
            uuid '00000000-0000-0000-0000-000000000001' AS a_uuid, ARRAY[1,NULL] AS an_array,
            interval '1 day' AS an_interval, jsonb '{"a": 1}' AS a_jsonb, 7.5::money_amount AS a_domain
          """
              + select);
      List<?> rows = (List<?>) type.getMethod("read", Connection.class).invoke(null, connection);
      assertThat(rows).hasSize(1);
      List<Object> values = values(rows.getFirst());
      List<Object> expected =
          new ArrayList<>(
              List.of(
                  true,
                  (short) 1,
                  2,
                  3L,
                  1.5f,
                  2.5,
                  new BigDecimal("1.50"),
                  "é",
                  "v",
                  "c  ",
                  "n",
                  new byte[] {1, 2},
                  LocalDate.of(2024, 2, 29),
                  LocalTime.of(1, 2, 3, 4000),
                  OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHours(2)),
                  LocalDateTime.of(2024, 2, 29, 1, 2, 3),
                  OffsetDateTime.of(2024, 2, 28, 23, 2, 3, 0, ZoneOffset.UTC),
                  new UUID(0, 1),
                  "{1,NULL}",
                  "1 day",
                  "{\"a\": 1}",
                  "7.50"));
      expected.addAll(Collections.nCopies(EVERY_TYPE.size(), null));
      assertThat(Arrays.deepToString(values.toArray())).isEqualTo(Arrays.deepToString(expected.toArray()));
    }
  }

  @Test
  void takesPrimitivesWhereNoNullCanOccur() throws Exception {
    Class<?> row =
        compile(
                generate(
                    "p",
                    plan(
                        "public",
                        "t",
                        List.of(new Field("a", SqlType.INTEGER, false), new Field("b", SqlType.INTEGER, true)))))
            .loadClass("p.T$Row");
    assertThat(row.getRecordComponents()).extracting(RecordComponent::getType).containsExactly(int.class, Integer.class);
  }

  @Test
  void holdsNameTextsAndHashes() throws Exception {
    Class<?> type =
        compile(generate("", plan("public", "Order Lines", List.of(field("a", "int4"))))).loadClass("OrderLines");
    assertThat(type.getField("NAME").get(null)).isEqualTo("public.\"Order Lines\"");
    assertThat(type.getField("QUERY").get(null)).isEqualTo("SELECT a FROM public.\"Order Lines\"");
    assertThat(type.getField("DELTA_01_ORDERS_SQL").get(null)).isEqualTo(text("delta/01-orders"));
    assertThat(type.getField("DELTA_01_ORDERS_SHA256").get(null)).isEqualTo(Hashes.sha256(text("delta/01-orders")));
  }

  @ParameterizedTest
  @ValueSource(ints = {65_533, 65_534, 65_535, 65_536, 200_001})
  void splitsTextsThatNoConstantHolds(int bytes) throws Exception {
    for (String filler : List.of("a", "é", "∑", "𝄞", "\"", "\\")) {
      String text = "x" + filler.repeat(bytes / filler.getBytes(StandardCharsets.UTF_8).length);
      MaintenancePlan plan = plan("public", "t", List.of(field("a", "int4")));
      ArtifactSet artifacts = artifacts(List.of(plan), text);
      Class<?> type = compile(JavaAccessors.generate("p", List.of(plan), artifacts)).loadClass("p.T");
      assertThat(type.getField("STORAGE_SQL").get(null)).isEqualTo(text);
    }
  }

  @Test
  void findsNamesForWhatJavaWouldNotTake() throws Exception {
    List<String> names = new ArrayList<>();
    for (String name :
        List.of(
            "class", "true", "_", "", "hash_code", "notifyAll", "2nd", "a_b", "aB", "a b", "?column?", "Größe", "*/", "{@x}",
            "row", "L_ORDERKEY", "record", "\\u002a/")) {
      names.add(name.isEmpty() ? " " : name);
    }
    List<Field> columns = names.stream().map(name -> field(name, "text")).toList();
    Class<?> row = compile(generate("p", plan("public", "t", columns))).loadClass("p.T$Row");
    assertThat(row.getRecordComponents())
        .extracting(RecordComponent::getName)
        .containsExactly(
            "class_", "true_", "column", "column2", "hashCode_", "notifyAll_", "_2nd", "aB", "aB2", "aB3", "column3",
            "größe", "column4", "x", "row", "lORDERKEY", "record", "u002a");
  }

  @Test
  void findsClassNamesThatDoNotCollide() throws Exception {
    List<MaintenancePlan> plans =
        List.of(
            plan("public", "row", List.of(field("a", "text"))),
            plan("public", "string", List.of(field("a", "text"))),
            plan("public", "list", List.of(field("a", "text"))),
            plan("public", "connection", List.of(field("a", "text"))),
            plan("public", "2024", List.of(field("a", "text"))),
            plan("public", "!", List.of(field("a", "text"))),
            plan("public", "revenue", List.of(field("a", "text"))),
            plan("sales", "revenue", List.of(field("a", "text"))),
            plan("sales", "REVENUE", List.of(field("a", "text"))),
            plan("public", "a*/b", List.of(field("a", "text"))));
    SortedMap<String, String> sources = JavaAccessors.generate("p", plans, artifacts(plans, "SELECT 1;\n"));
    assertThat(sources)
        .containsOnlyKeys(
            "p/AB.java",
            "p/Connection.java",
            "p/List.java",
            "p/PublicRevenue.java",
            "p/RowTable.java",
            "p/SalesREVENUE.java",
            "p/SalesRevenue2.java",
            "p/String.java",
            "p/Table.java",
            "p/_2024.java");
    compile(sources);
    List<MaintenancePlan> reversed = plans.reversed();
    assertThat(JavaAccessors.generate("p", reversed, artifacts(reversed, "SELECT 1;\n"))).isEqualTo(sources);
  }

  @Test
  void refusesWhatJavaCannotHold() {
    MaintenancePlan plan = plan("public", "t", Collections.nCopies(255, field("a", "text")));
    assertThatThrownBy(() -> generate("p", plan))
        .hasMessage("public.t has 255 columns, more than a Java record can hold: compile it without Java classes");
    assertThatThrownBy(() -> generate("p.class", plan)).hasMessage("\"p.class\" is no name of a Java package");
  }

  @Test
  void compilesTheWidestRow() throws Exception {
    compile(generate("p", plan("public", "t", Collections.nCopies(254, field("a", "text")))));
    assertThatThrownBy(() -> generate("p", plan("public", "t", Collections.nCopies(128, field("a", "int8")))))
        .hasMessageStartingWith("public.t has 128 columns");
  }

  private static Field field(String name, String type) {
    return new Field(name, SqlType.builtin(type), false);
  }

  private static String text(String phase) {
    return "-- " + phase + "\nSELECT \"a\\\";\n";
  }

  private static MaintenancePlan plan(String schema, String name, List<Field> columns) {
    return new MaintenancePlan(
        QualifiedName.of(schema, name),
        "SELECT 1",
        List.of(),
        18,
        RefreshMode.AUTO,
        new Schedule.Manual(),
        columns,
        false,
        SafetyClass.DIFF_SAFE,
        List.of(),
        new Explanation("", SafetyClass.DIFF_SAFE, "", List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Result.Bag(new Relation.Values(columns, List.of())),
        false,
        List.of());
  }

  private static SortedMap<String, String> generate(String javaPackage, MaintenancePlan plan) {
    return JavaAccessors.generate(javaPackage, List.of(plan), artifacts(List.of(plan), text("storage")));
  }

  private static ArtifactSet artifacts(List<MaintenancePlan> plans, String storage) {
    List<Manifest> manifests = new ArrayList<>();
    SortedMap<String, String> files = new TreeMap<>();
    for (MaintenancePlan plan : plans) {
      Phase first = new Phase("storage", Phase.Kind.STORAGE, Hashes.sha256(storage), List.of(), "", "");
      String delta = text("delta/01-orders");
      Phase second = new Phase("delta/01-orders", Phase.Kind.DELTA, Hashes.sha256(delta), List.of(), "", "");
      Manifest manifest =
          new Manifest(
              1,
              "test",
              plan.name(),
              18,
              plan.safety(),
              plan.refresh(),
              false,
              plan.schedule(),
              plan.name(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(first, second),
              List.of(),
              plan.explanation());
      manifests.add(manifest);
      files.put(ArtifactSet.path(manifest, first), storage);
      files.put(ArtifactSet.path(manifest, second), delta);
    }
    return new ArtifactSet(manifests, files);
  }

  private ClassLoader compile(SortedMap<String, String> sources) throws IOException {
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((path, text) -> files.add(new Source(path, text)));
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages, null, null, List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString()), null, files)
            .call();
    assertThat(compiled).withFailMessage(() -> messages.toString().lines().limit(1).toList().toString()).isTrue();
    return new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  private static List<Object> values(Object row) throws IllegalAccessException, InvocationTargetException {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      values.add(component.getAccessor().invoke(row));
    }
    return values;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + java.net.URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/")), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
