package dev.deltamill.compiler.plan;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One set of fields of which no two rows of a relation have equal values, if there is a known one. */
final class UniqueKeys {
  private UniqueKeys() {}

  /** Positions of the fields; empty where none are known. */
  static Optional<Set<Integer>> of(Relation relation) {
    return switch (relation) {
      case Relation.Scan scan -> scan.key().isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(scan.key()));
      case Relation.Filter(var input, _) -> of(input);
      case Relation.Apply(var input, _) -> of(input);
      case Relation.Window(var input, _, _) -> of(input);
      case Project(var input, var outputs) -> of(input).flatMap(key -> projected(key, outputs));
      case Relation.Join join -> joined(join);
      case Relation.Aggregate aggregate ->
          Optional.of(aggregate.keys().stream().map(aggregate.keys()::indexOf).collect(Collectors.toSet()));
      case Relation.OuterJoin _, Relation.Lateral _, Relation.UnionAll _, Relation.Repeat _, Relation.Values _, Relation.TableFunction _, Relation.Changes _,
          Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          Optional.empty();
    };
  }

  private static Optional<Set<Integer>> projected(Set<Integer> key, List<Project.Output> outputs) {
    Set<Integer> positions = new HashSet<>();
    for (int column : key) {
      int position = -1;
      for (int i = 0; i < outputs.size() && position < 0; i++) {
        position = outputs.get(i).expression() instanceof Expression.Column c && c.index() == column ? i : -1;
      }
      if (position < 0) {
        return Optional.empty();
      }
      positions.add(position);
    }
    return Optional.of(positions);
  }

  private static Optional<Set<Integer>> joined(Relation.Join join) {
    Set<Integer> positions = new HashSet<>();
    for (int i = 0; i < join.inputs().size(); i++) {
      Optional<Set<Integer>> key = of(join.inputs().get(i));
      if (key.isEmpty()) {
        return Optional.empty();
      }
      int offset = join.offset(i);
      key.get().forEach(position -> positions.add(offset + position));
    }
    return Optional.of(positions);
  }
}
