package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions over rows in memory, with PostgreSQL's meaning for integers, finite numerics, texts and booleans. Only the quotient of numerics has a
 * scale of its own making: it depends on the same inputs as PostgreSQL's.
 */
public final class ExpressionEvaluator {
  /** Values of one type by their own order; equal numerics of different scale are equal here. */
  public static final Comparator<Object> ORDER =
      (a, b) ->
          switch (a) {
            case Long left -> left.compareTo((Long) b);
            case BigDecimal left -> left.compareTo((BigDecimal) b);
            case String left -> left.compareTo((String) b);
            case Boolean left -> left.compareTo((Boolean) b);
            default -> throw new UnsupportedOperationException(a.getClass().getName());
          };

  private ExpressionEvaluator() {}

  public static boolean isTrue(Expression condition, Row row) {
    return Boolean.TRUE.equals(evaluate(condition, row));
  }

  public static @Nullable Object evaluate(Expression expression, Row row) {
    return switch (expression) {
      case Expression.Column(int index, _, _) -> row.get(index);
      case Expression.Literal(var text, var type) -> text.map(value -> literal(value, type)).orElse(null);
      case Expression.Operator(var symbol, var operands, var type, _, _) ->
          operator(symbol.name().value(), values(operands, row), type);
      case Expression.Cast(var operand, var type, _, _) -> cast(evaluate(operand, row), type);
      case Expression.Logical(var connective, var operands) -> logical(connective, values(operands, row));
      case Expression.Is(var operand, var test, boolean negated) -> is(evaluate(operand, row), test) != negated;
      case Expression.Distinct(var left, var right, boolean negated) ->
          distinct(evaluate(left, row), evaluate(right, row)) != negated;
      case Expression.Case(var operands, _) -> caseOf(operands, row);
      case Expression.Conditional(var kind, var operands, _) -> conditional(kind, values(operands, row));
      case Expression.InList(var operands, boolean negated, _) -> {
        Object in = in(values(operands, row));
        yield in == null ? null : (Boolean) in != negated;
      }
      case Expression.RowOf(var operands, _) -> new Row(values(operands, row));
      // A row is its own image here.
      case Expression.Call(var function, var operands, _, _, _)
          when function.name().value().equals("record_send") || function.name().value().equals("sha256") ->
          evaluate(operands.getFirst(), row);
      case Expression.Call _, Expression.Json _, Expression.Quantified _, Expression.ArrayOf _, Expression.Subscript _, Expression.Attribute _,
          Expression.Collate _, Expression.Parameter _, Expression.Subquery _ ->
          throw new UnsupportedOperationException("not evaluated in memory: " + expression);
    };
  }

  static BigDecimal quotient(BigDecimal left, BigDecimal right) {
    return left.divide(right, Math.max(16, Math.max(left.scale(), right.scale())), RoundingMode.HALF_UP);
  }

  /** The value as one of a type: integers become numeric and back, numerics are rounded to the scale of the type. */
  public static @Nullable Object cast(@Nullable Object value, SqlType type) {
    if (value == null) {
      return null;
    }
    if (type.is("numeric")) {
      BigDecimal number = value instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) value;
      return type.modifier() < 0 ? number : number.setScale(type.scale(), RoundingMode.HALF_UP);
    }
    if (type.isNumber()) {
      return value instanceof BigDecimal number ? number.setScale(0, RoundingMode.HALF_UP).longValueExact() : value;
    }
    if (type.is("text") && value instanceof String || type.is("bool") && value instanceof Boolean) {
      return value;
    }
    throw new UnsupportedOperationException(value.getClass() + " as " + type);
  }

  private static List<@Nullable Object> values(List<Expression> operands, Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    operands.forEach(operand -> values.add(evaluate(operand, row)));
    return values;
  }

  private static Object literal(String text, SqlType type) {
    if (type.is("bool")) {
      return Boolean.valueOf(text);
    }
    if (type.is("text")) {
      return text;
    }
    if (type.is("numeric")) {
      return new BigDecimal(text);
    }
    if (type.isNumber()) {
      return Long.valueOf(text);
    }
    throw new UnsupportedOperationException("a constant of type " + type);
  }

  static @Nullable Object operator(String symbol, List<@Nullable Object> operands, SqlType type) {
    if (operands.contains(null)) {
      return null;
    }
    Object first = operands.getFirst();
    Object last = operands.getLast();
    if (operands.size() == 1) {
      return switch (symbol) {
        case "-" -> first instanceof BigDecimal number ? number.negate() : (Object) Math.negateExact((Long) first);
        case "+" -> first;
        default -> throw new UnsupportedOperationException("prefix " + symbol);
      };
    }
    return switch (symbol) {
      case "=" -> first instanceof Row ? first.equals(last) : ORDER.compare(first, last) == 0;
      case "<>" -> ORDER.compare(first, last) != 0;
      case "<" -> ORDER.compare(first, last) < 0;
      case "<=" -> ORDER.compare(first, last) <= 0;
      case ">" -> ORDER.compare(first, last) > 0;
      case ">=" -> ORDER.compare(first, last) >= 0;
      case "*=" -> first.equals(last);
      case "||" -> (String) first + last;
      case "+", "-", "*", "/" -> type.is("numeric")
          ? arithmetic(symbol, (BigDecimal) first, (BigDecimal) last)
          : arithmetic(symbol, (Long) first, (Long) last);
      default -> throw new UnsupportedOperationException("operator " + symbol);
    };
  }

  private static BigDecimal arithmetic(String symbol, BigDecimal left, BigDecimal right) {
    return switch (symbol) {
      case "+" -> left.add(right);
      case "-" -> left.subtract(right);
      case "*" -> left.multiply(right);
      default -> quotient(left, right);
    };
  }

  private static Long arithmetic(String symbol, Long left, Long right) {
    return switch (symbol) {
      case "+" -> Math.addExact(left, right);
      case "-" -> Math.subtractExact(left, right);
      case "*" -> Math.multiplyExact(left, right);
      default -> left / right;
    };
  }

  static @Nullable Object logical(Expression.Logical.Connective connective, List<@Nullable Object> operands) {
    return switch (connective) {
      case NOT -> operands.getFirst() == null ? null : !(Boolean) operands.getFirst();
      case AND -> operands.contains(false) ? (Boolean) false : operands.contains(null) ? null : (Boolean) true;
      case OR -> operands.contains(true) ? (Boolean) true : operands.contains(null) ? null : (Boolean) false;
    };
  }

  private static boolean is(@Nullable Object value, Expression.Is.Test test) {
    return switch (test) {
      case NULL, UNKNOWN, ABSENT -> value == null;
      case TRUE -> Boolean.TRUE.equals(value);
      case FALSE -> Boolean.FALSE.equals(value);
    };
  }

  private static boolean distinct(@Nullable Object left, @Nullable Object right) {
    return left == null || right == null ? left != right : ORDER.compare(left, right) != 0;
  }

  private static @Nullable Object caseOf(List<Expression> operands, Row row) {
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      if (isTrue(operands.get(i), row)) {
        return evaluate(operands.get(i + 1), row);
      }
    }
    return evaluate(operands.getLast(), row);
  }

  private static @Nullable Object conditional(Expression.Conditional.Kind kind, List<@Nullable Object> operands) {
    List<Object> present = new ArrayList<>();
    operands.forEach(
        value -> {
          if (value != null) {
            present.add(value);
          }
        });
    return switch (kind) {
      case COALESCE -> present.isEmpty() ? null : present.getFirst();
      case NULLIF ->
          present.size() == 2 && ORDER.compare(present.getFirst(), present.getLast()) == 0 ? null : operands.getFirst();
      case GREATEST -> present.stream().max(ORDER).orElse(null);
      case LEAST -> present.stream().min(ORDER).orElse(null);
    };
  }

  private static @Nullable Object in(List<@Nullable Object> operands) {
    Object wanted = operands.getFirst();
    if (wanted == null) {
      return null;
    }
    List<@Nullable Object> items = operands.subList(1, operands.size());
    if (items.stream().anyMatch(item -> item != null && ORDER.compare(wanted, item) == 0)) {
      return true;
    }
    return items.contains(null) ? null : (Boolean) false;
  }
}
