package dev.deltamill.compiler.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Cases;
import dev.deltamill.compiler.delta.Cases.Case;
import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.compiler.delta.RelationEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.ir.relation.Relation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Set operations against what the manual says of them, counted row by row. */
class SetOperationTest {
  private static final Relation LEFT = Queries.select(Queries.R, 0);
  private static final Relation RIGHT = Queries.select(Queries.S, 0);
  private static final SetOperation SIDES = new SetOperation(LEFT, RIGHT, Queries.SPAN);

  @Property(tries = 200)
  void countsAsTheManualSays(@ForAll("anyDatabase") Case c) {
    RelationEvaluator evaluator = new RelationEvaluator(c.database());
    Map<Row, Long> left = Row.copies(evaluator.evaluate(LEFT));
    Map<Row, Long> right = Row.copies(evaluator.evaluate(RIGHT));
    assertThat(Row.copies(evaluator.evaluate(SIDES.intersect()))).isEqualTo(counted(left, right, (l, r) -> l > 0 && r > 0 ? 1L : 0L));
    assertThat(Row.copies(evaluator.evaluate(SIDES.intersectAll()))).isEqualTo(counted(left, right, Math::min));
    assertThat(Row.copies(evaluator.evaluate(SIDES.except()))).isEqualTo(counted(left, right, (l, r) -> l > 0 && r == 0 ? 1L : 0L));
    assertThat(Row.copies(evaluator.evaluate(SIDES.exceptAll()))).isEqualTo(counted(left, right, (l, r) -> Math.max(l - r, 0)));
  }

  private static Map<Row, Long> counted(Map<Row, Long> left, Map<Row, Long> right, BinaryOperator<Long> copies) {
    Map<Row, Long> result = new HashMap<>();
    Map<Row, Long> both = new HashMap<>(left);
    both.putAll(right);
    both.keySet().forEach(row -> result.put(row, copies.apply(left.getOrDefault(row, 0L), right.getOrDefault(row, 0L))));
    result.values().removeIf(count -> count == 0);
    return result;
  }

  @Provide
  Arbitrary<Case> anyDatabase() {
    return Cases.anyQuery();
  }
}
