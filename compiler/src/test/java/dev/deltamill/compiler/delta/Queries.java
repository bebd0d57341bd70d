package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Three tables and short ways to write queries over them. */
public final class Queries {
  /** {@code numeric(10,2)}. */
  public static final SqlType AMOUNT = SqlType.NUMERIC.withModifier((10 << 16 | 2) + 4);

  public static final Span SPAN = Span.at("test.sql", 1, 1);

  /** Keyless, with NULLs and duplicates. */
  public static final Relation.Scan R =
      scan("r", new Field("k", SqlType.INTEGER, true), new Field("v", SqlType.INTEGER, false), new Field("t", SqlType.TEXT, true));

  /** With numerics of any scale: 1.0 = 1.00. */
  public static final Relation.Scan S = scan("s", new Field("k", SqlType.INTEGER, true), new Field("n", SqlType.NUMERIC, true));

  /** With a key, and numerics of one scale. */
  public static final Relation.Scan U =
      new Relation.Scan(
          QualifiedName.of("public", "u"),
          "u",
          List.of(new Field("k", SqlType.INTEGER, false), new Field("n", AMOUNT, true)),
          List.of(0),
          SPAN);

  /** Nothing in it: the built-in {@code =} is taken for every type. */
  public static final CatalogSnapshot CATALOG =
      new CatalogSnapshot(18, List.of(new Identifier("public")), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private Queries() {}

  public static Relation.Scan scan(String table, Field... fields) {
    return new Relation.Scan(QualifiedName.of("public", table), table, List.of(fields), List.of(), SPAN);
  }

  public static Expression operator(String symbol, SqlType type, Expression left, Expression right) {
    return new Expression.Operator(
        QualifiedName.builtin(symbol), List.of(left, right), type, Volatility.IMMUTABLE, left.nullable() || right.nullable());
  }

  public static Expression equal(Expression left, Expression right) {
    return operator("=", SqlType.BOOLEAN, left, right);
  }

  public static Expression constant(String text, SqlType type) {
    return new Expression.Literal(Optional.of(text), type);
  }

  public static Expression cast(Expression operand, SqlType type) {
    return operand.type().equals(type) ? operand : new Expression.Cast(operand, type, false, Volatility.IMMUTABLE);
  }

  public static AggregateCall call(
      String name, String function, List<Expression> arguments, Optional<Expression> filter, SqlType type) {
    return new AggregateCall(name, QualifiedName.builtin(function), arguments, false, filter, type, SPAN);
  }

  public static AggregateCall count(String name) {
    return call(name, "count", List.of(), Optional.empty(), SqlType.BIGINT);
  }

  public static AggregateCall call(String name, String function, Expression argument, SqlType type) {
    return call(name, function, List.of(argument), Optional.empty(), type);
  }

  /** A cross join with a condition over positions of its fields. */
  public static Relation.Join join(Relation left, Relation right, int leftColumn, int rightColumn) {
    Relation.Join cross = new Relation.Join(List.of(left, right), Expression.Literal.TRUE);
    return new Relation.Join(cross.inputs(), equal(cross.column(leftColumn), cross.column(left.fields().size() + rightColumn)));
  }

  public static Relation.Project select(Relation input, int... columns) {
    return new Relation.Project(
        input,
        IntStream.of(columns)
            .mapToObj(i -> new Relation.Project.Output(input.fields().get(i).name(), input.column(i)))
            .toList());
  }
}
