package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFunctionDeltaTest {
  private static final Relation.TableFunction SERIES =
      series(new Expression.Parameter(0, SqlType.INTEGER, true));

  @Test
  void neverChangesByItself() {
    Relation constant = series(Queries.constant("3", SqlType.INTEGER));
    assertThat(new DeltaDeriver(Deltas.restriction(), new StepBuilder()).derive(constant).terms()).isEmpty();
  }

  /** Computed for the changed rows of the left side: nothing is looked up in any state before. */
  @Test
  void isAFlatMapOfTheRowsItIsGiven() {
    StepBuilder steps = new StepBuilder();
    Relation.Lateral lateral = new Relation.Lateral(Queries.R, SERIES, List.of(Queries.R.column(0)), false);
    assertThat(new DeltaDeriver(Deltas.restriction(), steps).derive(lateral).terms())
        .singleElement()
        .satisfies(term -> assertThat(term.triggers()).containsExactly(Queries.R.table()));
    assertThat(steps.steps())
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.relation().inputs().getFirst())
                    .isEqualTo(new Relation.Lateral(Relation.Changes.of(Queries.R), SERIES, lateral.arguments(), false)));
  }

  private static Relation.TableFunction series(Expression last) {
    Expression.Call call =
        new Expression.Call(
            QualifiedName.builtin("generate_series"),
            List.of(Queries.constant("1", SqlType.INTEGER), last),
            SqlType.INTEGER,
            Volatility.IMMUTABLE,
            true);
    return new Relation.TableFunction(
        List.of(new Relation.TableFunction.Item(call, List.of())), false, List.of(new Field("n", SqlType.INTEGER, true)));
  }
}
