package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.AggregateSupport;
import dev.deltamill.compiler.delta.Equality;
import dev.deltamill.compiler.delta.Delta;
import dev.deltamill.compiler.delta.StepBuilder;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A definition with GROUP BY on top: storage holds one row per group with the states of its aggregates, and each delta term leaves partial sums per
 * group. Projections and HAVING above the GROUP BY are computed from keys and states when the delta is merged.
 */
final class GroupedPlanner {
  private final Relation.Aggregate aggregate;
  private final GroupStates states;
  private final List<Result.KeyColumn> keyColumns;
  private final List<Project.Output> outputs;
  private final Optional<Expression> having;

  private GroupedPlanner(
      Relation.Aggregate aggregate, Optional<Expression> having, List<Project.Output> outputs, KnownScales scales, Equality equality) {
    this.aggregate = named(aggregate, outputs);
    Set<String> names = new HashSet<>();
    outputs.forEach(output -> names.add(output.name()));
    this.keyColumns = keyColumns(aggregate, outputs, names, equality);
    this.states = new GroupStates(this.aggregate, scales, names);
    List<Project.Output> group = new ArrayList<>();
    for (int i = 0; i < keyColumns.size(); i++) {
      Field field = keyColumns.get(i).field();
      group.add(new Project.Output(field.name(), new Expression.Column(i, field.type(), field.nullable())));
    }
    for (Expression result : states.results()) {
      group.add(new Project.Output("", result));
    }
    this.outputs =
        outputs.stream()
            .map(output -> new Project.Output(output.name(), Normalization.substitute(output.expression(), group)))
            .toList();
    this.having = having.map(condition -> Normalization.substitute(condition, group));
  }

  /**
   * The planner for a normalised query of this shape; empty for any other shape, and where an aggregate has no state that follows from the
   * changes alone: then the whole query is a bag, whose GROUP BY goes by the universal rule.
   */
  static Optional<GroupedPlanner> of(Relation query, KnownScales scales, Equality equality) {
    List<Project.Output> outputs;
    Relation rest = query;
    if (rest instanceof Project(var input, var projected)) {
      outputs = projected;
      rest = input;
    } else {
      outputs = columns(query);
    }
    Optional<Expression> having = Optional.empty();
    if (rest instanceof Relation.Filter(var input, var condition)) {
      having = Optional.of(condition);
      rest = input;
    }
    return rest instanceof Relation.Aggregate aggregate && aggregate.calls().stream().allMatch(AggregateSupport::algebraic)
        ? Optional.of(new GroupedPlanner(aggregate, having, outputs, scales, equality))
        : Optional.empty();
  }

  /** Calls take the names of the columns that show them, so that states are called after what the user knows. */
  private static Relation.Aggregate named(Relation.Aggregate aggregate, List<Project.Output> outputs) {
    List<AggregateCall> calls = new ArrayList<>(aggregate.calls());
    for (Project.Output output : outputs) {
      if (output.expression() instanceof Expression.Column(int position, _, _) && position >= aggregate.keys().size()) {
        int index = position - aggregate.keys().size();
        AggregateCall call = calls.get(index);
        calls.set(index, call.named(output.name()));
      }
    }
    return new Relation.Aggregate(aggregate.input(), aggregate.keys(), calls, aggregate.global());
  }

  Relation.Aggregate aggregate() {
    return aggregate;
  }

  boolean tieBroken() {
    return !canonicalKeys()
        || states.states().stream().anyMatch(state -> state instanceof State.Extreme extreme && !extreme.canonical());
  }

  private boolean canonicalKeys() {
    return keyColumns.stream().allMatch(key -> key.field().type().hasOneImage());
  }

  /** Why a group is sometimes recomputed, for explain; empty where it never is. */
  List<String> recomputations() {
    List<String> reasons = new ArrayList<>();
    if (!canonicalKeys()) {
      reasons.add("groups are recomputed when they change, since equal keys can look different");
    }
    if (states.states().stream().anyMatch(state -> state instanceof State.Extreme)) {
      reasons.add("a group is recomputed when its minimum or maximum leaves");
    }
    if (states.states().stream().anyMatch(state -> state instanceof State.Sum sum && !sum.fixedScale())) {
      reasons.add("a group is recomputed when the largest scale of a sum may have left");
    }
    return reasons;
  }

  /** The keys as storage names them. */
  List<Field> keyFields() {
    return keyColumns.stream().map(Result.KeyColumn::field).toList();
  }

  Result.Grouped result(Relation affected) {
    return new Result.Grouped(
        aggregate.input(),
        aggregate.keys(),
        keyColumns,
        canonicalKeys(),
        states.states(),
        outputs,
        having,
        aggregate.global(),
        affected);
  }

  /** One step per term: its partial sums per group into the work table. */
  void steps(List<Delta.Term> terms, StepBuilder steps) {
    List<Relation> partials = terms.stream().map(term -> partial(term.relation())).toList();
    List<Field> fields = partials.isEmpty() ? List.of() : new Relation.UnionAll(partials).fields();
    Relation.Working delta = steps.workTable(Result.DELTA, fields);
    for (int i = 0; i < terms.size(); i++) {
      steps.step(delta.workTable(), partials.get(i), terms.get(i));
    }
  }

  /**
   * What a term adds to the states: keys, the arguments of extremes, contributions to the other states, and the number of removed rows where a
   * scale may shrink. Summed up per group, unless there are extremes: their arguments hardly repeat, and the merge nets them anyway.
   */
  private Relation partial(Relation term) {
    List<Project.Output> inputs = new ArrayList<>();
    for (int i = 0; i < keyColumns.size(); i++) {
      inputs.add(new Project.Output(keyColumns.get(i).field().name(), term.column(aggregate.keys().get(i))));
    }
    for (State state : states.states()) {
      if (state instanceof State.Extreme extreme) {
        inputs.add(new Project.Output(extreme.column(), extreme.argument()));
      }
    }
    int grouped = inputs.size();
    for (State state : states.states()) {
      contribution(state, term.weight()).ifPresent(contribution -> inputs.add(new Project.Output(state.column(), contribution)));
    }
    if (states.states().stream().anyMatch(state -> state instanceof State.Sum sum && !sum.fixedScale())) {
      inputs.add(new Project.Output(Result.Grouped.REMOVED, removed(term.weight())));
    }
    Project contributions = new Project(term, inputs);
    return grouped > keyColumns.size() ? contributions : summed(contributions, grouped);
  }

  /** One row per value of the first fields, the others summed up and of the type they had. */
  private static Relation summed(Project contributions, int grouped) {
    Span nowhere = Span.at("", 1, 1);
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = grouped; i < contributions.fields().size(); i++) {
      calls.add(Functions.sum(contributions.fields().get(i).name(), contributions.column(i), SqlType.NUMERIC, nowhere));
    }
    List<Integer> keys = IntStream.range(0, grouped).boxed().toList();
    Relation.Aggregate sums = new Relation.Aggregate(contributions, keys, calls, false);
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < contributions.fields().size(); i++) {
      Field field = contributions.fields().get(i);
      outputs.add(new Project.Output(field.name(), i < grouped ? sums.column(i) : Functions.cast(sums.column(i), field.type())));
    }
    return new Project(sums, outputs);
  }

  /** What one row of weight w adds to a state; empty for an extreme, which does not add up. */
  private static Optional<Expression> contribution(State state, Expression weight) {
    return switch (state) {
      case State.Rows _ -> Optional.of(weight);
      case State.NonNull(_, var argument) ->
          Optional.of(Functions.when(Functions.isNotNull(argument), weight, Expression.Literal.bigint(0)));
      case State.Sum(_, var argument, var type, _) -> {
        Expression times =
            Functions.operator("*", type, Functions.cast(argument, type), Functions.cast(weight, type));
        yield Optional.of(
            argument.nullable()
                ? new Expression.Conditional(
                    Expression.Conditional.Kind.COALESCE, List.of(times, Functions.zero(type)), type)
                : times);
      }
      case State.Extreme _ -> Optional.empty();
    };
  }

  private static Expression removed(Expression weight) {
    return new Expression.Conditional(
        Expression.Conditional.Kind.GREATEST,
        List.of(Functions.operator("-", SqlType.BIGINT, Expression.Literal.bigint(0), weight), Expression.Literal.bigint(0)),
        SqlType.BIGINT);
  }

  /** A key is stored in the visible column that shows it, else in a hidden column of its own. */
  private static List<Result.KeyColumn> keyColumns(
      Relation.Aggregate aggregate, List<Project.Output> outputs, Set<String> names, Equality equality) {
    List<Result.KeyColumn> columns = new ArrayList<>();
    for (int i = 0; i < aggregate.keys().size(); i++) {
      int position = i;
      Field field = aggregate.input().fields().get(aggregate.keys().get(i));
      Optional<String> visible =
          outputs.stream()
              .filter(output -> output.expression() instanceof Expression.Column c && c.index() == position)
              .map(Project.Output::name)
              .findFirst();
      String name = visible.orElse("__key_" + (i + 1));
      while (visible.isEmpty() && !names.add(name)) {
        name = name + "_";
      }
      columns.add(
          new Result.KeyColumn(
              new Field(name, field.type(), field.nullable()),
              visible.isEmpty(),
              equality.operator(field.type()),
              equality.compared(field.type())));
    }
    return columns;
  }

  private static List<Project.Output> columns(Relation relation) {
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      outputs.add(new Project.Output(relation.fields().get(i).name(), relation.column(i)));
    }
    return outputs;
  }
}
