package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterDeltaTest {
  private static final Relation.Filter FILTER =
      new Relation.Filter(Queries.R, Queries.equal(Queries.R.column(0), Queries.constant("1", SqlType.INTEGER)));
  private static final Row PASSES = Row.of(1L, 0L, "a");
  private static final Row UNKNOWN = Row.of(null, 0L, "a");

  @Test
  void filtersTheChanges() {
    Derivation.Derived derived = Deltas.derived(FilterDelta.derive(FILTER, Deltas.scan(Queries.R)));
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(PASSES, UNKNOWN)),
            Map.of(Queries.R, List.of(PASSES.weighing(-1), UNKNOWN.weighing(-1), PASSES.weighing(1), PASSES.weighing(1))));
    assertThat(Deltas.net(derived.delta().terms().getFirst().relation(), database))
        .isEqualTo(Map.of(PASSES, 1L))
        .isEqualTo(Deltas.expected(FILTER, database));
  }

  /** Not so for a condition that gives another answer after than it gave before: rows that did not change come or go. */
  @Test
  void wouldBeWrongForAConditionThatChangesItsMind() {
    Relation wasFalse = new Relation.Filter(Queries.R, Expression.Literal.FALSE);
    Relation isTrue = new Relation.Filter(Queries.R, Expression.Literal.TRUE);
    Database database = Database.of(Map.of(Queries.R, List.of(PASSES)), Map.of());
    assertThat(new RelationEvaluator(database).evaluate(isTrue)).isNotEqualTo(new RelationEvaluator(database.before()).evaluate(wasFalse));
    assertThat(Deltas.of(isTrue, database)).isEmpty();
  }
}
