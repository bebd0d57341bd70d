package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An outer join as its rows without a partner see it: whose rows they are, where partners would be, and how a partner is told.
 *
 * @param own the side whose rows may be without a partner
 * @param other the side where partners are
 * @param condition over {@code own}'s fields, then {@code other}'s
 * @param keys equalities between the sides under which rows of one group find the same partners
 * @param ownConditions conditions over {@code own} alone: a row that fails them has no partner whatever happens
 * @param otherConditions conditions over {@code other} alone (from its field 0), and constants
 * @param mixed conditions over both sides that are not keys
 */
record Partners(
    Relation own,
    Relation other,
    Expression condition,
    List<Key> keys,
    List<Expression> ownConditions,
    List<Expression> otherConditions,
    List<Expression> mixed) {
  /**
   * {@code own = other}, in either order.
   *
   * @param comparison as written, over both sides
   * @param own over {@code own}'s fields
   * @param other over {@code other}'s fields
   */
  record Key(Expression.Operator comparison, Expression own, Expression other) {
    /** The comparison with something else in the place of {@code other}'s side. */
    Expression with(Expression value, Expression ownPlaced) {
      boolean ownFirst = comparison.operands().getFirst().equals(own);
      return comparison.withOperands(ownFirst ? List.of(ownPlaced, value) : List.of(value, ownPlaced));
    }
  }

  /** How rows of the left side find partners on the right. */
  static Partners ofLeft(Relation.OuterJoin join, Equality equality) {
    return of(join.left(), join.right(), join.condition(), equality);
  }

  /** How rows of the right side find partners on the left. */
  static Partners ofRight(Relation.OuterJoin join, Equality equality) {
    int left = join.left().fields().size();
    int right = join.right().fields().size();
    Expression turned = join.condition().moveColumns(i -> i < left ? right + i : i - left);
    return of(join.right(), join.left(), turned, equality);
  }

  private static Partners of(Relation own, Relation other, Expression condition, Equality equality) {
    int width = own.fields().size();
    List<Key> keys = new ArrayList<>();
    List<Expression> ownConditions = new ArrayList<>();
    List<Expression> otherConditions = new ArrayList<>();
    List<Expression> mixed = new ArrayList<>();
    for (Expression conjunct : condition.conjuncts()) {
      SortedSet<Integer> columns = conjunct.columns();
      if (columns.headSet(width).isEmpty()) {
        otherConditions.add(conjunct.moveColumns(i -> i - width));
      } else if (columns.tailSet(width).isEmpty()) {
        ownConditions.add(conjunct);
      } else if (conjunct instanceof Expression.Operator comparison && equality.isKey(comparison) && isSplit(comparison, width)) {
        boolean ownFirst = comparison.operands().getFirst().columns().first() < width;
        Expression mine = comparison.operands().get(ownFirst ? 0 : 1);
        Expression theirs = comparison.operands().get(ownFirst ? 1 : 0);
        keys.add(new Key(comparison, mine, theirs.moveColumns(i -> i - width)));
      } else {
        mixed.add(conjunct);
      }
    }
    return new Partners(own, other, condition, keys, ownConditions, otherConditions, mixed);
  }

  /** Whether each operand reads one side, and not the same one. */
  static boolean isSplit(Expression.Operator comparison, int width) {
    SortedSet<Integer> left = comparison.operands().get(0).columns();
    SortedSet<Integer> right = comparison.operands().get(1).columns();
    if (left.isEmpty() || right.isEmpty()) {
      return false;
    }
    SortedSet<Integer> first = left.first() < right.first() ? left : right;
    SortedSet<Integer> second = first == left ? right : left;
    return first.last() < width && second.first() >= width;
  }

  /** Positions of the columns of {@code own} by which partners are told. */
  List<Integer> ownColumns() {
    return List.copyOf(condition.columns().headSet(own.fields().size()));
  }

  /** Positions in {@code other} of the columns by which partners are told. */
  List<Integer> otherColumns() {
    int width = own.fields().size();
    SortedSet<Integer> columns = new TreeSet<>();
    condition.columns().tailSet(width).forEach(column -> columns.add(column - width));
    return List.copyOf(columns);
  }
}
