package dev.deltamill.compiler.relation;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Literal;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Set-returning functions in a select list: each row becomes as many as its functions return, side by side, with NULLs where one returns fewer than
 * another, and none where all return none. Which is what they mean in {@code CROSS JOIN LATERAL ROWS FROM (…)} behind the rows.
 *
 * <p>A function over the result of another is called for each of the rows that the other made (PostgreSQL's manual, 36.5.9; {@code
 * split_pathtarget_at_srfs}): such levels follow one another.
 */
final class Unfolding {
  /** Columns that stand for results until it is known how many columns the rows below have. */
  private static final int PLACES = 1 << 20;

  private final List<Expression.Call> calls = new ArrayList<>();
  private final List<Integer> levels = new ArrayList<>();

  /** What stands for the function's result in an expression over the rows. */
  Expression add(Expression.Call call) {
    int known = calls.indexOf(call);
    if (known >= 0) {
      return place(known);
    }
    calls.add(call);
    levels.add(1 + call.columns().stream().filter(column -> column >= PLACES).mapToInt(column -> levels.get(column - PLACES)).max().orElse(0));
    return place(calls.size() - 1);
  }

  private Expression place(int index) {
    return new Expression.Column(PLACES + index, calls.get(index).type(), true);
  }

  /** Whether an expression reads what stands for a result. */
  static boolean isReadBy(Expression expression) {
    return !expression.columns().isEmpty() && expression.columns().last() >= PLACES;
  }

  /** The unfolded rows, and expressions over them. */
  record Unfolded(Relation rows, Map<Integer, Integer> positions) {
    /** An expression that was read over the rows before they were unfolded. */
    Expression settle(Expression expression) {
      return expression.moveColumns(column -> positions.getOrDefault(column, column));
    }
  }

  Unfolded over(Relation input) {
    Unfolded unfolded = new Unfolded(input, Map.of());
    int top = levels.stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int level = 1; level <= top; level++) {
      unfolded = over(unfolded, level);
    }
    return unfolded;
  }

  private Unfolded over(Unfolded below, int level) {
    Map<Integer, Integer> positions = new HashMap<>(below.positions());
    List<Relation.TableFunction.Item> items = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    Arguments arguments = new Arguments();
    for (int i = 0; i < calls.size(); i++) {
      if (levels.get(i) == level) {
        Expression.Call call = (Expression.Call) below.settle(calls.get(i));
        positions.put(PLACES + i, below.rows().fields().size() + fields.size());
        items.add(new Relation.TableFunction.Item((Expression.Call) arguments.passed(call), List.of()));
        fields.add(new Field(call.function().name().value(), call.type(), true));
      }
    }
    Relation functions = new Relation.TableFunction(items, false, fields);
    Relation rows =
        arguments.all.isEmpty()
            ? new Relation.Join(List.of(below.rows(), functions), Literal.TRUE)
            : new Relation.Lateral(below.rows(), functions, arguments.all, false);
    return new Unfolded(rows, positions);
  }

  /** What the functions take from the row and from the queries around it. */
  private static final class Arguments {
    private final List<Expression> all = new ArrayList<>();

    Expression passed(Expression expression) {
      return switch (expression) {
        case Expression.Column column -> parameter(column);
        case Expression.Parameter parameter -> parameter(parameter);
        default -> expression.withOperands(expression.operands().stream().map(this::passed).toList());
      };
    }

    private Expression parameter(Expression argument) {
      if (!all.contains(argument)) {
        all.add(argument);
      }
      return new Expression.Parameter(all.indexOf(argument), argument.type(), argument.nullable());
    }
  }
}
