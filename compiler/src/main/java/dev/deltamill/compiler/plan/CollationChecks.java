package dev.deltamill.compiler.plan;

import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.CollationInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.WindowCall;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a collation that COLLATE gave would not arrive.
 *
 * <p>A column of a sub-query takes the collation of its expression along (manual, 23.2.1 "Concepts"). Ours does so in one statement, and not through
 * what is kept between statements, whose columns have the database's collation: a comparison above would be made by another order than in the
 * query. And values that a nondeterministic collation takes for equal are different keys everywhere in a delta.
 */
final class CollationChecks {
  /** What orders a column has, worse ones last. */
  private enum Order {
    DATABASE,
    COLLATED,
    /** By COLLATE, below an operator whose rows are kept or made again from keys that are. */
    LOST
  }

  private final Set<QualifiedName> collatable = new HashSet<>();
  private final Set<QualifiedName> nondeterministic = new HashSet<>();

  CollationChecks(CatalogSnapshot catalog) {
    catalog.types().stream().filter(TypeInfo::collatable).map(TypeInfo::name).forEach(collatable::add);
    catalog.collations().stream()
        .filter(collation -> !collation.deterministic())
        .map(CollationInfo::name)
        .forEach(nondeterministic::add);
  }

  List<Diagnostic> refusals(Relation query, Span span) {
    List<Diagnostic> found = new ArrayList<>();
    new Walk(span, found).orders(query, List.of());
    return found;
  }

  private final class Walk {
    private final Span span;
    private final List<Diagnostic> found;

    Walk(Span span, List<Diagnostic> found) {
      this.span = span;
      this.found = found;
    }

    /**
     * The orders of a relation's columns.
     *
     * @param parameters those of the values of the dependent query that it is part of
     */
    List<Order> orders(Relation relation, List<Order> parameters) {
      return switch (relation) {
        case Relation.Project(var input, var outputs) -> {
          Scope scope = new Scope(orders(input, parameters), parameters);
          yield outputs.stream().map(output -> value(output.expression(), scope)).toList();
        }
        case Relation.Filter(var input, var condition) -> {
          List<Order> orders = orders(input, parameters);
          value(condition, new Scope(orders, parameters));
          yield orders;
        }
        case Relation.Join(var inputs, var condition) -> {
          List<Order> orders = inputs.stream().flatMap(input -> orders(input, parameters).stream()).toList();
          value(condition, new Scope(orders, parameters));
          yield orders;
        }
        case Relation.OuterJoin join -> {
          List<Order> orders =
              Stream.of(join.left(), join.right()).flatMap(input -> orders(input, parameters).stream()).toList();
          value(join.condition(), new Scope(orders, parameters));
          yield lost(orders);
        }
        case Relation.Apply(var input, var subqueries) -> {
          List<Order> orders = new ArrayList<>(orders(input, parameters));
          Scope scope = new Scope(List.copyOf(orders), parameters);
          subqueries.forEach(subquery -> orders.add(subquery(subquery, scope)));
          yield lost(orders);
        }
        case Relation.Lateral lateral -> {
          List<Order> orders = new ArrayList<>(orders(lateral.left(), parameters));
          Scope scope = new Scope(List.copyOf(orders), parameters);
          orders.addAll(orders(lateral.right(), lateral.arguments().stream().map(argument -> value(argument, scope)).toList()));
          yield lost(orders);
        }
        case Relation.Aggregate aggregate -> aggregate(aggregate, orders(aggregate.input(), parameters), parameters);
        case Relation.Window window -> {
          List<Order> orders = new ArrayList<>(orders(window.input(), parameters));
          Scope scope = new Scope(List.copyOf(orders), parameters);
          window.calls().forEach(call -> orders.add(call(call, scope)));
          // Without partitions all its rows are made again by one statement; partitions come by way of work tables.
          yield window.partition().isEmpty() ? List.copyOf(orders) : lost(orders);
        }
        case Relation.Recursion _, Relation.UnionAll _ ->
            relation.inputs().stream().map(input -> orders(input, parameters)).reduce(CollationChecks::worse).orElseThrow();
        case Relation.TableFunction function -> {
          Scope scope = new Scope(List.of(), parameters);
          Order order = function.expressions().stream().map(call -> value(call, scope)).reduce(Order.DATABASE, CollationChecks::worse);
          yield Collections.nCopies(function.fields().size(), order);
        }
        case Relation.Values values -> {
          values.expressions().forEach(expression -> value(expression, new Scope(List.of(), parameters)));
          yield plain(values);
        }
        case Relation.Repeat _, Relation.Shared _, Relation.Net _, Relation.Scan _, Relation.Changes _, Relation.Before _, Relation.Working _,
            Relation.Iteration _ -> {
          List<Order> below = relation.inputs().stream().flatMap(input -> orders(input, parameters).stream()).toList();
          yield below.isEmpty() ? plain(relation) : below;
        }
      };
    }

    private List<Order> aggregate(Relation.Aggregate aggregate, List<Order> input, List<Order> parameters) {
      Scope scope = new Scope(input, parameters);
      List<Order> orders = new ArrayList<>();
      aggregate.keys().forEach(key -> orders.add(input.get(key)));
      for (AggregateCall call : aggregate.calls()) {
        call.filter().ifPresent(filter -> value(filter, scope));
        Order order = call.arguments().stream().map(argument -> value(argument, scope)).reduce(Order.DATABASE, CollationChecks::worse);
        boolean extreme = call.is("min") || call.is("max");
        if (extreme && order != Order.DATABASE) {
          refuse(call.span(), call.function().name() + " of a text with COLLATE is not supported yet", "Leave COLLATE out, also in the view or sub-query that the text comes from.");
        } else if (order == Order.LOST && !call.is("count")) {
          refuseLost(call.span());
        }
        orders.add(isCollatable(call.type()) ? order : Order.DATABASE);
      }
      return lost(orders);
    }

    private Order call(WindowCall call, Scope scope) {
      Order order = call.expressions().stream().map(expression -> value(expression, scope)).reduce(Order.DATABASE, CollationChecks::worse);
      if (order == Order.LOST) {
        refuseLost(call.span());
      }
      return isCollatable(call.type()) ? order : Order.DATABASE;
    }

    private Order subquery(Expression.Subquery subquery, Scope scope) {
      List<Order> arguments = subquery.arguments().stream().map(argument -> value(argument, scope)).toList();
      List<Order> columns = orders(subquery.query(), arguments);
      List<Order> compared = new ArrayList<>(columns);
      subquery.left().forEach(left -> compared.add(operand(left, scope)));
      boolean compares = subquery.form() == Expression.Subquery.Form.ANY || subquery.form() == Expression.Subquery.Form.ALL;
      if (compares && compared.contains(Order.LOST)) {
        refuseLost(span);
      }
      return isCollatable(subquery.type()) ? compared.stream().reduce(Order.DATABASE, CollationChecks::worse) : Order.DATABASE;
    }

    /** The order of a value that leaves the expression. */
    private Order value(Expression expression, Scope scope) {
      Order order = operand(expression, scope);
      if (isLoose(expression)) {
        refuse(
            span,
            "a nondeterministic collation takes different texts for equal ones, which is supported in comparisons only",
            "Compare with COLLATE where the values are compared, or cast the value to a type without collation.");
      }
      return order;
    }

    private Order operand(Expression expression, Scope scope) {
      return switch (expression) {
        case Expression.Column column -> isCollatable(column.type()) ? scope.columns().get(column.index()) : Order.DATABASE;
        case Expression.Parameter parameter ->
            isCollatable(parameter.type()) ? scope.parameters().get(parameter.index()) : Order.DATABASE;
        case Expression.Collate(var operand, _) -> {
          operand(operand, scope);
          yield Order.COLLATED;
        }
        default -> {
          Order order = expression.operands().stream().map(operand -> operand(operand, scope)).reduce(Order.DATABASE, CollationChecks::worse);
          if (order == Order.LOST) {
            refuseLost(span);
          }
          yield isCollatable(expression.type()) ? order : Order.DATABASE;
        }
      };
    }

    private void refuseLost(Span where) {
      refuse(
          where,
          "something is compared or sorted in the order that COLLATE gave it further inside, which does not pass through groups, joins and partitions yet",
          "Write COLLATE behind the column where it is compared or sorted.");
    }

    private void refuse(Span where, String message, String remedy) {
      Diagnostic refusal = Diagnostic.error(DiagnosticCode.UNSUPPORTED_TYPE, where, message, remedy);
      if (!found.contains(refusal)) {
        found.add(refusal);
      }
    }
  }

  private record Scope(List<Order> columns, List<Order> parameters) {}

  private boolean isLoose(Expression expression) {
    return isCollatable(expression.type())
        && (expression instanceof Expression.Collate(_, var collation)
            ? nondeterministic.contains(collation)
            : expression.operands().stream().anyMatch(this::isLoose));
  }

  private boolean isCollatable(SqlType type) {
    return collatable.contains(type.name());
  }

  private static List<Order> plain(Relation relation) {
    return relation.fields().stream().map((Field _) -> Order.DATABASE).toList();
  }

  private static List<Order> lost(List<Order> orders) {
    return orders.stream().map(order -> order == Order.COLLATED ? Order.LOST : order).toList();
  }

  private static List<Order> worse(List<Order> a, List<Order> b) {
    List<Order> worse = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      worse.add(worse(a.get(i), b.get(i)));
    }
    return worse;
  }

  private static Order worse(Order a, Order b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
