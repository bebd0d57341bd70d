package dev.deltamill.compiler.delta;

import dev.deltamill.compiler.typing.JsonTyping;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which aggregates have an exact delta, and which way; everything else is refused where it stands. */
public final class AggregateSupport {
  private AggregateSupport() {}

  /** One diagnostic per call that has no exact delta. */
  public static List<Diagnostic> refusals(Relation.Aggregate aggregate) {
    List<Diagnostic> refusals = new ArrayList<>();
    for (AggregateCall call : aggregate.calls()) {
      unsupported(call, aggregate.keys())
          .ifPresent(why -> refusals.add(Diagnostic.error(DiagnosticCode.UNSUPPORTED_AGGREGATE, call.span(), why.message(), why.remedy())));
    }
    return refusals;
  }

  /** Whether the query leaves a choice open: which of equal values it shows, or in which order it takes the rows of a group. */
  public static boolean tieBroken(Relation.Aggregate aggregate) {
    return choosesImage(aggregate) || ordersRows(aggregate);
  }

  /** Whether equal keys or values can look different, so that the query leaves open which of them it shows. */
  static boolean choosesImage(Relation.Aggregate aggregate) {
    return aggregate.keys().stream().anyMatch(key -> !aggregate.input().fields().get(key).type().hasOneImage())
        || aggregate.calls().stream()
            .anyMatch(call -> call.choosesImage() || (call.is("min") || call.is("max")) && !call.arguments().getFirst().type().hasOneImage());
  }

  /** Whether the order in which the rows of a group are taken can show. */
  static boolean ordersRows(Relation.Aggregate aggregate) {
    return aggregate.calls().stream().anyMatch(call -> !call.orderless());
  }

  /** Whether the aggregate follows from its state and the changes alone; all others are computed from all rows of a changed group. */
  public static boolean algebraic(AggregateCall call) {
    if (call.distinct() || call.ordering().isPresent()) {
      return false;
    }
    if (call.is("count")) {
      return call.arguments().size() <= 1;
    }
    if (call.arguments().size() != 1) {
      return false;
    }
    if (call.is("min") || call.is("max")) {
      return true;
    }
    // Sums of floats depend on the order of addition, so no subtraction gives back what was.
    return (call.is("sum") || call.is("avg")) && call.arguments().getFirst().type().isNumber();
  }

  /** Why a call is refused, and what to do. */
  private record Refusal(String message, String remedy) {
    static Refusal ofType(String message) {
      return new Refusal(message, "Cast the argument to a type such as text, integer or numeric(p,s), or use another aggregate.");
    }
  }

  private static Optional<Refusal> unsupported(AggregateCall call, List<Integer> keys) {
    String name = call.function().name().value();
    List<SqlType> values = call.values().stream().map(Expression::type).toList();
    if (call.is("min") || call.is("max")) {
      return Optional.empty();
    }
    boolean within = call.ordering().filter(AggregateCall.Ordering::within).isPresent();
    if (within && !call.function().isBuiltin()) {
      // PostgreSQL hands it the rows as they come; its own ordered-set aggregates sort them themselves.
      return Optional.of(
          new Refusal(
              "the ordered-set aggregate " + name + " of a user sees the rows of a group in an order that nothing decides",
              "Make it an ordinary aggregate and write ORDER BY inside its parentheses."));
    }
    if (within) {
      Optional<Refusal> direct = call.values().stream().flatMap(value -> direct(call, value, keys).stream()).findFirst();
      if (direct.isPresent()) {
        return direct;
      }
    }
    if (call.choosesImage() && !decidesImage(call)) {
      SqlType type = call.compared().stream().map(Expression::type).filter(one -> !one.hasOneImage()).findFirst().orElseThrow();
      return Optional.of(
          Refusal.ofType(
              name
                  + (call.distinct() ? "(DISTINCT)" : "")
                  + " over "
                  + type
                  + " is not supported yet, since "
                  + (type.name().isBuiltin() ? "equal values can look different" : "nothing tells whether its equal values look alike")));
    }
    if (call.function().isBuiltin() && name.startsWith("json")) {
      return values.stream()
          .filter(type -> !JsonTyping.showsAlways(type))
          .findFirst()
          .map(type -> Refusal.ofType(name + " over " + type + " is not supported yet, since how JSON shows it may depend on the session"));
    }
    return Optional.empty();
  }

  /** A direct argument is one for the whole group; PostgreSQL's own fractions lie between 0 and 1. */
  private static Optional<Refusal> direct(AggregateCall call, Expression value, List<Integer> keys) {
    String name = call.function().name().value();
    if (!keys.containsAll(value.columns())) {
      return Optional.of(new Refusal("a direct argument of " + name + " must be one for the whole group", "Use constants and columns of GROUP BY there."));
    }
    Expression bare = value instanceof Expression.Cast(var operand, _, _, _) ? operand : value;
    boolean fraction = call.is("percentile_cont") || call.is("percentile_disc");
    return fraction && bare instanceof Expression.Literal(var text, _) && text.filter(AggregateSupport::outsideOfUnit).isPresent()
        ? Optional.of(new Refusal("percentile value " + ((Expression.Literal) bare).text().orElseThrow() + " is not between 0 and 1", "Write 0.95 for 95 percent."))
        : Optional.empty();
  }

  private static boolean outsideOfUnit(String number) {
    try {
      BigDecimal value = new BigDecimal(number.strip());
      return value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0;
    } catch (NumberFormatException _) {
      // An array of fractions, NaN and the like are left to PostgreSQL.
      return false;
    }
  }

  /**
   * Whether each value can give way to its equal with the smallest image before the aggregate sees it: it takes one, which an array can hold and give
   * back. (Of arrays it gives back the elements; what a type of the user's is made of is not known here.)
   */
  private static boolean decidesImage(AggregateCall call) {
    Expression value = call.compared().getFirst();
    return call.compared().size() == 1
        && call.keys().stream().allMatch(value::equals)
        && value.type().name().isBuiltin()
        && !value.type().isArray()
        && reads(value);
  }

  private static boolean reads(Expression expression) {
    return expression instanceof Expression.Column || expression.operands().stream().anyMatch(AggregateSupport::reads);
  }
}
