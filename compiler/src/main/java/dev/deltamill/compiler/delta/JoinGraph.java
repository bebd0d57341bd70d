package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which inputs of a join are connected by equal columns, and how: what an optimiser would call the join graph. */
final class JoinGraph {
  private final Relation.Join join;

  /** For each column of the join the smallest position among those it must equal. */
  private final int[] representative;

  JoinGraph(Relation.Join join) {
    this.join = join;
    this.representative = IntStream.range(0, join.fields().size()).toArray();
    for (Expression condition : join.condition().conjuncts()) {
      if (condition instanceof Expression.Operator(var symbol, var operands, _, _, _)
          && symbol.name().value().equals("=")
          && operands.size() == 2
          && operands.get(0) instanceof Expression.Column a
          && operands.get(1) instanceof Expression.Column b) {
        equate(representative[a.index()], representative[b.index()]);
      }
    }
  }

  private void equate(int a, int b) {
    for (int i = 0; i < representative.length; i++) {
      if (representative[i] == Math.max(a, b)) {
        representative[i] = Math.min(a, b);
      }
    }
  }

  /** Positions of an input's columns in the join. */
  List<Integer> columns(int input) {
    int offset = join.offset(input);
    return IntStream.range(offset, offset + join.inputs().get(input).fields().size()).boxed().toList();
  }

  /** Whether rows of an input are found by its whole key from columns at hand. */
  boolean looksUp(Set<Integer> columns, int input) {
    Set<Integer> offered = classes(columns);
    int offset = join.offset(input);
    List<Integer> key = key(join.inputs().get(input));
    return !key.isEmpty() && key.stream().allMatch(position -> offered.contains(representative[offset + position]));
  }

  /** Whether some column of an input must equal one at hand. */
  boolean connected(Set<Integer> columns, int input) {
    Set<Integer> offered = classes(columns);
    return columns(input).stream().anyMatch(column -> offered.contains(representative[column]));
  }

  /**
   * Equalities between columns at hand and columns of an input that follow from the join's condition, one per class of equal columns. Sound to
   * add early: whoever satisfies the condition satisfies them.
   */
  List<Expression> impliedEqualities(Set<Integer> columns, int input) {
    List<Expression> equalities = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int theirs : columns(input)) {
      for (int ours : columns.stream().sorted().toList()) {
        Expression.Column left = join.column(ours);
        Expression.Column right = join.column(theirs);
        if (representative[ours] == representative[theirs]
            && left.type().name().equals(right.type().name())
            && left.type().name().isBuiltin()
            && done.add(representative[ours])) {
          equalities.add(
              new Expression.Operator(
                  QualifiedName.builtin("="), List.of(left, right), SqlType.BOOLEAN, Volatility.IMMUTABLE, true));
        }
      }
    }
    return equalities;
  }

  private Set<Integer> classes(Set<Integer> columns) {
    Set<Integer> classes = new HashSet<>();
    columns.forEach(column -> classes.add(representative[column]));
    return classes;
  }

  /** Positions of a key of an input; none where it has none that we know of. */
  private static List<Integer> key(Relation input) {
    return switch (input) {
      case Relation.Scan scan -> scan.key();
      case Relation.Aggregate aggregate -> IntStream.range(0, aggregate.keys().size()).boxed().toList();
      case Relation.Filter(var below, _) -> key(below);
      case Relation.Apply(var below, _) -> key(below);
      case Relation.Project _, Relation.Window _, Relation.Join _, Relation.OuterJoin _, Relation.Lateral _, Relation.UnionAll _, Relation.Repeat _, Relation.Values _, Relation.TableFunction _, Relation.Changes _, Relation.Before _,
          Relation.Working _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          List.of();
    };
  }
}
