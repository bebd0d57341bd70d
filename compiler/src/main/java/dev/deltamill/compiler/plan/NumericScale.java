package dev.deltamill.compiler.plan;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Digits after the decimal point that every finite value of an expression carries, where that is known (manual, 8.1.2; {@code numeric.c}: a sum or
 * difference has the larger scale, a product the sum of the scales).
 */
final class NumericScale {
  /** NUMERIC_DSCALE_MAX, to which products are rounded. */
  private static final int LARGEST = 16383;

  private final IntFunction<OptionalInt> columns;

  /**
   * @param columns what is known of the field at a position
   */
  NumericScale(IntFunction<OptionalInt> columns) {
    this.columns = columns;
  }

  OptionalInt of(Expression expression) {
    return switch (expression) {
      case Expression.Literal(var text, var type) when text.isPresent() && type.is("numeric") && type.modifier() < 0 ->
          literal(text.get());
      case Expression.Cast(var operand, var type, _, _) when type.is("numeric") && type.modifier() < 0 -> of(operand);
      case Expression.Operator(var symbol, var operands, var type, _, _)
          when symbol.isBuiltin() && type.is("numeric") ->
          operator(symbol.name().value(), operands);
      case Expression.Case(var operands, _) -> branches(operands);
      case Expression.Column column -> columns.apply(column.index());
      case Expression.Literal _, Expression.Call _, Expression.Json _, Expression.Operator _, Expression.Cast _,
          Expression.Logical _, Expression.Is _, Expression.Distinct _, Expression.Conditional _, Expression.InList _,
          Expression.Quantified _, Expression.ArrayOf _, Expression.RowOf _, Expression.Subscript _, Expression.Attribute _,
          Expression.Collate _, Expression.Parameter _, Expression.Subquery _ ->
          of(expression.type());
    };
  }

  /** What the type alone says. */
  static OptionalInt of(SqlType type) {
    int scale = type.scale();
    return scale < 0 ? OptionalInt.empty() : OptionalInt.of(scale);
  }

  private OptionalInt operator(String symbol, List<Expression> operands) {
    if (operands.size() == 1) {
      return symbol.equals("-") || symbol.equals("+") ? of(operands.getFirst()) : OptionalInt.empty();
    }
    OptionalInt left = of(operands.get(0));
    OptionalInt right = of(operands.get(1));
    if (left.isEmpty() || right.isEmpty()) {
      return OptionalInt.empty();
    }
    return switch (symbol) {
      case "+", "-" -> OptionalInt.of(Math.max(left.getAsInt(), right.getAsInt()));
      case "*" -> OptionalInt.of(Math.min(LARGEST, left.getAsInt() + right.getAsInt()));
      default -> OptionalInt.empty();
    };
  }

  /** Results of a CASE: they agree, or nothing is known; NULL says nothing. */
  private OptionalInt branches(List<Expression> operands) {
    OptionalInt common = OptionalInt.empty();
    for (int i = 0; i < operands.size(); i++) {
      boolean result = i % 2 == 1 || i == operands.size() - 1;
      boolean nothing = operands.get(i) instanceof Expression.Literal(var text, _) && text.isEmpty();
      if (!result || nothing) {
        continue;
      }
      OptionalInt scale = of(operands.get(i));
      if (scale.isEmpty() || common.isPresent() && common.getAsInt() != scale.getAsInt()) {
        return OptionalInt.empty();
      }
      common = scale;
    }
    return common;
  }

  private static OptionalInt literal(String text) {
    if (!text.matches("[+-]?[0-9]*(\\.[0-9]*)?")) {
      return OptionalInt.empty();
    }
    int point = text.indexOf('.');
    return OptionalInt.of(point < 0 ? 0 : text.length() - point - 1);
  }
}
