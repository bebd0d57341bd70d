package dev.deltamill.compiler.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.Map;

/** Deltas as the rules derive them, computed in memory. */
final class Deltas {
  private Deltas() {}

  /** The delta of a whole query, not netted: its steps in order, each only when it is triggered. */
  static List<Row> of(Relation query, Database database) {
    StepBuilder steps = new StepBuilder();
    DeltaDeriver deriver = new DeltaDeriver(restriction(), steps);
    DeltaDeriver.Explained derived = deriver.derive(query);
    assertThat(deriver.refusals()).isEmpty();
    Relation.Working delta = steps.workTable("delta", Relation.Changes.withWeight(query.fields()));
    derived.terms().forEach(term -> steps.step(delta.workTable(), term.relation(), term));
    return StepRunner.run(database, steps.workTables(), steps.steps()).get("delta");
  }

  /** What a correct delta nets to: the result after less the result before. */
  static Map<Row, Long> expected(Relation query, Database database) {
    Map<Row, Long> difference = Row.copies(new RelationEvaluator(database).evaluate(query));
    Row.copies(new RelationEvaluator(database.before()).evaluate(query))
        .forEach((row, copies) -> difference.merge(row, -copies, Long::sum));
    difference.values().removeIf(copies -> copies == 0);
    return difference;
  }

  /** A formula that reads no work table, netted. */
  static Map<Row, Long> net(Relation zset, Database database) {
    return Row.net(new RelationEvaluator(database).evaluate(zset));
  }

  /** The delta of an input that is a table. */
  static Delta scan(Relation.Scan scan) {
    return derived(ScanDelta.derive(scan)).delta();
  }

  /** What a rule answered, which must be exact and say why. */
  static Derivation.Derived derived(Derivation derivation) {
    assertThat(derivation).isInstanceOf(Derivation.Derived.class);
    Derivation.Derived derived = (Derivation.Derived) derivation;
    assertThat(derived.safety()).isEqualTo(SafetyClass.DIFF_SAFE);
    assertThat(derived.reason()).isNotBlank();
    return derived;
  }

  static Restriction restriction() {
    return new Restriction(new Equality(Queries.CATALOG));
  }
}
