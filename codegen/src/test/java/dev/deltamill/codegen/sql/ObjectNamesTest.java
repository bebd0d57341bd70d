package dev.deltamill.codegen.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.name.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ObjectNamesTest {

  @Example
  void plainNamesStayReadable() {
    QualifiedName orders = QualifiedName.of("public", "orders");
    assertThat(ObjectNames.buffer(orders).sql()).isEqualTo("deltamill.public_orders__changes");
    assertThat(ObjectNames.storage(orders).sql()).isEqualTo("deltamill.public_orders__rows");
    assertThat(ObjectNames.captureFunction(orders, "insert").sql()).isEqualTo("deltamill.public_orders__capture_insert");
    assertThat(ObjectNames.workTable(orders, "delta").sql()).isEqualTo("deltamill.public_orders__delta");
    assertThat(ObjectNames.index(orders, "key").sql()).isEqualTo("public_orders__key");
  }

  /** a_b.c and a.b_c read the same; so do Orders and orders, and names that differ in what cannot be kept. */
  @Example
  void namesThatWouldReadTheSameAreTold() {
    List<QualifiedName> tables =
        List.of(
            QualifiedName.of("a_b", "c"),
            QualifiedName.of("a", "b_c"),
            QualifiedName.of("a", "b__c"),
            QualifiedName.of("a", "_b_c"),
            QualifiedName.of("a", "b_c_"),
            QualifiedName.of("a", "B_c"),
            QualifiedName.of("a", "b c"),
            QualifiedName.of("a", "b.c"),
            QualifiedName.of("a.b", "c"),
            QualifiedName.of("a", "b\"c"),
            QualifiedName.of("a", "b-c"),
            QualifiedName.of("a", "größe"),
            QualifiedName.of("a", "grosse"),
            QualifiedName.of("a", "gröse"),
            QualifiedName.of("a", "x".repeat(63)),
            QualifiedName.of("a", "x".repeat(62)),
            QualifiedName.of("a", "x".repeat(62) + "y"));
    assertThat(tables.stream().flatMap(ObjectNamesTest::objects)).doesNotHaveDuplicates();
  }

  /** Nor does a table that is named like another's hashed name get in its way. */
  @Example
  void aNameThatLooksHashedIsHashedItself() {
    QualifiedName hashed = QualifiedName.of("a", "b c");
    String stem = ObjectNames.buffer(hashed).name().value().replaceAll("__changes$", "");
    QualifiedName imitated = QualifiedName.of("a", stem.substring("a_".length()));
    assertThat(Stream.concat(objects(hashed), objects(imitated))).doesNotHaveDuplicates();
  }

  @Property(tries = 3000)
  void differentTablesHaveDifferentObjects(@ForAll("tables") QualifiedName one, @ForAll("tables") QualifiedName other) {
    Assume.that(!one.equals(other));
    assertThat(Stream.concat(objects(one), objects(other))).doesNotHaveDuplicates();
  }

  /** PostgreSQL would cut longer ones at 63 bytes, and two could become one. */
  @Property(tries = 1000)
  void namesFitAndNeedNoQuotes(@ForAll("tables") QualifiedName table) {
    objects(table)
        .forEach(
            name -> {
              assertThat(name.getBytes(StandardCharsets.UTF_8).length).as(name).isLessThanOrEqualTo(63);
              assertThat(name).matches("[a-z][a-z0-9_]*");
            });
  }

  @Provide
  Arbitrary<QualifiedName> tables() {
    Arbitrary<String> adversarial = Arbitraries.strings().withChars("ab_A.\" ö").ofMinLength(1).ofMaxLength(5);
    Arbitrary<String> plain = Arbitraries.strings().withCharRange('a', 'c').withChars('_').ofMinLength(1).ofMaxLength(4);
    Arbitrary<String> longest = Arbitraries.strings().withChars("x_").ofMinLength(60).ofMaxLength(63);
    Arbitrary<String> any =
        Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(text -> text.indexOf('\0') < 0);
    Arbitrary<String> part = Arbitraries.oneOf(adversarial, plain, longest, any);
    return Combinators.combine(part, part).as(QualifiedName::of);
  }

  /** Names of everything that is made for a table, with the longest suffixes. */
  private static Stream<String> objects(QualifiedName table) {
    return Stream.of(
            ObjectNames.storage(table),
            ObjectNames.buffer(table),
            ObjectNames.workTable(table, "delta"),
            ObjectNames.workTable(table, "group1_keys"),
            ObjectNames.workTable(table, "group123_changes"),
            ObjectNames.captureFunction(table, "truncate"),
            ObjectNames.captureFunction(table, "insert"))
        .map(name -> name.name().value());
  }
}
