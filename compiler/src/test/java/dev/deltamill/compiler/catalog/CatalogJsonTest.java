package dev.deltamill.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deltamill.compiler.TestCatalogs;
import dev.deltamill.ir.catalog.CastInfo;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.CollationInfo;
import dev.deltamill.ir.catalog.FunctionInfo;
import dev.deltamill.ir.catalog.OperatorInfo;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogJsonTest {
  private static final String TEXT =
      """
      {
      "format":3,
      "serverMajor":18,
      "searchPath":["pg_catalog","app","Ünï\\"\\\\"],
      "relations":[
      {"name":"app.\\"a.b\\"\\"c\\"","kind":"view","persistence":"unlogged","viewDefinition":" SELECT 1;\\n"},
      {"name":"app.orders","kind":"partitioned_table","persistence":"permanent","columns":[
        {"name":"id","type":"int8","notNull":true,"identity":true},
        {"name":"amount","type":"numeric","modifier":655366,"generated":true,"virtual":true},
        {"name":"note","type":"app.code","collation":"C"}],"primaryKey":["id"],"uniqueKeys":[
        {"name":"orders_amount_key","columns":["amount","note"],"nullsNotDistinct":true}],"foreignKeys":[
        {"name":"orders_fk","columns":["id"],"target":"app.others","targetColumns":["key"]}],"indexes":[
        {"name":"orders_lower","method":"btree","partial":true,"definition":"CREATE INDEX …"},
        {"name":"orders_pkey","method":"btree","columns":["id"],"unique":true,"definition":"CREATE UNIQUE INDEX …"}],"partitionOf":"app.all","children":["app.orders_1","app.orders_2"],"rowSecurity":true}
      ],
      "types":[
      {"name":"app.address","kind":"composite","category":"C","attributes":[
        {"name":"street","type":"text"},
        {"name":"zip","type":"varchar","modifier":9}],"input":"volatile","output":"stable"},
      {"name":"app.code","kind":"domain","category":"S","preferred":true,"array":"app._code","baseType":"varchar","baseModifier":12,"equality":"=","hashable":true,"sendable":true,"collatable":true,"input":"stable","output":"immutable"},
      {"name":"app.mood","kind":"enum","category":"E","labels":["sad","happy"],"equality":"app.=","input":"stable","output":"stable"},
      {"name":"_int4","kind":"base","category":"A","element":"int4","input":"stable","output":"stable"}
      ],
      "functions":[
      {"name":"app.concat_all","kind":"function","arguments":["text","_text"],"defaults":1,"variadic":"text","argumentNames":["first",""],"result":"record","returnsSet":true,"strict":true,"volatility":"stable","outputs":[{"name":"a","type":"int4"},{"name":"b","type":"app.code"}]},
      {"name":"app.median","kind":"aggregate","arguments":["float8"],"result":"float8","volatility":"immutable","directArguments":0}
      ],
      "operators":[
      {"name":"-","right":"int4","result":"int4","function":"int4um","volatility":"immutable"},
      {"name":"<=","left":"int4","right":"int8","result":"bool","function":"int48le","volatility":"immutable"}
      ],
      "casts":[
      {"source":"int4","target":"text","context":"assignment","volatility":"immutable"}
      ],
      "collations":[
      {"name":"app.loose"},
      {"name":"app.strict","deterministic":true}
      ]
      }
      """;

  private static CatalogSnapshot snapshot() {
    QualifiedName code = QualifiedName.of("app", "code");
    return new CatalogSnapshot(
        18,
        List.of(new Identifier("pg_catalog"), new Identifier("app"), new Identifier("Ünï\"\\")),
        List.of(
            new TableInfo(
                QualifiedName.of("app", "orders"),
                TableInfo.Kind.PARTITIONED_TABLE,
                TableInfo.Persistence.PERMANENT,
                List.of(
                    column("id", SqlType.BIGINT, true, Optional.empty(), false, true),
                    column("amount", SqlType.NUMERIC.withModifier(655366), false, Optional.empty(), true, false),
                    column("note", SqlType.of(code), false, Optional.of(QualifiedName.builtin("C")), false, false)),
                identifiers("id"),
                List.of(
                    new TableInfo.UniqueKey(new Identifier("orders_amount_key"), identifiers("amount", "note"), true)),
                List.of(
                    new TableInfo.ForeignKey(
                        new Identifier("orders_fk"),
                        identifiers("id"),
                        QualifiedName.of("app", "others"),
                        identifiers("key"))),
                List.of(
                    new TableInfo.Index(
                        new Identifier("orders_pkey"),
                        "btree",
                        identifiers("id"),
                        true,
                        false,
                        "CREATE UNIQUE INDEX …"),
                    new TableInfo.Index(
                        new Identifier("orders_lower"), "btree", List.of(), false, true, "CREATE INDEX …")),
                Optional.of(QualifiedName.of("app", "all")),
                List.of(QualifiedName.of("app", "orders_2"), QualifiedName.of("app", "orders_1")),
                true,
                Optional.empty()),
            new TableInfo(
                QualifiedName.of("app", "a.b\"c"),
                TableInfo.Kind.VIEW,
                TableInfo.Persistence.UNLOGGED,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                false,
                Optional.of(" SELECT 1;\n"))),
        List.of(
            type("pg_catalog", "_int4", TypeInfo.Kind.BASE, 'A', Optional.of(QualifiedName.builtin("int4")), List.of()),
            new TypeInfo(
                code,
                TypeInfo.Kind.DOMAIN,
                'S',
                true,
                Optional.empty(),
                Optional.of(QualifiedName.of("app", "_code")),
                Optional.of(SqlType.builtin("varchar").withModifier(12)),
                List.of(),
                List.of(),
                Optional.of(QualifiedName.builtin("=")),
                true,
                true,
                true,
                Volatility.STABLE,
                Volatility.IMMUTABLE),
            type("app", "mood", TypeInfo.Kind.ENUM, 'E', Optional.empty(), List.of("sad", "happy")),
            new TypeInfo(
                QualifiedName.of("app", "address"),
                TypeInfo.Kind.COMPOSITE,
                'C',
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(
                    new TypeInfo.Attribute(new Identifier("street"), SqlType.TEXT),
                    new TypeInfo.Attribute(new Identifier("zip"), SqlType.builtin("varchar").withModifier(9))),
                Optional.empty(),
                false,
                false,
                false,
                Volatility.VOLATILE,
                Volatility.STABLE)),
        List.of(
            new FunctionInfo(
                QualifiedName.of("app", "median"),
                FunctionInfo.Kind.AGGREGATE,
                List.of(QualifiedName.builtin("float8")),
                0,
                Optional.empty(),
                List.of(),
                QualifiedName.builtin("float8"),
                false,
                false,
                Volatility.IMMUTABLE,
                List.of(),
                OptionalInt.of(0)),
            new FunctionInfo(
                QualifiedName.of("app", "concat_all"),
                FunctionInfo.Kind.FUNCTION,
                List.of(QualifiedName.builtin("text"), QualifiedName.builtin("_text")),
                1,
                Optional.of(QualifiedName.builtin("text")),
                List.of("first", ""),
                QualifiedName.builtin("record"),
                true,
                true,
                Volatility.STABLE,
                List.of(
                    new FunctionInfo.Output("a", QualifiedName.builtin("int4")), new FunctionInfo.Output("b", code)),
                OptionalInt.empty())),
        List.of(
            operator("<=", Optional.of(QualifiedName.builtin("int4")), "int8", "bool", "int48le"),
            operator("-", Optional.empty(), "int4", "int4", "int4um")),
        List.of(
            new CastInfo(
                QualifiedName.builtin("int4"),
                QualifiedName.builtin("text"),
                CastInfo.Context.ASSIGNMENT,
                Volatility.IMMUTABLE)),
        List.of(
            new CollationInfo(QualifiedName.of("app", "strict"), true),
            new CollationInfo(QualifiedName.of("app", "loose"), false)));
  }

  private static TableInfo.Column column(
      String name,
      SqlType type,
      boolean notNull,
      Optional<QualifiedName> collation,
      boolean generated,
      boolean identity) {
    return new TableInfo.Column(new Identifier(name), type, notNull, collation, generated, generated, identity);
  }

  private static TypeInfo type(
      String schema,
      String name,
      TypeInfo.Kind kind,
      char category,
      Optional<QualifiedName> element,
      List<String> labels) {
    return new TypeInfo(
        QualifiedName.of(schema, name),
        kind,
        category,
        false,
        element,
        Optional.empty(),
        Optional.empty(),
        labels,
        List.of(),
        kind == TypeInfo.Kind.ENUM ? Optional.of(QualifiedName.of("app", "=")) : Optional.empty(),
        false,
        false,
        false,
        Volatility.STABLE,
        Volatility.STABLE);
  }

  private static OperatorInfo operator(
      String symbol, Optional<QualifiedName> left, String right, String result, String function) {
    return new OperatorInfo(
        QualifiedName.builtin(symbol),
        left,
        QualifiedName.builtin(right),
        QualifiedName.builtin(result),
        QualifiedName.builtin(function),
        Volatility.IMMUTABLE);
  }

  private static List<Identifier> identifiers(String... names) {
    return List.of(names).stream().map(Identifier::new).toList();
  }

  @Test
  void writesOneObjectPerLineSortedByName() {
    assertThat(CatalogJson.write(snapshot())).isEqualTo(TEXT);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(CatalogJson.read(TEXT)).isEqualTo(snapshot());
  }

  @Test
  void aWholeDatabaseComesBackUnchanged() {
    CatalogSnapshot corpus = TestCatalogs.corpus();

    assertThat(corpus.relations()).hasSize(13);
    assertThat(corpus.functions()).hasSizeGreaterThan(2500);
    assertThat(CatalogJson.write(corpus)).isEqualTo(TestCatalogs.corpusJson());
  }

  @Property
  void anyNameComesBackUnchanged(
      @ForAll @NotEmpty @Chars({'.', '"', 'a', 'Ü', ' '}) String schema,
      @ForAll @NotEmpty @Chars({'.', '"', 'a', 'Ü', ' '}) String name) {
    QualifiedName qualified = QualifiedName.of(schema, name);

    assertThat(JsonNames.read(JsonNames.write(qualified))).isEqualTo(qualified);
  }

  @Property
  void aNameHasOneSpelling(@ForAll @Chars({'.', '"', 'a'}) String text) {
    QualifiedName name;
    try {
      name = JsonNames.read(text);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(JsonNames.write(name)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a.b.c", "\"a", "\"a\"", "\"a\"b", "pg_catalog.int4", "a.\"\""})
  void refusesNamesThatItWouldNotWrite(String text) {
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> JsonNames.read(text))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what stands in the file | what stands there instead | line | message
        "\"serverMajor\":18,         | \"serverMajor\":18, \"colour\":1, | 3 | the key \"colour\" is unknown in \"catalog\"",
        "\"identity\":true           | \"identity\":true,\"x\":0        | 8 | the key \"x\" is unknown in \"columns\"",
        "\"type\":\"int8\"           | \"type\":\"int8\",\"type\":\"int4\" | 8 | the key \"type\" stands twice",
        "\"type\":\"int8\",          | ``                             | 8 | the key \"type\" is missing",
        "\"format\":3                | \"form\":1                     | 1 | the key \"format\" is missing",
        "\"casts\"                   | \"cats\"                       | 1 | the key \"casts\" is missing",
        "\"notNull\":true            | \"notNull\":null               | 8 | there is a null where a value is needed",
        "\"notNull\":true            | \"notNull\":1                  | 8 | \"notNull\" needs true or false",
        "\"modifier\":655366         | \"modifier\":\"655366\"        | 9 | \"modifier\" needs a number",
        "\"modifier\":655366         | \"modifier\":65536.6           | 9 | there is VALUE_NUMBER_FLOAT where a value is needed",
        "\"modifier\":655366         | \"modifier\":65536699999       | 9 | this is not JSON",
        "\"primaryKey\":[\"id\"]     | \"primaryKey\":\"id\"          | 10 | \"primaryKey\" needs a list",
        "\"primaryKey\":[\"id\"]     | \"primaryKey\":[\"\"]          | 10 | \"primaryKey\" holds no identifier",
        "\"target\":\"app.others\"   | \"target\":[\"app.others\"]    | 12 | \"target\" needs a text",
        "\"target\":\"app.others\"   | \"target\":\"app.others.x\"    | 12 | \"target\" holds no name but \"app.others.x\"",
        "\"kind\":\"domain\"         | \"kind\":\"Domain\"            | 20 | \"kind\" is \"Domain\", which is none of its values",
        "\"category\":\"A\"          | \"category\":\"AB\"            | 22 | \"category\" needs one letter",
        "\"element\":\"int4\"        | \"baseModifier\":4             | 22 | the key \"baseModifier\" is unknown in \"types\"",
        "\"searchPath\":[            | \"searchPath\":[{},            | 4 | \"searchPath\" needs a text",
        "\"operators\":[             | \"operators\":[1,              | 28 | \"operators\" needs objects",
        "\"source\":\"int4\",        | \"source\":\"int4\"            | 33 | this is not JSON",
        "\"format\":3                | \"format\":0                   | 2 | there is no format 0",
      })
  void refusesADamagedFile(String good, String bad, int line, String message) {
    assertThat(TEXT).contains(good);

    CatalogFormatException error =
        refuse(TEXT.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));

    assertThat(error.what()).startsWith(message);
    assertThat(error.line()).isEqualTo(line);
    assertThat(error.remedy()).isEqualTo("Take a new snapshot with `deltamill catalog`.");
    assertThat(error).hasMessage("catalog file, line " + line + ": " + error.what() + ". " + error.remedy());
  }

  @Test
  void saysThatANewerFileNeedsANewerVersion() {
    CatalogFormatException error =
        refuse(TEXT.replace("\"format\":3", "\"format\":4").replace("\"casts\"", "\"later\""));

    assertThat(error)
        .hasMessage(
            "catalog file, line 2: the file has format 4, this version reads up to 3. Use the version of Deltamill that"
                + " wrote it, or take a new snapshot with this one's `deltamill catalog`.");
  }

  @Test
  void saysThatAnOldFileHoldsTooLittle() {
    assertThat(refuse(TEXT.replace("\"format\":3", "\"format\":2")))
        .hasMessage(
            "catalog file, line 2: the file has format 2, which does not hold all that this version asks. Take a new"
                + " snapshot with `deltamill catalog`.");
  }

  @Test
  void refusesTextBeforeAndAfterTheCatalog() {
    assertThat(refuse("[" + TEXT + "]").what()).isEqualTo("this is no catalog file: it does not begin with {");
    assertThat(refuse("").what()).isEqualTo("this is no catalog file: it does not begin with {");
    assertThat(refuse(TEXT + "{}").what()).isEqualTo("text follows the end of the catalog");
  }

  @Test
  void refusesEveryTruncation() {
    String text = TEXT.stripTrailing();
    for (int end = 0; end < text.length(); end++) {
      refuse(text.substring(0, end));
    }
  }

  private static CatalogFormatException refuse(String json) {
    CatalogFormatException error = catchThrowableOfType(CatalogFormatException.class, () -> CatalogJson.read(json));
    assertThat(error).as(json).isNotNull();
    return error;
  }
}
