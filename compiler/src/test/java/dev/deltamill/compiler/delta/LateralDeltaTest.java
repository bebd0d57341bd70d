package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LateralDeltaTest {
  private static final Row ROW = Row.of(1L, 0L, "a");
  private static final Row PARTNER = Row.of(1L, BigDecimal.ONE);
  private static final Row NOBODY = Row.of(null, null);

  /** The row that stood alone goes when its partner comes, for each of its copies. */
  @Test
  void takesBackTheNullsOfARowThatFindsAPartner() {
    Database database =
        Database.of(Map.of(Queries.R, List.of(ROW, ROW)), Map.of(Queries.S, List.of(PARTNER.weighing(1))));
    assertThat(Row.net(Deltas.of(lateral(true), database)))
        .isEqualTo(Map.of(ROW.with(PARTNER), 2L, ROW.with(NOBODY), -2L))
        .isEqualTo(Deltas.expected(lateral(true), database));
  }

  @Test
  void countsAPairOfNewRowsOnce() {
    Database database =
        Database.of(Map.of(), Map.of(Queries.R, List.of(ROW.weighing(1)), Queries.S, List.of(PARTNER.weighing(1))));
    assertThat(Row.net(Deltas.of(lateral(false), database)))
        .isEqualTo(Map.of(ROW.with(PARTNER), 1L))
        .isEqualTo(Deltas.expected(lateral(false), database));
  }

  private static Relation lateral(boolean outer) {
    Relation right =
        new Relation.Filter(Queries.S, Queries.equal(Queries.S.column(0), new Expression.Parameter(0, SqlType.INTEGER, true)));
    return new Relation.Lateral(Queries.R, right, List.of(Queries.R.column(0)), outer);
  }
}
