package dev.deltamill.compiler.relation;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Expression.Literal;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project.Output;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * INTERSECT and EXCEPT as one GROUP BY over both sides, which counts how often each row stands on the left and on the right:
 *
 * <pre>
 *   INTERSECT      l > 0 and r > 0 once        EXCEPT      l > 0 and r = 0 once
 *   INTERSECT ALL  min(l, r) times             EXCEPT ALL  max(l − r, 0) times
 * </pre>
 *
 * <p>So says the manual (7.4 "Combining Queries"), and rows are the same here where GROUP BY says so: NULLs are equal.
 */
final class SetOperation {
  private final Relation.Aggregate counted;
  private final Expression left;
  private final Expression right;

  /** Both sides have the same types; the columns are named after the left. */
  SetOperation(Relation left, Relation right, Span span) {
    Relation both = new Relation.UnionAll(List.of(marked(left, true), marked(right, false)));
    int width = left.fields().size();
    this.counted =
        new Relation.Aggregate(
            both,
            IntStream.range(0, width).boxed().toList(),
            List.of(count("left_rows", both.column(width), span), count("right_rows", both.column(width + 1), span)),
            false);
    this.left = counted.column(width);
    this.right = counted.column(width + 1);
  }

  /** A side's rows, each with a value that is not NULL in the field of that side. */
  private static Relation marked(Relation side, boolean isLeft) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < side.fields().size(); i++) {
      outputs.add(new Output(side.fields().get(i).name(), side.column(i)));
    }
    outputs.add(new Output("in_left", isLeft ? Literal.TRUE : Literal.nullOf(SqlType.BOOLEAN)));
    outputs.add(new Output("in_right", isLeft ? Literal.nullOf(SqlType.BOOLEAN) : Literal.TRUE));
    return new Relation.Project(side, outputs);
  }

  private static AggregateCall count(String name, Expression argument, Span span) {
    return new AggregateCall(
        name, QualifiedName.builtin("count"), List.of(argument), false, Optional.empty(), SqlType.BIGINT, span);
  }

  Relation intersect() {
    return rows(new Relation.Filter(counted, Expression.and(List.of(compared(">", left), compared(">", right)))));
  }

  Relation intersectAll() {
    return rows(
        new Relation.Repeat(
            counted,
            new Expression.Conditional(Expression.Conditional.Kind.LEAST, List.of(left, right), SqlType.BIGINT)));
  }

  Relation except() {
    return rows(new Relation.Filter(counted, Expression.and(List.of(compared(">", left), compared("=", right)))));
  }

  Relation exceptAll() {
    return rows(new Relation.Repeat(counted, operator("-", SqlType.BIGINT, left, right)));
  }

  /** Without the counts. */
  private Relation rows(Relation chosen) {
    return new Relation.Project(
        chosen, counted.keys().stream().map(key -> new Output(chosen.fields().get(key).name(), chosen.column(key))).toList());
  }

  private static Expression compared(String symbol, Expression count) {
    return operator(symbol, SqlType.BOOLEAN, count, Literal.bigint(0));
  }

  private static Expression operator(String symbol, SqlType type, Expression a, Expression b) {
    return new Expression.Operator(QualifiedName.builtin(symbol), List.of(a, b), type, Volatility.IMMUTABLE, false);
  }
}
