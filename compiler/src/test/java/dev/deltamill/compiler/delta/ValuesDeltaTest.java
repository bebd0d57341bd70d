package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesDeltaTest {
  private static final Relation.Values VALUES =
      new Relation.Values(
          List.of(new Field("c", SqlType.BIGINT, false)), List.of(List.of(Expression.Literal.bigint(1)), List.of(Expression.Literal.bigint(1))));

  @Test
  void hasNoTerm() {
    assertThat(Deltas.derived(ValuesDelta.derive()).delta().terms()).isEmpty();
  }

  /** The rows themselves, as if they had just come, would come again with every refresh. */
  @Test
  void wouldBeWrongWithItsRowsAsChanges() {
    Database database = Database.of(Map.of(), Map.of());
    assertThat(Deltas.net(ZSets.lift(VALUES), database)).isEqualTo(Map.of(Row.of(1L), 2L));
    assertThat(Row.net(Deltas.of(VALUES, database))).isEqualTo(Deltas.expected(VALUES, database)).isEmpty();
  }
}
