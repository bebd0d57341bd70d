package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Relation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order in which the join rule lets inputs step from before to after. Any order is exact; this one is cheap: an input that others look up by its
 * key (a dimension) comes before those that look it up (the facts). The facts change most, and the later an input stands, the more of the
 * others its term reads as they are.
 */
final class JoinOrder {
  private JoinOrder() {}

  /** Positions of the inputs in that order: the longer the chain of look-ups that ends in an input, the earlier; else as the user wrote them. */
  static List<Integer> of(Relation.Join join, JoinGraph graph) {
    int[] depths = depths(join.inputs().size(), graph);
    return IntStream.range(0, depths.length)
        .boxed()
        .sorted(Comparator.comparing((Integer input) -> -depths[input]))
        .toList();
  }

  /** Lengths of those chains; look-ups in both directions do not count, and a longer cycle ends by itself. */
  private static int[] depths(int count, JoinGraph graph) {
    boolean[][] looksUp = new boolean[count][count];
    for (int source = 0; source < count; source++) {
      Set<Integer> columns = new HashSet<>(graph.columns(source));
      for (int target = 0; target < count; target++) {
        looksUp[source][target] = source != target && graph.looksUp(columns, target);
      }
    }
    int[] depths = new int[count];
    for (int round = 1; round < count; round++) {
      for (int source = 0; source < count; source++) {
        for (int target = 0; target < count; target++) {
          if (looksUp[source][target] && !looksUp[target][source]) {
            depths[target] = Math.max(depths[target], Math.min(round, depths[source] + 1));
          }
        }
      }
    }
    return depths;
  }
}
