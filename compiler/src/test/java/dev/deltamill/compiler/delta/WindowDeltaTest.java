package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.SortKey;
import dev.deltamill.ir.relation.WindowCall;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowDeltaTest {
  private static final SortKey BY_V = new SortKey(Queries.R.column(1), false, Optional.empty(), Optional.empty(), false);
  private static final SortKey BY_IMAGE = SortKey.tieBreaker(RowImage.of(Queries.R));

  /** Two partitions; in the first a row comes before another that does not change, in the second nothing happens. */
  private static final Database DATABASE =
      Database.of(
          Map.of(Queries.R, List.of(Row.of(1L, 5L, "a"), Row.of(1L, 7L, "b"), Row.of(2L, 1L, "c"))),
          Map.of(Queries.R, List.of(Row.of(1L, 6L, "n").weighing(1), Row.of(1L, 5L, "a").weighing(-1))));

  private static Relation.Window numbered(List<Integer> partition, SortKey... order) {
    WindowCall call =
        new WindowCall(
            "n", QualifiedName.builtin("row_number"), false, List.of(), Optional.empty(), List.of(order), Frame.DEFAULT, SqlType.BIGINT, Queries.SPAN);
    return new Relation.Window(Queries.R, partition, List.of(call));
  }

  @Test
  void computesThePartitionsThatChanged() {
    Relation.Window window = numbered(List.of(0), BY_V, BY_IMAGE);
    assertThat(Row.net(Deltas.of(window, DATABASE)))
        .isEqualTo(Map.of(Row.of(1L, 5L, "a", 1L), -1L, Row.of(1L, 6L, "n", 1L), 1L))
        .isEqualTo(Deltas.expected(window, DATABASE));
  }

  @Test
  void allRowsAreOnePartitionWithoutPartitionBy() {
    Relation.Window window = numbered(List.of(), BY_V, BY_IMAGE);
    assertThat(Row.net(Deltas.of(window, DATABASE)))
        .isEqualTo(Map.of(Row.of(1L, 5L, "a", 2L), -1L, Row.of(1L, 6L, "n", 2L), 1L))
        .isEqualTo(Deltas.expected(window, DATABASE));
  }

  /** Two refreshes may read the same rows in another order, and would number them otherwise though nothing changed. */
  @Test
  void wouldBeWrongIfTiesWereLeftOpen() {
    List<Row> rows = List.of(Row.of(1L, 5L, "b"), Row.of(1L, 5L, "a"));
    Relation.Window open = numbered(List.of(0), BY_V);
    assertThat(Row.copies(WindowEvaluator.evaluate(open, rows))).isNotEqualTo(Row.copies(WindowEvaluator.evaluate(open, rows.reversed())));
    Relation.Window stated = numbered(List.of(0), BY_V, BY_IMAGE);
    assertThat(Row.copies(WindowEvaluator.evaluate(stated, rows))).isEqualTo(Row.copies(WindowEvaluator.evaluate(stated, rows.reversed())));
  }

  @Test
  void saysThatItDependsOnTheImageOfRows() {
    StepBuilder steps = new StepBuilder();
    KeyedOperator keyed = new KeyedOperator(new Before(Map.of()), Deltas.restriction(), steps);
    Derivation broken = WindowDelta.derive(numbered(List.of(0), BY_V, BY_IMAGE), Deltas.scan(Queries.R), keyed);
    assertThat(broken).isInstanceOfSatisfying(Derivation.Derived.class, d -> assertThat(d.safety()).isEqualTo(SafetyClass.ROW_ID_SENSITIVE));
    Derivation total = WindowDelta.derive(numbered(List.of(0), BY_V), Deltas.scan(Queries.R), keyed);
    assertThat(total).isInstanceOfSatisfying(Derivation.Derived.class, d -> assertThat(d.safety()).isEqualTo(SafetyClass.DIFF_SAFE));
  }
}
