package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Elementary operations on Z-sets, each linear. */
final class ZSets {
  private ZSets() {}

  /** A bag as a Z-set: every row with weight 1. */
  static Relation lift(Relation bag) {
    return withWeight(bag, columns(bag), Expression.Literal.bigint(1));
  }

  /** A bag as a Z-set of removals: every row with weight −1. */
  static Relation liftNegated(Relation bag) {
    return withWeight(bag, columns(bag), Expression.Literal.bigint(-1));
  }

  /** The Z-set with its weights negated. */
  static Relation negate(Relation zset) {
    return withWeight(zset, dataColumns(zset), negated(zset.weight()));
  }

  /** Computed fields over a Z-set, weight kept. */
  static Relation project(Relation zset, List<Project.Output> outputs) {
    return withWeight(zset, outputs, zset.weight());
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
    return bigintOperator("-", List.of(weight));
  }

  /** The product of weights; 1 for none. */
  static Expression product(List<? extends Expression> weights) {
    Expression product = weights.isEmpty() ? Expression.Literal.bigint(1) : weights.getFirst();
    for (Expression weight : weights.subList(Math.min(1, weights.size()), weights.size())) {
      product = bigintOperator("*", List.of(product, weight));
    }
    return product;
  }

  private static Expression bigintOperator(String symbol, List<Expression> operands) {
    return new Expression.Operator(QualifiedName.builtin(symbol), operands, SqlType.BIGINT, Volatility.IMMUTABLE, false);
  }
}
