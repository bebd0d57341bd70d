package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Elementary operations on Z-sets, each linear. */
final class ZSets {
  private static final Span NOWHERE = Span.at("", 1, 1);

  private ZSets() {}

  /** A bag as a Z-set: every row with weight 1. */
  static Relation lift(Relation bag) {
    return withWeight(bag, columns(bag), Expression.Literal.bigint(1));
  }

  /** A bag as a Z-set of removals: every row with weight −1. */
  static Relation liftNegated(Relation bag) {
    return withWeight(bag, columns(bag), Expression.Literal.bigint(-1));
  }

  /** Every row of a Z-set with the values of sub-queries for it, weight kept. */
  static Relation apply(Relation zset, List<Expression.Subquery> subqueries) {
    return weightLast(new Relation.Apply(zset, subqueries), zset.fields().size() - 1);
  }

  /** Every row of a Z-set with the rows that a dependent bag gives for it, with its weight. */
  static Relation lateral(Relation zset, Relation bag, List<Expression> arguments, boolean outer) {
    return weightLast(new Relation.Lateral(zset, bag, arguments, outer), zset.fields().size() - 1);
  }

  private static Relation weightLast(Relation joined, int weight) {
    List<Project.Output> outputs = new ArrayList<>(columns(joined));
    outputs.remove(weight);
    return withWeight(joined, outputs, joined.column(weight));
  }

  /** A row if and only if the bag that a Z-set stands for has one: no weight in it is negative once it is netted, so their sum tells. */
  static Relation presence(Relation zset) {
    AggregateCall sum =
        new AggregateCall(
            "copies", QualifiedName.builtin("sum"), List.of(zset.weight()), false, Optional.empty(), SqlType.NUMERIC, NOWHERE);
    Relation total = new Relation.Aggregate(zset, List.of(), List.of(sum), true);
    Expression positive =
        new Expression.Operator(
            QualifiedName.builtin(">"),
            List.of(total.column(0), new Expression.Literal(Optional.of("0"), SqlType.NUMERIC)),
            SqlType.BOOLEAN,
            Volatility.IMMUTABLE,
            true);
    return new Project(
        new Relation.Filter(total, positive), List.of(new Project.Output("present", Expression.Literal.TRUE)));
  }

  /** The Z-set with its weights negated. */
  static Relation negate(Relation zset) {
    return withWeight(zset, dataColumns(zset), negated(zset.weight()));
  }

  /** Computed fields over a Z-set, weight kept. */
  static Relation project(Relation zset, List<Project.Output> outputs) {
    return withWeight(zset, outputs, zset.weight());
  }

  /** Each row of a Z-set as often as a count over its data fields says; see {@link Relation.Repeat}. */
  static Relation repeat(Relation zset, Expression count) {
    Expression positive = bigintOperator(">", SqlType.BOOLEAN, List.of(count, Expression.Literal.bigint(0)));
    return withWeight(
        new Relation.Filter(zset, positive), dataColumns(zset), product(List.of(zset.weight(), count)));
  }

  static Relation withWeight(Relation input, List<Project.Output> outputs, Expression weight) {
    List<Project.Output> all = new ArrayList<>(outputs);
    all.add(new Project.Output(Relation.WEIGHT, weight));
    return new Project(input, all);
  }

  /** All fields of a relation, unchanged. */
  static List<Project.Output> columns(Relation relation) {
    return columns(relation, relation.fields().size());
  }

  /** All fields of a Z-set but its weight. */
  static List<Project.Output> dataColumns(Relation zset) {
    return columns(zset, zset.fields().size() - 1);
  }

  private static List<Project.Output> columns(Relation relation, int count) {
    List<Field> fields = relation.fields();
    List<Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(new Project.Output(fields.get(i).name(), relation.column(i)));
    }
    return outputs;
  }

  static Expression negated(Expression weight) {
    return bigintOperator("-", SqlType.BIGINT, List.of(weight));
  }

  /** The product of weights; 1 for none. */
  static Expression product(List<? extends Expression> weights) {
    Expression product = weights.isEmpty() ? Expression.Literal.bigint(1) : weights.getFirst();
    for (Expression weight : weights.subList(Math.min(1, weights.size()), weights.size())) {
      product = bigintOperator("*", SqlType.BIGINT, List.of(product, weight));
    }
    return product;
  }

  private static Expression bigintOperator(String symbol, SqlType type, List<Expression> operands) {
    return new Expression.Operator(QualifiedName.builtin(symbol), operands, type, Volatility.IMMUTABLE, false);
  }
}
