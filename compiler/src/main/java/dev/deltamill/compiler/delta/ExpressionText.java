package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Expressions as short text for explain. Not SQL: casts that PostgreSQL adds by itself and types of constants are left out. */
public final class ExpressionText {
  private ExpressionText() {}

  public static String of(Expression expression, List<Field> fields) {
    return switch (expression) {
      case Expression.Column column -> fields.get(column.index()).name();
      case Expression.Literal(var text, var type) ->
          text.map(value -> type.isNumber() || type.is("bool") ? value : "'" + value.replace("'", "''") + "'").orElse("NULL");
      case Expression.Call call -> call.function().name().value() + arguments(call.operands(), fields);
      case Expression.Json json -> json.function() + arguments(json.operands(), fields);
      case Expression.Operator(var symbol, var operands, _, _, _) ->
          operands.size() == 1
              ? symbol.name().value() + operand(operands.getFirst(), fields)
              : operand(operands.get(0), fields) + " " + symbol.name().value() + " " + operand(operands.get(1), fields);
      case Expression.Cast(var operand, var type, var implicit, _) ->
          implicit ? of(operand, fields) : operand(operand, fields) + "::" + type;
      case Expression.Logical(var connective, var operands) ->
          connective == Expression.Logical.Connective.NOT
              ? "NOT " + operand(operands.getFirst(), fields)
              : operands.stream().map(o -> operandOf(o, fields)).collect(Collectors.joining(" " + connective + " "));
      case Expression.Is(var operand, var test, var negated) ->
          operand(operand, fields) + " IS " + (negated ? "NOT " : "") + (test == Expression.Is.Test.ABSENT ? Expression.Is.Test.NULL : test);
      case Expression.Distinct(var left, var right, var negated) ->
          operand(left, fields) + " IS " + (negated ? "NOT " : "") + "DISTINCT FROM " + operand(right, fields);
      case Expression.Case _ -> "CASE … END";
      case Expression.Conditional(var kind, var operands, _) -> kind.name().toLowerCase(Locale.ROOT) + arguments(operands, fields);
      case Expression.InList(var operands, var negated, _) ->
          operand(operands.getFirst(), fields)
              + (negated ? " NOT IN " : " IN ")
              + arguments(operands.subList(1, operands.size()), fields);
      case Expression.Quantified(var symbol, var left, var array, var all, _) ->
          operand(left, fields) + " " + symbol.name().value() + (all ? " ALL (" : " ANY (") + of(array, fields) + ")";
      case Expression.ArrayOf(var operands, _) -> "ARRAY" + arguments(operands, fields);
      case Expression.RowOf(var operands, _) -> "ROW" + arguments(operands, fields);
      case Expression.Subscript(var operands, _) ->
          operand(operands.getFirst(), fields)
              + operands.stream().skip(1).map(o -> of(o, fields)).collect(Collectors.joining(":", "[", "]"));
      case Expression.Attribute(var operand, var attribute, _) -> "(" + of(operand, fields) + ")." + attribute;
      case Expression.Parameter(int index, _, _) -> "$" + (index + 1);
      case Expression.Subquery subquery -> subquery.form().name().toLowerCase(Locale.ROOT) + " sub-query";
      case Expression.Collate(var operand, var collation) -> operand(operand, fields) + " COLLATE " + collation.name();
    };
  }

  private static String arguments(List<Expression> operands, List<Field> fields) {
    return operands.stream().map(operand -> of(operand, fields)).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String operandOf(Expression expression, List<Field> fields) {
    return expression instanceof Expression.Logical ? "(" + of(expression, fields) + ")" : of(expression, fields);
  }

  private static String operand(Expression expression, List<Field> fields) {
    return switch (expression) {
      case Expression.Operator _, Expression.Logical _, Expression.Distinct _, Expression.InList _, Expression.Quantified _,
          Expression.Is _ ->
          "(" + of(expression, fields) + ")";
      case Expression.Cast(var operand, _, var implicit, _) when implicit -> operand(operand, fields);
      case Expression.Column _, Expression.Literal _, Expression.Call _, Expression.Json _, Expression.Cast _, Expression.Case _,
          Expression.Conditional _, Expression.ArrayOf _, Expression.RowOf _, Expression.Subscript _, Expression.Attribute _,
          Expression.Collate _, Expression.Parameter _, Expression.Subquery _ ->
          of(expression, fields);
    };
  }
}
