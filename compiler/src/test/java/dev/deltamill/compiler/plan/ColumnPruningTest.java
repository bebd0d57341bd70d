package dev.deltamill.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Cases;
import dev.deltamill.compiler.delta.Cases.Case;
import dev.deltamill.compiler.delta.Queries;
import dev.deltamill.compiler.delta.RelationEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Frame;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.WindowCall;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ColumnPruningTest {

  @Property(tries = 1000)
  void keepsTheBag(@ForAll("anyQuery") Case c) {
    RelationEvaluator evaluator = new RelationEvaluator(c.database());
    for (Relation query : List.of(c.query(), Normalization.normalize(c.query()))) {
      Relation pruned = ColumnPruning.prune(query);
      assertThat(pruned.fields()).isEqualTo(query.fields());
      assertThat(Row.copies(evaluator.evaluate(pruned))).isEqualTo(Row.copies(evaluator.evaluate(query)));
      assertThat(ColumnPruning.prune(pruned)).as("pruned again").isEqualTo(pruned);
    }
  }

  /** Such a GROUP BY would print as a SELECT without aggregates and without GROUP BY: one row per row of its input. */
  @Property(tries = 1000)
  void leavesNoGlobalAggregateWithoutCalls(@ForAll("anyQuery") Case c) {
    assertCalls(ColumnPruning.prune(Normalization.normalize(c.query())));
  }

  private static void assertCalls(Relation relation) {
    if (relation instanceof Relation.Aggregate(_, var keys, var calls, _) && keys.isEmpty()) {
      assertThat(calls).isNotEmpty();
    }
    relation.inputs().forEach(ColumnPruningTest::assertCalls);
  }

  @Provide
  Arbitrary<Case> anyQuery() {
    return Cases.anyQuery();
  }

  /** SELECT t FROM r JOIN s ON r.k = s.k: of s only the key, of r not v. */
  @Example
  void readsWhatIsSelectedAndCompared() {
    assertThat(read(Queries.select(Queries.join(Queries.R, Queries.S, 0, 0), 2))).containsExactly("r.k", "r.t", "s.k");
  }

  @Example
  void readsWhatIsFiltered() {
    Relation filtered = new Relation.Filter(Queries.R, Queries.equal(Queries.R.column(1), Queries.constant("1", SqlType.INTEGER)));
    assertThat(read(Queries.select(filtered, 2))).containsExactly("r.v", "r.t");
  }

  /** Keys are read though nobody looks at them, aggregates only if somebody does. */
  @Example
  void readsKeysAlwaysAndArgumentsOnDemand() {
    Relation.Aggregate aggregate =
        new Relation.Aggregate(
            Queries.R,
            List.of(0),
            List.of(
                Queries.call("sum", "sum", Queries.R.column(1), SqlType.BIGINT),
                Queries.call("max", "max", Queries.R.column(2), SqlType.TEXT)),
            false);
    assertThat(read(Queries.select(aggregate, 1))).containsExactly("r.k", "r.v");
  }

  @Example
  void readsNothingOfATableThatIsOnlyCounted() {
    assertThat(read(new Relation.Aggregate(Queries.R, List.of(), List.of(Queries.count("n")), true))).isEmpty();
  }

  /** One row, whatever the input holds; so the input is not read at all. */
  @Example
  void aGlobalAggregateThatNobodyReadsIsOneRow() {
    Relation count = new Relation.Aggregate(Queries.R, List.of(), List.of(Queries.count("n")), true);
    Relation cross = new Relation.Join(List.of(Queries.S, count), Expression.Literal.TRUE);
    assertThat(ColumnPruning.prune(Queries.select(cross, 0)).inputs().getFirst().inputs())
        .contains(new Relation.Values(List.of(), List.of(List.of())));
  }

  @Example
  void everyBranchOfAUnionLosesTheSameColumns() {
    Relation union = new Relation.UnionAll(List.of(Queries.S, Queries.S));
    assertThat(read(Queries.select(union, 1))).containsExactly("s.n", "s.n");
  }

  /** Tied rows are put in order by all fields of a window: two copies with different fields would number them differently. */
  @Example
  void copiesOfAWindowKeepTheSameFields() {
    WindowCall number =
        new WindowCall(
            "n", QualifiedName.builtin("row_number"), false, List.of(), Optional.empty(), List.of(), Frame.DEFAULT, SqlType.BIGINT, Queries.SPAN);
    Relation window = new Relation.Window(Queries.R, List.of(), List.of(number));
    Relation joined = new Relation.Join(List.of(window, window), Expression.Literal.TRUE);
    assertThat(read(Queries.select(joined, 0, 3, 6, 7))).containsExactly("r.k", "r.t", "r.k", "r.t");
    assertThat(read(Queries.select(joined, 0, 3, 6))).as("one of them numbers nothing that is read").containsExactly("r.k", "r.t");
  }

  /** A key of which a column is gone is no key. */
  @Example
  void keepsAKeyOnlyWhole() {
    Relation.Scan keyed = new Relation.Scan(Queries.R.table(), "r", Queries.R.fields(), List.of(0, 1), Queries.SPAN);
    assertThat(((Relation.Scan) leaf(Queries.select(keyed, 1, 2))).key()).isEmpty();
    assertThat(((Relation.Scan) leaf(Queries.select(keyed, 0, 1))).key()).containsExactly(0, 1);
    Relation.Scan last = new Relation.Scan(Queries.R.table(), "r", Queries.R.fields(), List.of(2), Queries.SPAN);
    assertThat(((Relation.Scan) leaf(Queries.select(last, 2))).key()).containsExactly(0);
  }

  private static Relation leaf(Relation query) {
    Relation leaf = ColumnPruning.prune(query);
    while (!leaf.inputs().isEmpty()) {
      leaf = leaf.inputs().getFirst();
    }
    return leaf;
  }

  private static List<String> read(Relation query) {
    List<String> read = new ArrayList<>();
    collect(ColumnPruning.prune(query), read);
    return read;
  }

  private static void collect(Relation relation, List<String> read) {
    if (relation instanceof Relation.Scan scan) {
      scan.fields().stream().map(Field::name).forEach(name -> read.add(scan.alias() + "." + name));
    }
    relation.inputs().forEach(input -> collect(input, read));
  }
}
