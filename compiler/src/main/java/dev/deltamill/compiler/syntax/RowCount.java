package dev.deltamill.compiler.syntax;

import dev.deltamill.compiler.grammar.PostgresParser.*;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/** What stands behind LIMIT, OFFSET or FETCH, where it can be told from the text: numbers, NULL, and sums, differences and products of numbers. */
sealed interface RowCount {
  /** No number at all: nothing is limited. */
  record Null() implements RowCount {}

  /** A number, of which the clause takes the nearest whole one. */
  record Exactly(BigDecimal value) implements RowCount {
    /** As PostgreSQL makes bigint of numeric: halves away from zero. */
    BigInteger rounded() {
      return value.setScale(0, RoundingMode.HALF_UP).unscaledValue();
    }
  }

  /** Digits of an exponent that are taken; more make a number that is no count of rows. */
  int EXPONENT_DIGITS = 3;

  /** Empty where it takes more to know the value: a cast, a function, a sub-query. */
  static Optional<RowCount> of(ParserRuleContext context) {
    return switch (context) {
      case OperandExpressionContext e -> of(e.operand());
      case PrimaryOperandContext e -> of(e.primary());
      case ParenthesizedContext e when e.DOT().isEmpty() -> of(e.expression());
      case ConstantPrimaryContext e -> constant(e.constant());
      case SignContext e -> of(e.operand()).map(value -> e.MINUS() == null ? value : negated(value));
      case BinaryContext e when e.operand().size() == 2 -> of(e.operand(0)).flatMap(left -> of(e.operand(1)).flatMap(right -> computed(e, left, right)));
      default -> Optional.empty();
    };
  }

  private static RowCount negated(RowCount count) {
    return count instanceof Exactly(var value) ? new Exactly(value.negate()) : count;
  }

  private static Optional<RowCount> computed(BinaryContext operation, RowCount left, RowCount right) {
    if (!(left instanceof Exactly(var first)) || !(right instanceof Exactly(var second))) {
      return Optional.of(new Null());
    }
    if (operation.PLUS() != null) {
      return Optional.of(new Exactly(first.add(second)));
    }
    if (operation.MINUS() != null) {
      return Optional.of(new Exactly(first.subtract(second)));
    }
    return operation.STAR() == null ? Optional.empty() : Optional.of(new Exactly(first.multiply(second)));
  }

  private static Optional<RowCount> constant(ConstantContext constant) {
    if (constant.NULL() != null) {
      return Optional.of(new Null());
    }
    if (constant.INTEGER() != null) {
      return Optional.of(new Exactly(new BigDecimal(whole(TokenText.fold(constant.getText().replace("_", ""))))));
    }
    if (constant.DECIMAL() != null) {
      String text = TokenText.fold(constant.getText().replace("_", ""));
      int exponent = text.indexOf('e');
      boolean readable = exponent < 0 || text.substring(exponent + 1).replaceFirst("^[+-]?0*", "").length() <= EXPONENT_DIGITS;
      return readable ? Optional.of(new Exactly(new BigDecimal(text))) : Optional.empty();
    }
    return Optional.empty();
  }

  private static BigInteger whole(String text) {
    int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : text.startsWith("0b") ? 2 : 10;
    return new BigInteger(radix == 10 ? text : text.substring(2), radix);
  }
}
