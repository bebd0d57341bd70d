package dev.deltamill.compiler.relation;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Relation;
import java.util.Optional;

/** Where the step of a recursive query may read the rows of the round before (PostgreSQL's parse_cte.c). */
public final class RecursionForm {
  private final String iteration;

  private RecursionForm(Identifier name) {
    this.iteration = name.value();
  }

  /**
   * Why a step is not taken; most that is told here PostgreSQL does not take either.
   *
   * @param span where to say so
   */
  public static Optional<Diagnostic> refusal(Identifier name, Relation step, Span span) {
    return new RecursionForm(name)
        .within(step)
        .map(
            place ->
                Diagnostic.error(
                    DiagnosticCode.UNSUPPORTED_CONSTRUCT,
                    span,
                    "a recursive reference to query \"" + name.value() + "\" within " + place + " is not supported",
                    "Write it in FROM of the recursive term, joined by an inner join or on the side that an outer join keeps."));
  }

  private boolean reads(Relation relation) {
    return relation instanceof Relation.Iteration(var name, _) && name.equals(iteration) || relation.inputs().stream().anyMatch(this::reads);
  }

  /** The place that is not allowed, if the reference stands in one. */
  private Optional<String> within(Relation relation) {
    if (!reads(relation)) {
      return Optional.empty();
    }
    return switch (relation) {
      case Relation.Filter(var input, _) -> within(input);
      case Relation.Project(var input, _) -> within(input);
      case Relation.Window(var input, _, _) -> within(input);
      case Relation.Repeat(var input, _) -> within(input);
      case Relation.Join _, Relation.UnionAll _ -> first(relation);
      case Relation.OuterJoin(var left, _, _, var kind) ->
          kind == Relation.OuterJoin.Kind.LEFT && reads(left) ? within(left) : Optional.of("an outer join");
      case Relation.Apply(var input, _) -> reads(input) ? within(input) : Optional.of("a subquery");
      case Relation.Lateral(var left, _, _, _) -> reads(left) ? within(left) : Optional.of("a subquery");
      case Relation.Aggregate aggregate ->
          isPlainDistinct(aggregate) ? within(aggregate.input()) : Optional.of("an aggregation, INTERSECT, EXCEPT or a DISTINCT whose equal values can look different");
      case Relation.Recursion _ -> Optional.of("another recursive query");
      case Relation.Iteration _ -> Optional.empty();
      case Relation.Scan _, Relation.Values _, Relation.TableFunction _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Shared _, Relation.Net _ ->
          throw new IllegalStateException("reads no round before: " + relation);
    };
  }

  /** GROUP BY does it without an aggregate function, which PostgreSQL does not take here. */
  private static boolean isPlainDistinct(Relation.Aggregate aggregate) {
    return aggregate.distinct() && aggregate.fields().stream().allMatch(field -> field.type().hasOneImage());
  }

  private Optional<String> first(Relation relation) {
    return relation.inputs().stream().map(this::within).flatMap(Optional::stream).findFirst();
  }
}
