package dev.deltamill.compiler.delta;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which rows of one side of an outer join become lone, or cease to be, because of changes on the other side:
 *
 * <pre>
 *   before(own) ⋈ Δ(keys without a partner)
 *   partners before = partners after − partners that came + partners that went
 *   a key's weight  = +1 if it had partners and has none now, −1 if it had none and has some, else it is left out
 * </pre>
 *
 * <p>Exact: whether a row is lone depends on its {@linkplain MatchKeys key} alone, and only keys that a change of the other side touches can gain or lose
 * their last partner. Partners are counted, not netted: a sum of weights does not care about rows that came and went. {@code own} is only multiplied,
 * so that its duplicates need no identity.
 *
 * <p>The counter-example next door: the same, once per changed source of the other side. A partner that moves from one key to another, or one that
 * goes while another comes, would be seen twice or not at all; hence the changes of all sources are taken together.
 */
final class UnmatchedDelta {
  private final Partners partners;
  private final Delta own;
  private final Delta other;
  private final List<String> names;

  /**
   * @param own the delta of {@link Partners#own()}, read several times
   * @param other the delta of {@link Partners#other()}, read several times
   * @param names what both are called in laws
   */
  UnmatchedDelta(Partners partners, Delta own, Delta other, List<String> names) {
    this.partners = partners;
    this.own = own;
    this.other = other;
    this.names = names;
  }

  /**
   * The term, over {@code own}'s fields; none where the other side never changes.
   *
   * @param name of the term, and stem of the names of its parts
   */
  Optional<Delta.Term> derive(String name, Restriction restriction) {
    if (other.terms().isEmpty()) {
      return Optional.empty();
    }
    SortedSet<QualifiedName> triggers = new TreeSet<>();
    other.terms().forEach(term -> triggers.addAll(term.triggers()));
    MatchKeys keys =
        partners.mixed().isEmpty()
            ? new EqualKeys(partners, restriction)
            : new RowKeys(partners, own, restriction.equality(), name);
    List<Relation> changes = other.terms().stream().map(term -> keys.changed(term.relation())).toList();
    Relation changed =
        new Relation.Shared(
            name + "_touched", changes.size() == 1 ? changes.getFirst() : new Relation.UnionAll(changes));
    Relation lone = new Relation.Shared(name + "_lone", crossed(keys.counted(changed)));
    return Optional.of(
        new Delta.Term(
            name,
            rows(keys, lone),
            triggers,
            "outer join",
            "before(" + names.getFirst() + ") ⋈ Δ(keys without a partner in " + names.getLast() + ")"));
  }

  /** From keys, partners after and partners before to the keys that gained their first partner or lost their last. */
  private static Relation crossed(Relation.Aggregate counted) {
    int keys = counted.keys().size();
    Expression noneAfter = isZero(counted.column(keys));
    Expression noneBefore = isZero(counted.column(keys + 1));
    Relation.Filter crossed = new Relation.Filter(counted, Booleans.different(noneAfter, noneBefore));
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      outputs.add(new Project.Output(counted.fields().get(i).name(), crossed.column(i)));
    }
    return ZSets.withWeight(
        crossed, outputs, Booleans.when(noneAfter, Expression.Literal.bigint(1), Expression.Literal.bigint(-1)));
  }

  /** The rows that have those keys, as they were before. */
  private Relation rows(MatchKeys keys, Relation lone) {
    List<Field> fields = lone.fields().subList(0, lone.fields().size() - 1);
    // Stands for the keys in the join's condition; the term reads them with their weights.
    Relation bare = new Relation.Values(fields, List.of());
    List<Expression> conditions = new ArrayList<>(keys.finds(bare));
    partners.ownConditions().forEach(condition -> conditions.add(condition.shift(fields.size())));
    Relation.Join join = new Relation.Join(List.of(bare, partners.own()), Expression.and(conditions));
    Relation found =
        new JoinTerm(
                join,
                new JoinGraph(join),
                List.of("lone", names.getFirst()),
                List.of(new Delta(List.of()), own),
                Set.of())
            .of(0, lone);
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = fields.size(); i < join.fields().size(); i++) {
      outputs.add(new Project.Output(join.fields().get(i).name(), found.column(i)));
    }
    return ZSets.project(found, outputs);
  }

  private static Expression isZero(Expression number) {
    return Booleans.equal(number, new Expression.Literal(Optional.of("0"), number.type()));
  }
}
