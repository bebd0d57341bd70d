package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.compiler.delta.Cases.Case;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@code after = before + Δ}, whatever the query and whatever happened. */
class DeltaLawTest {

  @Property(tries = 1000)
  void filters(@ForAll("filters") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> filters() {
    return Cases.of(queries -> queries.filter(queries.scan()));
  }

  @Property(tries = 1000)
  void projections(@ForAll("projections") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> projections() {
    return Cases.of(queries -> queries.project(queries.scan()));
  }

  @Property(tries = 2000)
  void joins(@ForAll("joins") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> joins() {
    return Cases.of(queries -> queries.join(0));
  }

  @Property(tries = 3000)
  void outerJoins(@ForAll("outerJoins") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> outerJoins() {
    return Cases.of(queries -> queries.outerJoin(queries.scan(), queries.scan()));
  }

  @Property(tries = 2000)
  void outerJoinsOfOuterJoins(@ForAll("outerJoinsOfOuterJoins") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> outerJoinsOfOuterJoins() {
    return Cases.of(
        queries ->
            queries.outerJoin(
                queries.outerJoin(queries.relation(1), queries.scan()), queries.outerJoin(queries.scan(), queries.relation(1))));
  }

  @Property(tries = 1000)
  void unions(@ForAll("unions") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> unions() {
    return Cases.of(queries -> queries.unionAll(1));
  }

  @Property(tries = 2000)
  void aggregates(@ForAll("aggregates") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> aggregates() {
    return Cases.of(queries -> queries.aggregate(queries.relation(1)));
  }

  @Property(tries = 2000)
  void aggregatesBelowJoins(@ForAll("aggregatesBelowJoins") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> aggregatesBelowJoins() {
    return Cases.of(queries -> queries.joined(queries.aggregate(queries.scan()), queries.aggregate(queries.relation(1))));
  }

  @Property(tries = 2000)
  void windows(@ForAll("windows") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> windows() {
    return Cases.of(queries -> queries.window(queries.window(queries.relation(1))));
  }

  @Property(tries = 2000)
  void subqueries(@ForAll("subqueries") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> subqueries() {
    return Cases.of(queries -> queries.apply(queries.relation(1)));
  }

  @Property(tries = 2000)
  void laterals(@ForAll("laterals") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> laterals() {
    return Cases.of(queries -> queries.lateral(queries.relation(1)));
  }

  @Property(tries = 2000)
  void recursions(@ForAll("recursions") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> recursions() {
    return Cases.of(queries -> queries.recursion(1));
  }

  @Property(tries = 2000)
  void everythingNested(@ForAll("anyQuery") Case c) {
    holds(c);
  }

  @Provide
  Arbitrary<Case> anyQuery() {
    return Cases.anyQuery();
  }

  /** Steps in order, each only when it is triggered; {@link StepRunner} holds that the others would give nothing. */
  private static void holds(Case c) {
    Map<Row, Long> expected = Row.copies(new RelationEvaluator(c.database()).evaluate(c.query()));
    Map<Row, Long> actual = Row.copies(new RelationEvaluator(c.database().before()).evaluate(c.query()));
    Row.net(Deltas.of(c.query(), c.database())).forEach((row, weight) -> actual.merge(row, weight, Long::sum));
    actual.values().removeIf(copies -> copies == 0);
    assertThat(actual).isEqualTo(expected);
  }
}
