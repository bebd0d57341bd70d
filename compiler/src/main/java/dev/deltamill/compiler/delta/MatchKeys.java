package dev.deltamill.compiler.delta;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What decides which partners a row of an outer join has: rows of one key have the same. */
sealed interface MatchKeys permits EqualKeys, RowKeys {
  /** What matters of a change on the other side, with its weight. */
  Relation changed(Relation change);

  /**
   * Every key that changes on the other side touch, with the number of its partners after and before.
   *
   * @param changed all that {@link #changed} gave
   */
  Relation.Aggregate counted(Relation changed);

  /**
   * Conditions under which a row has a key.
   *
   * @param keys as {@link #counted} gives them; the conditions are over its fields, then the row's
   */
  List<Expression> finds(Relation keys);

  /** Partners per key: each row brings what it counts after and before. */
  static Relation.Aggregate sums(List<Relation> partners, int keys) {
    Relation all = new Relation.UnionAll(partners);
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      positions.add(i);
    }
    return new Relation.Aggregate(
        all, positions, List.of(sum("matches", all.column(keys)), sum("matches_before", all.column(keys + 1))), keys == 0);
  }

  /** A partner that is there now, and was there before unless a change says otherwise. */
  static Project present(Relation partner, List<Project.Output> keys) {
    return counting(partner, keys, Expression.Literal.bigint(1), Expression.Literal.bigint(1));
  }

  /** A change of a partner, taken back. */
  static Project undone(Relation change, List<Project.Output> keys, Expression weight) {
    return counting(change, keys, Expression.Literal.bigint(0), ZSets.negated(weight));
  }

  private static Project counting(Relation input, List<Project.Output> keys, Expression after, Expression before) {
    List<Project.Output> outputs = new ArrayList<>(keys);
    outputs.add(new Project.Output("matches", after));
    outputs.add(new Project.Output("matches_before", before));
    return new Project(input, outputs);
  }

  private static AggregateCall sum(String name, Expression argument) {
    return new AggregateCall(
        name, QualifiedName.builtin("sum"), List.of(argument), false, Optional.empty(), SqlType.NUMERIC, Span.at("", 1, 1));
  }
}
