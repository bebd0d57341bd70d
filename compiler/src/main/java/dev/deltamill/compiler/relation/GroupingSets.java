package dev.deltamill.compiler.relation;

import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression.Literal;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project.Output;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * GROUPING SETS, ROLLUP and CUBE as what they mean: the groupings of one input, one per set, with NULL for the keys that a set lacks, side by side
 * (PostgreSQL, "GROUPING SETS, CUBE, and ROLLUP"). A set without keys has one row, over an empty input too. Sets that repeat give their rows again.
 *
 * @param keys positions in the input of all keys of all sets
 * @param groupings calls of GROUPING, by their place among the calls
 */
record GroupingSets(Relation input, List<Integer> keys, List<AggregateCall> calls, List<Grouping> groupings) {
  /**
   * {@code GROUPING(a, b)}: a bit per argument, the last one lowest, which is set where the row is not grouped by it.
   *
   * @param place among the aggregate calls
   * @param arguments positions in the input
   */
  record Grouping(int place, List<Integer> arguments, Span span) {
    Literal in(List<Integer> set) {
      int bits = 0;
      for (int argument : arguments) {
        bits = bits << 1 | (set.contains(argument) ? 0 : 1);
      }
      return new Literal(Optional.of(Integer.toString(bits)), SqlType.INTEGER);
    }
  }

  /** Refuses calls of GROUPING that PostgreSQL refuses. */
  void check() {
    for (Grouping grouping : groupings) {
      if (!keys.containsAll(grouping.arguments())) {
        throw new TypingException(
            DiagnosticCode.GROUPING_ERROR,
            grouping.span(),
            "arguments to GROUPING must be grouping expressions of the associated query level",
            "Name expressions of GROUP BY.");
      }
      if (grouping.arguments().size() > 31) {
        throw new TypingException(DiagnosticCode.GROUPING_ERROR, grouping.span(), "GROUPING must have fewer than 32 arguments", "Ask in several calls.");
      }
    }
  }

  Relation of(List<List<Integer>> sets) {
    List<Relation> parts = sets.stream().map(this::grouped).toList();
    return parts.size() == 1 ? parts.getFirst() : new Relation.UnionAll(parts);
  }

  private Relation grouped(List<Integer> set) {
    Relation.Aggregate aggregate = new Relation.Aggregate(input, set, calls, set.isEmpty());
    if (groupings.isEmpty() && set.equals(keys)) {
      return aggregate;
    }
    List<Output> outputs = new ArrayList<>();
    for (int key : keys) {
      String name = input.fields().get(key).name();
      int position = set.indexOf(key);
      outputs.add(new Output(name, position < 0 ? Literal.nullOf(input.fields().get(key).type()) : aggregate.column(position)));
    }
    int next = set.size();
    for (int place = 0; place < calls.size() + groupings.size(); place++) {
      int at = place;
      Optional<Grouping> grouping = groupings.stream().filter(one -> one.place() == at).findFirst();
      if (grouping.isPresent()) {
        outputs.add(new Output("grouping", grouping.get().in(set)));
      } else {
        outputs.add(new Output(aggregate.fields().get(next).name(), aggregate.column(next)));
        next++;
      }
    }
    return new Relation.Project(aggregate, outputs);
  }
}
