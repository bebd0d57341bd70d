package dev.deltamill.compiler.relation;

import dev.deltamill.compiler.typing.Construct;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.validation.ConstructOperator;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project.Output;
import dev.deltamill.ir.relation.WindowCall;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/**
 * Takes the window functions out of a select list: they are computed by operators of their own below it, one per PARTITION BY, and what is left reads their
 * results as columns.
 */
final class Windowing {
  private final ExpressionTyping typing;

  Windowing(ExpressionTyping typing) {
    this.typing = typing;
  }

  /**
   * Rows with the results of window functions.
   *
   * @param relation begins with the fields of the rows
   * @param results the column of each window function, by the node that stands for it
   */
  record Windowed(Relation relation, Map<RexNode, Expression> results) {}

  private record Read(RexNode node, ExpressionTyping.ResolvedWindow window) {}

  /**
   * @param expressions over the rows of {@code input}
   */
  Windowed over(Relation input, List<RexNode> items, RowExpressions expressions) {
    List<RexCall> calls = new ArrayList<>();
    items.forEach(item -> find(item, calls));
    List<Read> read = new ArrayList<>();
    for (RexCall call : calls) {
      ConstructOperator operator = (ConstructOperator) call.getOperator();
      List<Expression> operands = call.getOperands().stream().map(expressions::read).toList();
      read.add(new Read(call, typing.window((Construct.Window) operator.construct(), operands, operator.span())));
    }
    Map<RexNode, Expression> results = new IdentityHashMap<>();
    if (calls.isEmpty()) {
      return new Windowed(input, results);
    }
    Relation rows = expressions.subqueries().isEmpty() ? input : new Relation.Apply(input, expressions.subqueries());
    Map<List<Expression>, List<Read>> byPartition = new LinkedHashMap<>();
    for (Read window : read) {
      List<Expression> partition =
          window.window().partition().stream().filter(key -> !(key instanceof Expression.Literal)).distinct().toList();
      byPartition.computeIfAbsent(partition, _ -> new ArrayList<>()).add(window);
    }
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < rows.fields().size(); i++) {
      outputs.add(new Output(rows.fields().get(i).name(), rows.column(i)));
    }
    List<List<Integer>> positions = new ArrayList<>();
    byPartition.keySet().forEach(partition -> positions.add(partition.stream().map(key -> position(key, outputs)).toList()));
    Relation windowed = outputs.size() == rows.fields().size() ? rows : new Relation.Project(rows, outputs);
    for (List<Read> windows : byPartition.values()) {
      List<WindowCall> computed = new ArrayList<>();
      int width = windowed.fields().size();
      for (Read window : windows) {
        WindowCall call = window.window().call();
        int known = computed.indexOf(call);
        results.put(window.node(), new Expression.Column(width + (known < 0 ? computed.size() : known), call.type(), call.nullable()));
        if (known < 0) {
          computed.add(call);
        }
      }
      windowed = new Relation.Window(windowed, positions.removeFirst(), computed);
    }
    return new Windowed(windowed, results);
  }

  /** Where a key stands; one that is computed is added. */
  private static int position(Expression key, List<Output> outputs) {
    if (key instanceof Expression.Column column) {
      return column.index();
    }
    outputs.add(new Output("partition", key));
    return outputs.size() - 1;
  }

  private static void find(RexNode node, List<RexCall> found) {
    if (node instanceof RexCall call) {
      if (call.getOperator() instanceof ConstructOperator operator && operator.construct() instanceof Construct.Window) {
        found.add(call);
      } else {
        call.getOperands().forEach(operand -> find(operand, found));
      }
    }
  }
}
