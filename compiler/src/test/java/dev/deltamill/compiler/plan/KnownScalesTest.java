package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Cases;
import dev.deltamill.compiler.delta.Cases.Case;
import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.compiler.delta.RelationEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KnownScalesTest {

  /** What is said to be known of a field holds for every value in it. */
  @Property(tries = 1000)
  void everyValueHasTheScaleThatIsKnown(@ForAll("anyQuery") Case c) {
    KnownScales scales = new KnownScales();
    List<Row> rows = new RelationEvaluator(c.database()).evaluate(c.query());
    for (int i = 0; i < c.query().fields().size(); i++) {
      if (c.query().fields().get(i).type().is("numeric") && scales.of(c.query(), i).isPresent()) {
        for (Row row : rows) {
          if (row.get(i) instanceof BigDecimal number) {
            assertThat(number.scale()).as("field " + i).isEqualTo(scales.of(c.query(), i).getAsInt());
          }
        }
      }
    }
  }

  @Provide
  Arbitrary<Case> anyQuery() {
    return Cases.anyQuery();
  }

  /** A stream table's column is declared as bare numeric, and its definition knows better. */
  @Example
  void remembersStreamTables() {
    KnownScales scales = new KnownScales();
    Relation sums =
        new Relation.Aggregate(
            Queries.U,
            List.of(0),
            List.of(
                Queries.call("total", "sum", Queries.U.column(1), SqlType.NUMERIC),
                Queries.call("mean", "avg", Queries.U.column(1), SqlType.NUMERIC)),
            false);
    scales.remember(QualifiedName.of("public", "totals"), sums);
    Relation.Scan totals =
        Queries.scan("totals", new Field("mean", SqlType.NUMERIC, true), new Field("total", SqlType.NUMERIC, true));
    assertThat(scales.of(totals, 1)).hasValue(2);
    assertThat(scales.of(totals, 0)).as("a quotient").isEmpty();
    assertThat(scales.of(Queries.S, 1)).as("a table").isEmpty();
  }
}
