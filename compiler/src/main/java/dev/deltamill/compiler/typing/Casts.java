package dev.deltamill.compiler.typing;

import dev.deltamill.ir.catalog.CastInfo.Context;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Cast;
import dev.deltamill.ir.relation.Expression.Literal;
import dev.deltamill.ir.type.SqlType;
import java.util.Optional;

/** Makes conversions explicit: those the user wrote and those PostgreSQL adds. */
final class Casts {
  private final Coercions coercions;
  private final Findings findings;

  Casts(Coercions coercions, Findings findings) {
    this.coercions = coercions;
    this.findings = findings;
  }

  /** The expression as PostgreSQL passes it where {@code target} is wanted; the caller knows that the conversion exists. */
  Expression implicit(Expression expression, SqlType target, Span span) {
    if (target.name().equals(Coercions.ANY)) {
      return isUnknown(expression) ? implicit(expression, SqlType.TEXT, span) : expression;
    }
    if (expression instanceof Literal literal && isUnknown(literal)) {
      return literal(literal.text(), target, span, true);
    }
    boolean fits =
        expression.type().name().equals(target.name())
            && (target.modifier() < 0 || target.modifier() == expression.type().modifier());
    if (fits) {
      return expression;
    }
    Volatility volatility =
        coercions
            .conversion(expression.type().name(), target.name(), Context.IMPLICIT)
            .orElse(Volatility.IMMUTABLE);
    noteCast(volatility, expression.type(), target, span);
    return new Cast(expression, target, true, volatility);
  }

  /** As {@link #implicit}, and a modifier that the target does not have is taken away, too. */
  Expression exactly(Expression expression, SqlType target, Span span) {
    Expression converted = implicit(expression, target, span);
    return converted.type().equals(target) ? converted : new Cast(converted, target, true, Volatility.IMMUTABLE);
  }

  /** {@code CAST(expression AS target)}. */
  Expression explicit(Expression expression, SqlType target, Span span) {
    if (expression instanceof Literal literal && isUnknown(literal)) {
      return literal(literal.text(), target, span, false);
    }
    SqlType source = expression.type();
    if (source.equals(target)) {
      return expression;
    }
    Optional<Volatility> volatility = coercions.conversion(source.name(), target.name(), Context.EXPLICIT);
    if (volatility.isEmpty()) {
      throw new TypingException(
          DiagnosticCode.TYPE_MISMATCH,
          span,
          "cannot cast type " + source.sql() + " to " + target.sql(),
          "Convert it with a function, or cast to text first.");
    }
    noteCast(volatility.get(), source, target, span);
    return new Cast(expression, target, false, volatility.get());
  }

  /**
   * A constant of a type. A modifier is applied as a cast of its own, as PostgreSQL does: the input function alone would
   * refuse {@code varchar(3) 'abcd'} rather than cut it.
   */
  private Expression literal(Optional<String> text, SqlType target, Span span, boolean implicit) {
    SqlType plain = SqlType.of(target.name());
    SqlType base = coercions.base(target);
    text.ifPresent(
        value -> {
          Literals.check(value, base, span);
          Literals.note(value, base, span, findings);
        });
    Literal literal = new Literal(text, plain);
    return target.modifier() < 0 ? literal : new Cast(literal, target, implicit, Volatility.IMMUTABLE);
  }

  private void noteCast(Volatility volatility, SqlType source, SqlType target, Span span) {
    findings.note(volatility, span, "the cast from " + source.sql() + " to " + target.sql());
  }

  static boolean isUnknown(Expression expression) {
    return expression.type().name().equals(Coercions.UNKNOWN);
  }
}
