package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of an outer join whose sides are compared by equality alone: what the other side is compared by. Conditions on that side only decide who is
 * a partner at all; NULL is nobody's key. Without any equality there is one key, of no columns.
 *
 * <p>{@code own} need not be read to know whose key it is, so that a change that leaves every key with partners costs nothing on that side.
 */
final class EqualKeys implements MatchKeys {
  private final Partners partners;
  private final Restriction restriction;

  EqualKeys(Partners partners, Restriction restriction) {
    this.partners = partners;
    this.restriction = restriction;
  }

  @Override
  public Relation changed(Relation change) {
    return keysOf(change, true);
  }

  @Override
  public Relation.Aggregate counted(Relation changed) {
    int count = partners.keys().size();
    List<Integer> positions = IntStream.range(0, count).boxed().toList();
    Relation now = keysOf(partners.other(), false);
    Relation touched =
        count == 0
            ? now
            : restriction.restrict(
                now, positions.stream().map(now::column).toList(), new Relation.Aggregate(changed, positions, List.of(), false));
    return MatchKeys.sums(
        List.of(
            MatchKeys.present(touched, ZSets.columns(touched)),
            MatchKeys.undone(changed, ZSets.dataColumns(changed), changed.weight())),
        count);
  }

  @Override
  public List<Expression> finds(Relation keys) {
    List<Expression> conditions = new ArrayList<>();
    for (int i = 0; i < partners.keys().size(); i++) {
      Partners.Key key = partners.keys().get(i);
      conditions.add(key.with(keys.column(i), key.own().shift(partners.keys().size())));
    }
    return conditions;
  }

  /** The keys of those rows of the other side that can be partners. */
  private Relation keysOf(Relation rows, boolean zset) {
    Relation possible =
        partners.otherConditions().isEmpty() ? rows : new Relation.Filter(rows, Expression.and(partners.otherConditions()));
    List<Project.Output> outputs = new ArrayList<>();
    for (Partners.Key key : partners.keys()) {
      outputs.add(new Project.Output(name(key, outputs.size()), key.other()));
    }
    Relation keys = zset ? ZSets.project(possible, outputs) : new Project(possible, outputs);
    List<Expression> present = new ArrayList<>();
    List<Project.Output> notNull = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Expression.Column column = keys.column(i);
      if (column.nullable()) {
        present.add(new Expression.Is(column, Expression.Is.Test.ABSENT, true));
      }
      notNull.add(new Project.Output(outputs.get(i).name(), new Expression.Column(i, column.type(), false)));
    }
    if (present.isEmpty()) {
      return keys;
    }
    Relation found = new Relation.Filter(keys, Expression.and(present));
    return zset ? ZSets.project(found, notNull) : new Project(found, notNull);
  }

  private String name(Partners.Key key, int position) {
    return key.other() instanceof Expression.Column(int column, _, _)
        ? partners.other().fields().get(column).name()
        : "key_" + (position + 1);
  }
}
