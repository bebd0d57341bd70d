package dev.deltamill.compiler.delta;

import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Which aggregates have an exact delta today; everything else is refused where it stands. */
public final class AggregateSupport {
  private AggregateSupport() {}

  /** One diagnostic per call or key that has no exact delta. */
  public static List<Diagnostic> refusals(Relation.Aggregate aggregate) {
    List<Diagnostic> refusals = new ArrayList<>();
    for (AggregateCall call : aggregate.calls()) {
      if (!supported(call)) {
        refusals.add(refusal(call));
      }
    }
    return refusals;
  }

  /** Whether equal keys or extremes can look different, so that the query leaves open which of them it shows. */
  public static boolean tieBroken(Relation.Aggregate aggregate) {
    return aggregate.keys().stream().anyMatch(key -> !aggregate.input().fields().get(key).type().hasOneImage())
        || aggregate.calls().stream()
            .anyMatch(
                call ->
                    (call.is("min") || call.is("max")) && !call.arguments().getFirst().type().hasOneImage());
  }

  /** Whether equal values of a type can look different and cannot be told apart by the tie-breaker either. */
  public static boolean ambiguous(SqlType type) {
    return !type.hasOneImage() && type.name().name().value().startsWith("_");
  }

  private static boolean supported(AggregateCall call) {
    if (call.is("count")) {
      return !call.distinct() && call.arguments().size() <= 1;
    }
    if (call.arguments().size() != 1) {
      return false;
    }
    SqlType argument = call.arguments().getFirst().type();
    if (call.is("min") || call.is("max")) {
      return !ambiguous(argument);
    }
    // Sums of floats depend on the order of addition, so no recomputation gives back what is stored.
    return (call.is("sum") || call.is("avg")) && argument.isNumber() && !call.distinct();
  }

  private static Diagnostic refusal(AggregateCall call) {
    String over = call.arguments().isEmpty() ? "" : " over " + call.arguments().getFirst().type();
    return Diagnostic.error(
        DiagnosticCode.UNSUPPORTED_AGGREGATE,
        call.span(),
        "there is no exact delta yet for " + call.function().name() + (call.distinct() ? "(DISTINCT)" : "") + over,
        "use count, sum or avg over integers or numeric (cast with ::numeric), or min and max");
  }
}
