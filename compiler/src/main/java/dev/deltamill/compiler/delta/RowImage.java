package dev.deltamill.compiler.delta;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The identity of a row as an expression: a hash of its binary image, which tells 1.0 from 1.00. */
public final class RowImage {
  private RowImage() {}

  /** Of all fields of a relation: rows that share it are alike in everything. */
  public static Expression of(Relation relation) {
    return of(IntStream.range(0, relation.fields().size()).mapToObj(relation::column).toList());
  }

  /** The image holds the types' oids as well, and change buffers hold domains as what they are over: hence the casts. */
  static Expression of(List<Expression.Column> values) {
    List<Expression> columns = new ArrayList<>();
    for (Expression.Column value : values) {
      columns.add(
          value.type().name().isBuiltin() ? value : new Expression.Cast(value, value.type(), false, Volatility.IMMUTABLE));
    }
    Expression row = new Expression.RowOf(columns, SqlType.builtin("record"));
    return call("sha256", call("record_send", row));
  }

  private static Expression call(String function, Expression argument) {
    return new Expression.Call(
        QualifiedName.builtin(function), List.of(argument), SqlType.BYTEA, Volatility.IMMUTABLE, false);
  }
}
