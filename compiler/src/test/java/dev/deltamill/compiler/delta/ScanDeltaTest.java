package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanDeltaTest {
  private static final Row ROW = Row.of(1L, 0L, "a");

  @Test
  void isTheBufferAsItStands() {
    Delta delta = Deltas.scan(Queries.R);
    assertThat(delta.terms()).hasSize(1);
    assertThat(delta.terms().getFirst().law()).isEqualTo("Δr");
    assertThat(delta.terms().getFirst().triggers()).containsExactly(Queries.R.table());
    Database database = Database.of(Map.of(), Map.of(Queries.R, List.of(ROW.weighing(1), ROW.weighing(-1))));
    assertThat(new RelationEvaluator(database).evaluate(delta.terms().getFirst().relation()))
        .as("a row that came and went stands twice")
        .containsExactly(ROW.weighing(1), ROW.weighing(-1));
  }

  /** Whoever takes the buffer for a set of rows, each changed once, loses the copies. */
  @Test
  void keepsEveryCopy() {
    Database database =
        Database.of(Map.of(Queries.R, List.of(ROW, ROW)), Map.of(Queries.R, List.of(ROW.weighing(1), ROW.weighing(1))));
    assertThat(Row.net(Deltas.of(Queries.R, database))).isEqualTo(Map.of(ROW, 2L)).isEqualTo(Deltas.expected(Queries.R, database));
  }
}
