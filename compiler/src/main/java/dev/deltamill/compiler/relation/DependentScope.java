package dev.deltamill.compiler.relation;

import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexFieldAccess;
import org.jspecify.annotations.Nullable;

/**
 * What a dependent query takes from outside. Calcite lets a query reach across any number of levels; here each level passes on, as an argument, what
 * the ones inside it need, so that a dependent query is a function of its arguments.
 */
final class DependentScope {
  private final @Nullable DependentScope outer;
  private final Set<CorrelationId> rows;
  private final RowNames names;
  private final List<Field> row;
  private final List<Expression> arguments = new ArrayList<>();
  private final Map<Reference, Expression.Parameter> parameters = new HashMap<>();

  private record Reference(CorrelationId row, List<String> names, int field) {}

  /**
   * A scope for one dependent query.
   *
   * @param outer that of the query around it, if that is dependent too
   * @param rows Calcite's names for the row that the query is evaluated for
   * @param names which fields Calcite means by which position
   * @param row the fields of that row
   */
  DependentScope(@Nullable DependentScope outer, Set<CorrelationId> rows, RowNames names, List<Field> row) {
    this.outer = outer;
    this.rows = Set.copyOf(rows);
    this.names = names;
    this.row = List.copyOf(row);
  }

  /** The arguments found so far, over the row and the parameters of the outer query. */
  List<Expression> arguments() {
    return List.copyOf(arguments);
  }

  /** A field of a row outside, as the query inside sees it. */
  Expression.Parameter parameter(CorrelationId id, RexFieldAccess access) {
    Reference reference = new Reference(id, access.getReferenceExpr().getType().getFieldNames(), access.getField().getIndex());
    return parameters.computeIfAbsent(reference, _ -> add(argument(id, access)));
  }

  private Expression argument(CorrelationId id, RexFieldAccess access) {
    if (rows.contains(id)) {
      int field = names.position(access);
      return new Expression.Column(field, row.get(field).type(), row.get(field).nullable());
    }
    if (outer == null) {
      throw new IllegalStateException("a row that no query around gives: " + id);
    }
    return outer.parameter(id, access);
  }

  private Expression.Parameter add(Expression argument) {
    arguments.add(argument);
    return new Expression.Parameter(arguments.size() - 1, argument.type(), argument.nullable());
  }
}
