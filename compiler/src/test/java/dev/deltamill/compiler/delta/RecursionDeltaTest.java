package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecursionDeltaTest {
  private static final List<Field> NODE = List.of(new Field("node", SqlType.INTEGER, true));

  /** What node 1 leads to over the edges (k, v) of R. */
  private static Relation.Recursion reachable(boolean distinct) {
    Relation start = new Relation.Values(NODE, List.of(List.of(Queries.constant("1", SqlType.INTEGER))));
    Relation.Join join = new Relation.Join(List.of(new Relation.Iteration("reachable", NODE), Queries.R), Expression.Literal.TRUE);
    Relation step =
        new Relation.Project(
            new Relation.Join(join.inputs(), Queries.equal(join.column(0), join.column(1))),
            List.of(new Relation.Project.Output("node", join.column(2))));
    return new Relation.Recursion("reachable", start, step, distinct, NODE);
  }

  private static Row edge(long from, long to) {
    return Row.of(from, to, "e");
  }

  /** Edge 1–2 goes, and 2 is still reached over 3; edge 3–4 goes, and with it 4 and 5, which lead to one another. */
  @Test
  void keepsWhatAnotherPathReachesAndNotWhatReachesItself() {
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(edge(1, 2), edge(1, 3), edge(3, 2), edge(3, 4), edge(4, 5), edge(5, 4))),
            Map.of(Queries.R, List.of(edge(1, 2).weighing(-1), edge(3, 4).weighing(-1))));
    assertThat(Row.net(Deltas.of(reachable(true), database)))
        .isEqualTo(Map.of(Row.of(4L), -1L, Row.of(5L), -1L))
        .isEqualTo(Deltas.expected(reachable(true), database));
  }

  /** Under UNION ALL each path counts. */
  @Test
  void countsPaths() {
    Database database =
        Database.of(
            Map.of(Queries.R, List.of(edge(1, 2), edge(2, 3))),
            Map.of(Queries.R, List.of(edge(1, 2).weighing(1))));
    assertThat(Row.net(Deltas.of(reachable(false), database)))
        .isEqualTo(Map.of(Row.of(2L), 1L, Row.of(3L), 1L))
        .isEqualTo(Deltas.expected(reachable(false), database));
  }

  /** Without netting, the rows as of the frontier still hold the edge that came since, and the recursion over them finds 2 already. */
  @Test
  void wouldBeWrongOverWhatIsNotNetted() {
    Database database = Database.of(Map.of(), Map.of(Queries.R, List.of(edge(1, 2).weighing(1))));
    Relation.Recursion recursion = reachable(true);
    Relation before = Relation.Before.of(Queries.R);
    Relation edges = new Relation.Project(before, ZSets.dataColumns(before));
    Relation.Project step = (Relation.Project) recursion.step();
    Relation.Join join = (Relation.Join) step.input();
    Relation notNetted =
        recursion.withInputs(
            List.of(recursion.start(), step.withInputs(List.of(new Relation.Join(List.of(join.inputs().getFirst(), edges), join.condition())))));
    Relation wrong = new Relation.UnionAll(List.of(ZSets.lift(recursion), ZSets.liftNegated(notNetted)));
    assertThat(Deltas.net(wrong, database)).isEmpty();
    assertThat(Deltas.expected(recursion, database)).isEqualTo(Map.of(Row.of(2L), 1L));
  }

  @Test
  void neverChangesOverConstants() {
    Relation.Recursion recursion = reachable(true);
    Relation.Recursion constant = new Relation.Recursion("n", recursion.start(), new Relation.Iteration("n", NODE), true, NODE);
    assertThat(RecursionDelta.derive(constant, new StepBuilder()).delta().terms()).isEmpty();
  }
}
