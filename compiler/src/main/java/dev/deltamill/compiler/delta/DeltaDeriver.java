package dev.deltamill.compiler.delta;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derives deltas bottom up, rule by rule, and keeps what each rule said of itself. */
public final class DeltaDeriver {
  private final Restriction restriction;
  private final StepBuilder steps;
  private final OuterJoinDelta outerJoins;
  private final Map<Relation, Delta> keyedDeltas = new HashMap<>();
  private final Map<Relation.Recursion, Derivation.Derived> recursions = new HashMap<>();
  private final Before before = new Before(keyedDeltas);
  private final List<Diagnostic> refusals = new ArrayList<>();
  private final DependentDelta dependents;
  private final KeyedOperator keyedOperators;

  public DeltaDeriver(Restriction restriction, StepBuilder steps) {
    this.restriction = restriction;
    this.steps = steps;
    this.dependents = new DependentDelta(restriction, steps, this::derive);
    this.keyedOperators = new KeyedOperator(before, restriction, steps);
    this.outerJoins = new OuterJoinDelta(restriction, steps);
  }

  /**
   * A delta and the explanation of the operators it came through.
   */
  public record Explained(Delta delta, Explanation explanation) {
    /** Terms in the order in which their steps should run. */
    public List<Delta.Term> terms() {
      return delta.terms();
    }
  }

  /** Why operators were refused; empty where all have a delta. */
  public List<Diagnostic> refusals() {
    return List.copyOf(refusals);
  }

  public Explained derive(Relation relation) {
    return derive(relation, true);
  }

  /**
   * @param once whether the delta is read just once: whatever stands above is linear, or keeps it in a work table. A keyed operator and a join read it
   *     again and again
   */
  private Explained derive(Relation relation, boolean once) {
    return switch (relation) {
      case Relation.Apply apply -> {
        Explained input = derive(apply.input());
        yield dependent(apply, input, ApplyDelta.derive(apply, input.delta(), dependents), ApplyDelta.REASON);
      }
      case Relation.Lateral lateral -> {
        Explained left = derive(lateral.left());
        yield dependent(lateral, left, LateralDelta.derive(lateral, left.delta(), dependents), LateralDelta.REASON);
      }
      case Relation.Filter filter when filter.input() instanceof Relation.Window window -> filteredWindow(filter, window);
      case Relation.Filter _, Relation.Project _, Relation.UnionAll _, Relation.Repeat _ -> overInputs(relation, once, once);
      case Relation.Join _, Relation.OuterJoin _, Relation.Aggregate _, Relation.Window _ -> overInputs(relation, once, false);
      case Relation.Recursion recursion -> recursion(recursion);
      case Relation.Scan _, Relation.Values _, Relation.TableFunction _, Relation.Iteration _, Relation.Changes _, Relation.Before _, Relation.Working _,
          Relation.Net _, Relation.Shared _ ->
          overInputs(relation, once, once);
    };
  }

  private Explained filteredWindow(Relation.Filter filter, Relation.Window window) {
    Explained input = derive(window.input(), false);
    if (!(WindowDelta.derive(filter, window, input.delta(), keyedOperators) instanceof Derivation.Derived(var delta, var safety, var reason))) {
      throw new IllegalStateException("window functions always have a delta");
    }
    keyedDeltas.put(filter, delta);
    Explanation below = new Explanation(OperatorText.of(window), safety, reason, List.of(input.explanation()));
    return new Explained(
        delta,
        new Explanation(OperatorText.of(filter), SafetyClass.DIFF_SAFE, "part of the window functions' delta: only rows that it keeps are compared", List.of(below)));
  }

  /** Nothing inside has a delta of its own. A query that names it several times computes it once. */
  private Explained recursion(Relation.Recursion recursion) {
    Derivation.Derived derived = recursions.computeIfAbsent(recursion, r -> RecursionDelta.derive(r, steps));
    keyedDeltas.put(recursion, derived.delta());
    return new Explained(
        derived.delta(),
        new Explanation(
            OperatorText.of(recursion), derived.safety(), derived.reason(), List.of(inside(recursion.start()), inside(recursion.step()))));
  }

  private static Explanation inside(Relation relation) {
    return new Explanation(
        OperatorText.of(relation), SafetyClass.DIFF_SAFE, "part of the recursion", relation.inputs().stream().map(DeltaDeriver::inside).toList());
  }

  private Explained dependent(Relation operator, Explained input, DependentDelta.Derived derived, String reason) {
    keyedDeltas.put(operator, derived.delta());
    List<Explanation> explanations = new ArrayList<>(List.of(input.explanation()));
    explanations.addAll(derived.leaves());
    return new Explained(
        derived.delta(), new Explanation(OperatorText.of(operator), SafetyClass.DIFF_SAFE, reason, explanations));
  }

  private Explained overInputs(Relation relation, boolean once, boolean inputsOnce) {
    List<Explained> inputs = relation.inputs().stream().map(input -> derive(input, inputsOnce)).toList();
    List<Delta> deltas = inputs.stream().map(Explained::delta).toList();
    Derivation derivation =
        switch (relation) {
          case Relation.Scan scan -> ScanDelta.derive(scan);
          case Relation.Values _ -> ValuesDelta.derive();
          case Relation.TableFunction _ -> TableFunctionDelta.derive();
          case Relation.Filter filter -> FilterDelta.derive(filter, deltas.getFirst());
          case Relation.Project project -> ProjectDelta.derive(project, deltas.getFirst());
          case Relation.Repeat repeat -> RepeatDelta.derive(repeat, deltas.getFirst());
          case Relation.Join join -> JoinDelta.derive(join, deltas, names(join));
          case Relation.OuterJoin join -> {
            Derivation derived = outerJoins.derive(join, deltas, once);
            if (derived instanceof Derivation.Derived(var delta, _, _) && !once) {
              keyedDeltas.put(join, delta);
            }
            yield derived;
          }
          case Relation.UnionAll union -> UnionAllDelta.derive(union, deltas);
          case Relation.Aggregate aggregate -> {
            Derivation derived = AggregateDelta.derive(aggregate, deltas.getFirst(), before, restriction, steps);
            if (derived instanceof Derivation.Derived(var delta, _, _)) {
              keyedDeltas.put(aggregate, delta);
            }
            yield derived;
          }
          case Relation.Window window -> {
            Derivation derived = WindowDelta.derive(window, deltas.getFirst(), keyedOperators);
            if (derived instanceof Derivation.Derived(var delta, _, _)) {
              keyedDeltas.put(window, delta);
            }
            yield derived;
          }
          case Relation.Apply _, Relation.Lateral _, Relation.Recursion _ -> throw new IllegalStateException("not derived from its inputs alone");
          case Relation.Iteration _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _ ->
              throw new IllegalStateException("a query holds no " + relation.getClass().getSimpleName());
        };
    List<Explanation> explanations = inputs.stream().map(Explained::explanation).toList();
    return switch (derivation) {
      case Derivation.Derived(var delta, var safety, var reason) ->
          new Explained(delta, new Explanation(OperatorText.of(relation), safety, reason, explanations));
      case Derivation.Refused(var diagnostic) -> {
        refusals.add(diagnostic);
        yield new Explained(
            new Delta(List.of()),
            new Explanation(OperatorText.of(relation), SafetyClass.FULL_ONLY, diagnostic.message(), explanations));
      }
    };
  }

  private static List<String> names(Relation.Join join) {
    List<String> names = new ArrayList<>();
    for (Relation input : join.inputs()) {
      names.add(OperatorText.shortName(input));
    }
    return names;
  }
}
