package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.AggregateSupport;
import dev.deltamill.compiler.delta.Equality;
import dev.deltamill.compiler.delta.OuterJoinSupport;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a query may hold that our storage, buffers or merge statements could not carry exactly. Refused, never approximated. */
final class PlanChecks {
  /** Columns of a change buffer that are ours. */
  private static final Set<String> BUFFER_COLUMNS = Set.of("__xid", "__weight");

  private final Map<QualifiedName, TypeInfo> types = new HashMap<>();
  private final Map<QualifiedName, Set<String>> collated = new HashMap<>();
  private final Map<QualifiedName, Set<String>> virtual = new HashMap<>();
  private final Equality equality;
  private final CollationChecks collations;

  PlanChecks(CatalogSnapshot catalog, Equality equality) {
    this.equality = equality;
    collations = new CollationChecks(catalog);
    catalog.types().forEach(type -> types.put(type.name(), type));
    for (TableInfo table : catalog.relations()) {
      collated.put(table.name(), columns(table, column -> column.collation().isPresent()));
      virtual.put(table.name(), columns(table, TableInfo.Column::virtual));
    }
  }

  private static Set<String> columns(TableInfo table, Predicate<TableInfo.Column> which) {
    return table.columns().stream().filter(which).map(column -> column.name().value()).collect(Collectors.toSet());
  }

  /** Everything that speaks against a normalised query, at once. */
  List<Diagnostic> refusals(Planner.Request request, Relation query) {
    List<Diagnostic> found = new ArrayList<>();
    for (Field field : query.fields()) {
      if (field.name().startsWith("__")) {
        found.add(
            Diagnostic.error(
                DiagnosticCode.RESERVED_NAME,
                request.span(),
                "column \"" + field.name() + "\" begins with two underscores, as Deltamill's own columns do",
                "Give it another name with AS."));
      }
      if (!sendable(field.type())) {
        found.add(
            unsupported(
                request.span(),
                "column \"" + field.name() + "\" is of type " + field.type() + ", whose values have no binary image",
                "Cast it to text."));
      }
    }
    check(query, request.span(), found);
    remembering(query, false, request.span(), found);
    found.addAll(collations.refusals(query, request.span()));
    if (request.differential()) {
      captured(query, found);
    }
    return found;
  }

  /** What reads must be what triggers see. */
  private void captured(Relation relation, List<Diagnostic> found) {
    if (relation instanceof Relation.Scan scan) {
      Set<String> unseen = virtual.getOrDefault(scan.table(), Set.of());
      for (Field field : scan.fields()) {
        if (unseen.contains(field.name())) {
          found.add(
              Diagnostic.error(
                  DiagnosticCode.UNSUPPORTED_SOURCE,
                  scan.span(),
                  "column \"" + field.name() + "\" of " + scan.table() + " is generated when it is read, and no trigger sees its value",
                  "Write its expression in the query, make it STORED, or choose refresh = 'full'."));
        }
      }
    }
    relation.inputs().forEach(input -> captured(input, found));
  }

  /** What a domain is over, down to the bottom; any other type itself. */
  SqlType baseType(SqlType type) {
    TypeInfo info = types.get(type.name());
    Optional<SqlType> base = info == null ? Optional.empty() : info.baseType();
    return base.map(this::baseType).orElse(type);
  }

  private void check(Relation relation, Span span, List<Diagnostic> found) {
    switch (relation) {
      case Relation.Scan scan -> scan(scan, found);
      case Relation.Aggregate aggregate -> aggregate(aggregate, span, found);
      case Relation.Window window -> window(window, span, found);
      case Relation.Recursion recursion when recursion.distinct() -> distinctRounds(recursion, span, found);
      case Relation.OuterJoin join -> OuterJoinSupport.refusal(join, span).ifPresent(found::add);
      case Relation.Filter _, Relation.Project _, Relation.Join _, Relation.Apply _, Relation.Lateral _, Relation.UnionAll _, Relation.Repeat _, Relation.Values _, Relation.TableFunction _, Relation.Changes _,
          Relation.Before _, Relation.Working _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ -> {}
    }
    relation.inputs().forEach(input -> check(input, span, found));
  }

  /**
   * @param padded whether it stands where an outer join shows NULLs, for PostgreSQL may compute it there
   */
  private static void remembering(Relation relation, boolean padded, Span span, List<Diagnostic> found) {
    Set<Integer> given = relation instanceof Relation.Project(var input, _) ? given(input) : Set.of();
    relation.expressions().forEach(expression -> remembering(expression, padded, given, span, found));
    switch (relation) {
      case Relation.OuterJoin join -> {
        remembering(join.left(), padded || join.kind() == Relation.OuterJoin.Kind.FULL, span, found);
        remembering(join.right(), true, span, found);
      }
      case Relation.Lateral lateral -> {
        remembering(lateral.left(), padded, span, found);
        remembering(lateral.right(), padded || lateral.outer(), span, found);
      }
      default -> relation.inputs().forEach(input -> remembering(input, padded, span, found));
    }
  }

  /**
   * Columns that WHERE or an inner join has shown not to be NULL. That helps a select list, which PostgreSQL computes of the rows that are left; among
   * conditions it chooses the order itself.
   */
  private static Set<Integer> given(Relation relation) {
    Set<Integer> given = new HashSet<>();
    switch (relation) {
      case Relation.Filter filter -> {
        given.addAll(given(filter.input()));
        given(filter.condition(), given);
      }
      case Relation.Join join -> given(join.condition(), given);
      default -> {}
    }
    return given;
  }

  private static void given(Expression condition, Set<Integer> given) {
    for (Expression conjunct : AccessPaths.conjuncts(condition)) {
      if (conjunct instanceof Expression.Is(Expression.Column column, Expression.Is.Test test, boolean negated)
          && negated
          && (test == Expression.Is.Test.NULL || test == Expression.Is.Test.ABSENT)) {
        given.add(column.index());
      }
    }
  }

  private static boolean canBeNull(Expression expression, Set<Integer> given) {
    return expression.nullable() && !(expression instanceof Expression.Column column && given.contains(column.index()));
  }

  private static void remembering(Expression expression, boolean padded, Set<Integer> given, Span span, List<Diagnostic> found) {
    if (expression instanceof Expression.Json json && json.remembers() && (padded || canBeNull(json.operands().getFirst(), given))) {
      found.add(
          Diagnostic.error(
              DiagnosticCode.UNSUPPORTED_CONSTRUCT,
              span,
              json.function() + " of a value that can be NULL: where ON EMPTY or ON ERROR give a value, PostgreSQL gives it for a NULL after such a row, too",
              "Give it a value that is never NULL, as in coalesce(document, '{}'), in a select list leave NULLs out by WHERE document IS NOT NULL, or write NULL ON EMPTY and NULL ON ERROR (UNKNOWN for JSON_EXISTS)."));
    }
    expression.operands().forEach(operand -> remembering(operand, padded, given, span, found));
  }

  private void scan(Relation.Scan scan, List<Diagnostic> found) {
    for (Field field : scan.fields()) {
      if (BUFFER_COLUMNS.contains(field.name())) {
        found.add(
            Diagnostic.error(
                DiagnosticCode.UNSUPPORTED_SOURCE,
                scan.span(),
                scan.table() + " has a column \"" + field.name() + "\", a name that change buffers use themselves",
                "Rename the column, or do not read it."));
      }
      if (collated.getOrDefault(scan.table(), Set.of()).contains(field.name())) {
        found.add(
            unsupported(
                scan.span(),
                "column \"" + field.name() + "\" of " + scan.table() + " has a collation of its own, which change buffers do not carry yet",
                "Do not read that column, or give it the database's collation."));
      }
    }
  }

  private void window(Relation.Window window, Span span, List<Diagnostic> found) {
    for (int key : window.partition()) {
      Field field = window.input().fields().get(key);
      if (!equality.groups(field.type())) {
        found.add(
            unsupported(
                span,
                "PARTITION BY \"" + field.name() + "\" of type " + field.type() + " is not supported yet",
                "Cast it to a built-in type in PARTITION BY."));
      }
    }
    for (Field field : window.tieBroken() ? window.input().fields() : List.<Field>of()) {
      if (!sendable(field.type())) {
        found.add(
            unsupported(
                span,
                "rows are tied in ORDER BY, and \"" + field.name() + "\" of type " + field.type() + ", which would tell them apart, has no binary image",
                "Order by a unique column."));
      }
    }
  }

  /** UNION keeps whichever of several equal rows comes first; where they can look different, nothing in the sources decides which. */
  private void distinctRounds(Relation.Recursion recursion, Span span, List<Diagnostic> found) {
    for (Field field : recursion.fields()) {
      TypeInfo info = types.get(baseType(field.type()).name());
      boolean isEnum = info != null && info.kind() == TypeInfo.Kind.ENUM;
      if (!isEnum && !baseType(field.type()).hasOneImage()) {
        found.add(
            unsupported(
                span,
                "UNION in the recursive query \"" + recursion.name() + "\" compares \"" + field.name() + "\" of type " + field.type()
                    + ", whose equal values can look different: which of them stays would be a matter of chance",
                "Write UNION ALL, or cast the column in both terms to a type of one form, such as numeric(12,2) or text."));
      }
    }
  }

  private void aggregate(Relation.Aggregate aggregate, Span span, List<Diagnostic> found) {
    found.addAll(AggregateSupport.refusals(aggregate));
    for (int key : aggregate.keys()) {
      Field field = aggregate.input().fields().get(key);
      if (!equality.groups(field.type())) {
        found.add(
            unsupported(
                span,
                "grouping by \"" + field.name() + "\" of type " + field.type() + " is not supported yet",
                "Cast it to a built-in type in SELECT and GROUP BY."));
      }
    }
  }

  private boolean sendable(SqlType type) {
    TypeInfo info = types.get(type.name());
    return info == null || info.sendable();
  }

  private static Diagnostic unsupported(Span span, String message, String remedy) {
    return Diagnostic.error(DiagnosticCode.UNSUPPORTED_TYPE, span, message, remedy);
  }
}
