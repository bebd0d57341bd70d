package dev.deltamill.compiler.plan;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.WindowCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Leaves out fields that nobody reads, so that only the columns a definition needs are captured. Dropping a field of a bag is a projection and
 * keeps every row's multiplicity.
 *
 * <p>Copies of one window, as a CTE that is read twice leaves them, keep the same fields, those that any of them needs: rows that ORDER BY leaves tied are
 * put in order by all their fields, and PostgreSQL computes such a CTE once.
 */
public final class ColumnPruning {
  /** Fields that some copy of a window is read for. */
  private final Map<Relation.Window, SortedSet<Integer>> shared = new HashMap<>();

  private ColumnPruning() {}

  /** The relation with the same fields, over sources of which only the needed columns are left. */
  public static Relation prune(Relation relation) {
    ColumnPruning pruning = new ColumnPruning();
    Relation pruned;
    int before;
    do {
      // What one copy is read for is known to the copies before it the next time only.
      before = pruning.sharedFields();
      pruned = pruning.whole(relation);
    } while (pruning.sharedFields() > before);
    return pruned;
  }

  private int sharedFields() {
    return shared.values().stream().mapToInt(SortedSet::size).sum();
  }

  private Relation whole(Relation relation) {
    SortedSet<Integer> all = new TreeSet<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      all.add(i);
    }
    return narrow(relation, all).relation();
  }

  /**
   * A relation with some fields left out.
   *
   * @param positions where each old field that is left now stands
   */
  private record Narrowed(Relation relation, Map<Integer, Integer> positions) {
    Expression remap(Expression expression) {
      return expression.mapColumns(
          e -> e instanceof Expression.Column(int i, var t, boolean n) ? new Expression.Column(at(i), t, n) : e);
    }

    int at(int position) {
      Integer now = positions.get(position);
      if (now == null) {
        throw new IllegalStateException("a needed field was pruned: " + position);
      }
      return now;
    }
  }

  private Narrowed narrow(Relation relation, SortedSet<Integer> needed) {
    return switch (relation) {
      case Relation.Scan(var table, var alias, var fields, var key, var span) -> {
        Map<Integer, Integer> positions = compact(needed);
        List<Field> kept = keep(needed, fields::get);
        List<Integer> keptKey = needed.containsAll(key) ? key.stream().map(positions::get).toList() : List.of();
        yield new Narrowed(new Relation.Scan(table, alias, kept, keptKey, span), positions);
      }
      case Relation.Values(var fields, var rows) ->
          new Narrowed(
              new Relation.Values(keep(needed, fields::get), rows.stream().map(row -> keep(needed, row::get)).toList()),
              compact(needed));
      case Relation.TableFunction _, Relation.Iteration _ -> new Narrowed(relation, unchanged(relation));
      // Each round reads all columns of the one before.
      case Relation.Recursion(_, var start, var step, _, _) ->
          new Narrowed(relation.withInputs(List.of(whole(start), whole(step))), unchanged(relation));
      case Relation.Filter(var input, var condition) -> {
        SortedSet<Integer> below = new TreeSet<>(needed);
        read(condition, below);
        Narrowed narrowed = narrow(input, below);
        yield new Narrowed(new Relation.Filter(narrowed.relation(), narrowed.remap(condition)), narrowed.positions());
      }
      case Relation.Repeat(var input, var count) -> {
        SortedSet<Integer> below = new TreeSet<>(needed);
        read(count, below);
        Narrowed narrowed = narrow(input, below);
        yield new Narrowed(new Relation.Repeat(narrowed.relation(), narrowed.remap(count)), narrowed.positions());
      }
      case Project(var input, var outputs) -> {
        SortedSet<Integer> below = new TreeSet<>();
        needed.forEach(i -> read(outputs.get(i).expression(), below));
        Narrowed narrowed = narrow(input, below);
        List<Project.Output> kept =
            keep(needed, i -> new Project.Output(outputs.get(i).name(), narrowed.remap(outputs.get(i).expression())));
        yield new Narrowed(new Project(narrowed.relation(), kept), compact(needed));
      }
      case Relation.Join join -> join(join, needed);
      case Relation.OuterJoin outer -> {
        Narrowed pairs = join(outer.pairs(), needed);
        Relation.Join narrow = (Relation.Join) pairs.relation();
        yield new Narrowed(
            new Relation.OuterJoin(narrow.inputs().getFirst(), narrow.inputs().getLast(), narrow.condition(), outer.kind()),
            pairs.positions());
      }
      case Relation.UnionAll(var inputs) ->
          new Narrowed(
              new Relation.UnionAll(inputs.stream().map(input -> exactly(input, needed)).toList()), compact(needed));
      case Relation.Aggregate aggregate -> aggregate(aggregate, needed);
      case Relation.Window window -> window(window, needed);
      case Relation.Apply apply -> apply(apply, needed);
      case Relation.Lateral lateral -> lateral(lateral, needed);
      case Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _ ->
          throw new IllegalStateException("pruning is for queries, not for deltas");
    };
  }

  /** A sub-query that nobody reads is left out with its arguments; one that somebody reads keeps its columns. */
  private Narrowed apply(Relation.Apply apply, SortedSet<Integer> needed) {
    int width = apply.input().fields().size();
    SortedSet<Integer> below = new TreeSet<>(needed.headSet(width));
    SortedSet<Integer> kept = needed.tailSet(width);
    kept.forEach(i -> read(apply.subqueries().get(i - width), below));
    Narrowed input = narrow(apply.input(), below);
    if (kept.isEmpty()) {
      return input;
    }
    List<Expression.Subquery> subqueries = new ArrayList<>();
    Map<Integer, Integer> positions = new TreeMap<>(input.positions());
    for (int i : kept) {
      Expression.Subquery subquery = (Expression.Subquery) input.remap(apply.subqueries().get(i - width));
      positions.put(i, input.relation().fields().size() + subqueries.size());
      subqueries.add(subquery.withQuery(whole(subquery.query())));
    }
    return new Narrowed(new Relation.Apply(input.relation(), subqueries), positions);
  }

  /** The right side's rows count even where none of its columns is read. */
  private Narrowed lateral(Relation.Lateral lateral, SortedSet<Integer> needed) {
    int width = lateral.left().fields().size();
    SortedSet<Integer> below = new TreeSet<>(needed.headSet(width));
    lateral.arguments().forEach(argument -> read(argument, below));
    SortedSet<Integer> beside = new TreeSet<>();
    needed.tailSet(width).forEach(i -> beside.add(i - width));
    Narrowed left = narrow(lateral.left(), below);
    Map<Integer, Integer> positions = new TreeMap<>(left.positions());
    int start = left.relation().fields().size();
    compact(beside).forEach((from, to) -> positions.put(from + width, start + to));
    return new Narrowed(
        new Relation.Lateral(
            left.relation(),
            exactly(lateral.right(), beside),
            lateral.arguments().stream().map(left::remap).toList(),
            lateral.outer()),
        positions);
  }

  private Narrowed join(Relation.Join join, SortedSet<Integer> needed) {
    SortedSet<Integer> read = new TreeSet<>(needed);
    read(join.condition(), read);
    List<Relation> inputs = new ArrayList<>();
    Map<Integer, Integer> positions = new TreeMap<>();
    int width = 0;
    for (int i = 0; i < join.inputs().size(); i++) {
      int offset = join.offset(i);
      SortedSet<Integer> own = new TreeSet<>();
      read.subSet(offset, offset + join.inputs().get(i).fields().size()).forEach(p -> own.add(p - offset));
      Narrowed narrowed = narrow(join.inputs().get(i), own);
      int start = width;
      narrowed.positions().forEach((from, to) -> positions.put(from + offset, to + start));
      inputs.add(narrowed.relation());
      width += narrowed.relation().fields().size();
    }
    Narrowed names = new Narrowed(join, positions);
    return new Narrowed(new Relation.Join(inputs, names.remap(join.condition())), positions);
  }

  private Narrowed aggregate(Relation.Aggregate aggregate, SortedSet<Integer> needed) {
    int keys = aggregate.keys().size();
    SortedSet<Integer> below = new TreeSet<>(aggregate.keys());
    SortedSet<Integer> kept = new TreeSet<>();
    for (int i = 0; i < keys; i++) {
      kept.add(i);
    }
    for (int i = 0; i < aggregate.calls().size(); i++) {
      if (needed.contains(keys + i)) {
        kept.add(keys + i);
        aggregate.calls().get(i).arguments().forEach(argument -> read(argument, below));
        aggregate.calls().get(i).filter().ifPresent(filter -> read(filter, below));
      }
    }
    if (aggregate.global() && kept.isEmpty()) {
      // One row whatever the input holds. A SELECT without aggregates would give one per row of the input.
      return new Narrowed(new Relation.Values(List.of(), List.of(List.of())), Map.of());
    }
    Narrowed narrowed = narrow(aggregate.input(), below);
    List<AggregateCall> calls =
        keep(kept.tailSet(keys), i -> remapCall(aggregate.calls().get(i - keys), narrowed));
    return new Narrowed(
        new Relation.Aggregate(
            narrowed.relation(), aggregate.keys().stream().map(narrowed::at).toList(), calls, aggregate.global()),
        compact(kept));
  }

  /** A window function that nobody reads is left out; there are as many rows without it. */
  private Narrowed window(Relation.Window window, SortedSet<Integer> needed) {
    int width = window.input().fields().size();
    if (needed.tailSet(width).isEmpty()) {
      return narrow(window.input(), needed);
    }
    SortedSet<Integer> read = shared.computeIfAbsent(window, _ -> new TreeSet<>());
    read.addAll(needed);
    SortedSet<Integer> below = new TreeSet<>(read.headSet(width));
    SortedSet<Integer> kept = new TreeSet<>(read.tailSet(width));
    below.addAll(window.partition());
    kept.forEach(i -> window.calls().get(i - width).expressions().forEach(expression -> read(expression, below)));
    Narrowed input = narrow(window.input(), below);
    List<WindowCall> calls = keep(kept, i -> window.calls().get(i - width).map(input::remap));
    Map<Integer, Integer> positions = new TreeMap<>(input.positions());
    kept.forEach(i -> positions.put(i, input.relation().fields().size() + kept.headSet(i).size()));
    return new Narrowed(
        new Relation.Window(input.relation(), window.partition().stream().map(input::at).toList(), calls), positions);
  }

  private static AggregateCall remapCall(AggregateCall call, Narrowed narrowed) {
    return call.over(call.arguments().stream().map(narrowed::remap).toList(), call.filter().map(narrowed::remap));
  }

  /** A branch of a union must have just the needed fields, in order. */
  private Relation exactly(Relation relation, SortedSet<Integer> needed) {
    Narrowed narrowed = narrow(relation, needed);
    if (narrowed.relation().fields().size() == needed.size()) {
      return narrowed.relation();
    }
    return new Project(
        narrowed.relation(),
        keep(
            needed,
            i -> new Project.Output(relation.fields().get(i).name(), narrowed.relation().column(narrowed.at(i)))));
  }

  private static void read(Expression expression, SortedSet<Integer> positions) {
    if (expression instanceof Expression.Column column) {
      positions.add(column.index());
    }
    expression.operands().forEach(operand -> read(operand, positions));
  }

  private static Map<Integer, Integer> unchanged(Relation relation) {
    Map<Integer, Integer> positions = new TreeMap<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      positions.put(i, i);
    }
    return positions;
  }

  private static Map<Integer, Integer> compact(SortedSet<Integer> needed) {
    Map<Integer, Integer> positions = new TreeMap<>();
    needed.forEach(position -> positions.put(position, positions.size()));
    return positions;
  }

  private static <T> List<T> keep(SortedSet<Integer> needed, IntFunction<T> element) {
    return needed.stream().map(element::apply).toList();
  }
}
