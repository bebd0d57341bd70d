package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Expressions as SQL text that PostgreSQL reads back with the same meaning, under {@code search_path = pg_catalog}. */
public final class ExpressionSql {
  /** Operators that have a form a person reads more easily. */
  private static final Map<String, String> WORDS =
      Map.of("~~", "LIKE", "!~~", "NOT LIKE", "~~*", "ILIKE", "!~~*", "NOT ILIKE");

  private final IntFunction<String> columns;
  private final IntFunction<String> parameters;
  private final BiFunction<Expression.Subquery, List<String>, String> queries;

  /**
   * For expressions without sub-queries.
   *
   * @param columns text of the field at a position
   */
  public ExpressionSql(IntFunction<String> columns) {
    this(
        columns,
        i -> { throw new IllegalStateException("no dependent query gives parameter " + i); },
        (query, _) -> { throw new IllegalStateException("no place for a sub-query: " + query.form()); });
  }

  /**
   * For expressions anywhere.
   *
   * @param parameters text of the parameter at a position
   * @param queries text of a sub-query's query with given arguments, in parentheses
   */
  ExpressionSql(
      IntFunction<String> columns, IntFunction<String> parameters, BiFunction<Expression.Subquery, List<String>, String> queries) {
    this.columns = columns;
    this.parameters = parameters;
    this.queries = queries;
  }

  public String print(Expression expression) {
    return switch (expression) {
      case Expression.Column column -> columns.apply(column.index());
      case Expression.Literal(var text, var type) -> LiteralSql.typed(text, type);
      case Expression.Call(var function, var operands, _, _, _) -> function(function) + list(operands);
      case Expression.Json json -> json(json);
      case Expression.Operator operator -> operator(operator);
      case Expression.Cast(var operand, var type, _, _) -> operand(operand) + "::" + type.sql();
      case Expression.Logical(var connective, var operands) ->
          connective == Expression.Logical.Connective.NOT
              ? "NOT " + operand(operands.getFirst())
              : operands.stream().map(this::operand).collect(Collectors.joining(" " + connective + " "));
      case Expression.Is(var operand, var test, var negated) when test == Expression.Is.Test.ABSENT ->
          absent(operand(operand), operand.type(), negated);
      case Expression.Is(var operand, var test, var negated) -> operand(operand) + " IS " + (negated ? "NOT " : "") + test;
      case Expression.Distinct(var left, var right, var negated) ->
          operand(left) + " IS " + (negated ? "NOT " : "") + "DISTINCT FROM " + operand(right);
      case Expression.Case(var operands, _) -> caseOf(operands);
      case Expression.Conditional(var kind, var operands, _) -> kind.name() + list(operands);
      case Expression.InList(var operands, var negated, _) ->
          operand(operands.getFirst()) + (negated ? " NOT IN " : " IN ") + list(operands.subList(1, operands.size()));
      case Expression.Quantified(var symbol, var left, var array, var all, _) ->
          operand(left) + " " + symbol(symbol) + (all ? " ALL (" : " ANY (") + print(array) + ")";
      case Expression.ArrayOf(var operands, var type) ->
          "ARRAY["
              + operands.stream().map(this::print).collect(Collectors.joining(", "))
              + "]"
              + (operands.isEmpty() ? "::" + type.sql() : "");
      case Expression.RowOf(var operands, _) -> "ROW" + list(operands);
      case Expression.Subscript(var operands, _) ->
          "("
              + print(operands.getFirst())
              + ")"
              + operands.stream().skip(1).map(this::print).collect(Collectors.joining(":", "[", "]"));
      case Expression.Attribute(var operand, var attribute, _) -> "(" + print(operand) + ")." + attribute.sql();
      case Expression.Parameter parameter -> parameters.apply(parameter.index());
      case Expression.Subquery subquery -> subquery(subquery);
      case Expression.Collate(var operand, var collation) ->
          operand(operand) + " COLLATE " + (collation.isBuiltin() ? '"' + collation.name().value() + '"' : collation.sql());
    };
  }

  private String json(Expression.Json json) {
    StringBuilder out = new StringBuilder(json.words().getFirst());
    for (int i = 0; i < json.operands().size(); i++) {
      out.append(operand(json.operands().get(i))).append(json.words().get(i + 1));
    }
    return out.toString();
  }

  private String subquery(Expression.Subquery subquery) {
    String query = queries.apply(subquery, subquery.arguments().stream().map(this::operand).toList());
    return switch (subquery.form()) {
      case SCALAR -> query;
      case EXISTS -> "EXISTS " + query;
      case ANY -> left(subquery) + " " + symbol(subquery.symbol().orElseThrow()) + " ANY " + query;
      case ALL -> left(subquery) + " " + symbol(subquery.symbol().orElseThrow()) + " ALL " + query;
    };
  }

  private String left(Expression.Subquery subquery) {
    return subquery.left().size() == 1 ? operand(subquery.left().getFirst()) : list(subquery.left());
  }

  /** Conditions one by one, for a list under WHERE. */
  public List<String> conjuncts(Expression condition) {
    return condition.conjuncts().stream().map(this::conjunct).toList();
  }

  private String conjunct(Expression condition) {
    return condition instanceof Expression.Logical ? operand(condition) : print(condition);
  }

  /** A function's name: bare for built-in ones, quoted where the grammar would read it as something else. */
  static String function(QualifiedName function) {
    return function.isBuiltin() ? function.name().sql() : function.sql();
  }

  /** Whether a value itself is NULL. The parser makes one test of both forms, in the second one whatever the fields of a row are. */
  static String absent(String value, SqlType type, boolean negated) {
    boolean plain = type.name().isBuiltin() && !type.is("record");
    return value + (plain ? negated ? " IS NOT NULL" : " IS NULL" : negated ? " IS DISTINCT FROM NULL" : " IS NOT DISTINCT FROM NULL");
  }

  /** An operator as it stands between its operands. */
  public static String symbol(QualifiedName symbol) {
    String name = symbol.name().value();
    return symbol.isBuiltin() ? WORDS.getOrDefault(name, name) : "OPERATOR(" + symbol.schema().sql() + "." + name + ")";
  }

  private String operator(Expression.Operator operator) {
    String symbol = symbol(operator.symbol());
    List<Expression> operands = operator.operands();
    if (operands.size() == 1) {
      String operand = operand(operands.getFirst());
      return symbol + (operand.startsWith("-") || operand.startsWith("+") ? " " : "") + operand;
    }
    boolean chain =
        operands.getFirst() instanceof Expression.Operator left
            && left.symbol().equals(operator.symbol())
            && left.operands().size() == 2
            && (symbol.equals("+") || symbol.equals("*") || symbol.equals("||"));
    return (chain ? print(operands.getFirst()) : operand(operands.getFirst())) + " " + symbol + " " + operand(operands.getLast());
  }

  private String caseOf(List<Expression> operands) {
    StringBuilder out = new StringBuilder("CASE");
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      out.append(" WHEN ").append(print(operands.get(i))).append(" THEN ").append(print(operands.get(i + 1)));
    }
    boolean noElse = operands.getLast() instanceof Expression.Literal(var text, _) && text.isEmpty();
    // Without any typed branch the ELSE carries the type.
    if (!noElse || operands.size() == 1) {
      out.append(" ELSE ").append(print(operands.getLast()));
    }
    return out.append(" END").toString();
  }

  private String list(List<Expression> operands) {
    return operands.stream().map(this::print).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The expression as a key of GROUP BY, where a bare number counts output columns and other bare constants are errors. */
  String groupingKey(Expression expression) {
    String key = print(expression);
    return key.matches("[0-9.]+|true|false") ? key + "::" + expression.type().sql() : key;
  }

  /** The expression as an operand of anything: in parentheses where it needs them. */
  String operand(Expression expression) {
    return switch (expression) {
      case Expression.Operator _, Expression.Logical _, Expression.Is _, Expression.Distinct _, Expression.InList _,
          Expression.Quantified _, Expression.Collate _ ->
          "(" + print(expression) + ")";
      case Expression.Subquery subquery ->
          switch (subquery.form()) {
            case SCALAR, EXISTS -> print(expression);
            case ANY, ALL -> "(" + print(expression) + ")";
          };
      case Expression.Column _, Expression.Literal _, Expression.Call _, Expression.Json _, Expression.Cast _, Expression.Case _,
          Expression.Conditional _, Expression.ArrayOf _, Expression.RowOf _, Expression.Subscript _, Expression.Attribute _,
          Expression.Parameter _ ->
          print(expression);
    };
  }
}
