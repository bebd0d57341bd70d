package dev.deltamill.compiler.plan;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The {@linkplain NumericScale scale} of relations' fields. A stream table's columns are declared as bare numeric where the query gives that; what
 * is known of their scale is remembered here for the definitions that read it.
 */
final class KnownScales {
  private final Map<QualifiedName, Map<String, OptionalInt>> streamTables = new HashMap<>();

  /** Remembers the columns of a stream table. */
  void remember(QualifiedName streamTable, Relation query) {
    Map<String, OptionalInt> columns = new HashMap<>();
    for (int i = 0; i < query.fields().size(); i++) {
      columns.put(query.fields().get(i).name(), of(query, i));
    }
    streamTables.put(streamTable, columns);
  }

  /** The scale of an expression over a relation. */
  OptionalInt of(Relation relation, Expression expression) {
    return new NumericScale(position -> of(relation, position)).of(expression);
  }

  /** The scale of a field. */
  OptionalInt of(Relation relation, int position) {
    OptionalInt declared = NumericScale.of(relation.fields().get(position).type());
    if (declared.isPresent()) {
      return declared;
    }
    return switch (relation) {
      case Relation.Scan scan ->
          streamTables
              .getOrDefault(scan.table(), Map.of())
              .getOrDefault(scan.fields().get(position).name(), OptionalInt.empty());
      case Relation.Filter(var input, _) -> of(input, position);
      case Relation.Repeat(var input, _) -> of(input, position);
      case Relation.Project(var input, var outputs) -> of(input, outputs.get(position).expression());
      case Relation.Join join -> {
        int input = 0;
        while (input + 1 < join.inputs().size() && join.offset(input + 1) <= position) {
          input++;
        }
        yield of(join.inputs().get(input), position - join.offset(input));
      }
      // The NULLs that pad a row have no scale.
      case Relation.OuterJoin join -> of(join.pairs(), position);
      case Relation.UnionAll(var inputs) -> agreed(inputs.stream().map(input -> of(input, position)).toList());
      case Relation.Values(_, var rows) -> agreed(rows.stream().map(row -> of(relation, row.get(position))).toList());
      case Relation.Aggregate(var input, var keys, var calls, _) ->
          position < keys.size() ? of(input, keys.get(position)) : of(input, calls.get(position - keys.size()));
      case Relation.Window(var input, _, _) -> position < input.fields().size() ? of(input, position) : OptionalInt.empty();
      case Relation.Apply(var input, var subqueries) -> {
        int width = input.fields().size();
        yield position < width
            ? of(input, position)
            : subqueries.get(position - width).form() == Expression.Subquery.Form.SCALAR
                ? of(subqueries.get(position - width).query(), 0)
                : OptionalInt.empty();
      }
      case Relation.Lateral(var left, var right, _, _) -> {
        int width = left.fields().size();
        yield position < width ? of(left, position) : of(right, position - width);
      }
      case Relation.Recursion _, Relation.Iteration _, Relation.TableFunction _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _ -> OptionalInt.empty();
    };
  }

  /** A sum has the scale of what it sums up, an extreme is one of its arguments; a quotient such as avg has no fixed scale. */
  private OptionalInt of(Relation input, AggregateCall call) {
    return call.is("sum") || call.is("min") || call.is("max") ? of(input, call.arguments().getFirst()) : OptionalInt.empty();
  }

  private static OptionalInt agreed(List<OptionalInt> scales) {
    return scales.stream().distinct().count() == 1 ? scales.getFirst() : OptionalInt.empty();
  }
}
