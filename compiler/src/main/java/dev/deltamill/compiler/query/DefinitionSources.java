package dev.deltamill.compiler.query;

import dev.deltamill.compiler.syntax.Suggestions;
import dev.deltamill.compiler.syntax.Source;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Tables of the catalog as sources, and why some cannot be one. */
final class DefinitionSources {
  /** How PostgreSQL shows the view that every stream table is read by. */
  private static final Pattern OVER_STORAGE =
      Pattern.compile("\\s*SELECT\\s.*\\sFROM deltamill\\.[a-z0-9_]+__rows(\\s+WHERE\\s+__\\w+)?;?\\s*", Pattern.DOTALL);

  private final CatalogIndex catalog;

  DefinitionSources(CatalogIndex catalog) {
    this.catalog = catalog;
  }

  /** Whether it is the user's own view, and not the one by which a stream table is read. */
  static boolean isView(TableInfo relation) {
    return relation.kind() == TableInfo.Kind.VIEW && !isInstalled(relation);
  }

  /** A relation that is no view. */
  Optional<Source> table(TableInfo table, Span span, Consumer<Diagnostic> diagnostics) {
    Optional<Diagnostic> refusal = refusal(table, span);
    if (refusal.isPresent()) {
      diagnostics.accept(refusal.get());
      return Optional.empty();
    }
    List<TableInfo> members = members(table);
    List<Field> fields =
        table.columns().stream()
            .map(column -> new Field(column.name().value(), column.type(), !notNull(column.name(), members)))
            .toList();
    // A key of the parent says nothing of the children's rows.
    boolean inherited = table.kind() == TableInfo.Kind.TABLE && members.size() > 1;
    Source source = Source.table(table.name(), fields, inherited ? List.of() : key(table));
    return Optional.of(
        members.stream()
            .flatMap(member -> notCaptured(member, span).stream())
            .findFirst()
            .map(source::without)
            .orElse(source));
  }

  /** A table and all that hold rows of it. */
  private List<TableInfo> members(TableInfo table) {
    Set<TableInfo> members = new LinkedHashSet<>(List.of(table));
    for (QualifiedName child : table.children()) {
      catalog.relation(child).ifPresent(found -> members.addAll(members(found)));
    }
    return List.copyOf(members);
  }

  /** A child need not have its parent's NOT NULL. */
  private static boolean notNull(Identifier column, List<TableInfo> members) {
    return members.stream()
        .allMatch(member -> member.columns().stream().anyMatch(own -> own.name().equals(column) && own.notNull()));
  }

  /** Why the changes of a relation cannot be captured at all. */
  private static Optional<Finding> notCaptured(TableInfo table, Span span) {
    return switch (table.kind()) {
      case TABLE, PARTITIONED_TABLE, VIEW ->
          table.persistence() == TableInfo.Persistence.PERMANENT
              ? Optional.empty()
              : Optional.of(
                  new Finding(
                      DiagnosticCode.NOT_CAPTURED,
                      span,
                      table.name() + " is an unlogged table, which a crash empties without firing a trigger",
                      "Make it a logged table with ALTER TABLE … SET LOGGED, or accept FULL refreshes."));
      case MATERIALIZED_VIEW ->
          Optional.of(
              new Finding(
                  DiagnosticCode.NOT_CAPTURED,
                  span,
                  table.name() + " is a materialised view, whose changes no trigger sees",
                  "Make it a stream table, or accept FULL refreshes."));
      case FOREIGN_TABLE ->
          Optional.of(
              new Finding(
                  DiagnosticCode.NOT_CAPTURED,
                  span,
                  table.name() + " is a foreign table, whose changes are made elsewhere",
                  "Copy its rows into a table, or accept FULL refreshes."));
    };
  }

  /** The primary key, else the first unique key whose columns are never NULL. */
  private static List<Integer> key(TableInfo table) {
    List<Identifier> names = table.columns().stream().map(TableInfo.Column::name).toList();
    List<List<Identifier>> keys = new ArrayList<>();
    if (!table.primaryKey().isEmpty()) {
      keys.add(table.primaryKey());
    }
    table.uniqueKeys().forEach(key -> keys.add(key.columns()));
    return keys.stream()
        .map(key -> key.stream().map(names::indexOf).toList())
        .filter(key -> key.stream().allMatch(i -> i >= 0 && table.columns().get(i).notNull()))
        .findFirst()
        .orElse(List.of());
  }

  private Optional<Diagnostic> refusal(TableInfo table, Span span) {
    return switch (table.kind()) {
      case TABLE, PARTITIONED_TABLE ->
          table.columns().isEmpty()
              ? refused(table, span, "a table without columns", "Read a table that has columns.")
              : Optional.empty();
      case VIEW ->
          Optional.of(
              Diagnostic.error(
                  DiagnosticCode.UNSUPPORTED_SOURCE,
                  span,
                  table.name().sql() + " is an installed stream table whose definition is not among the given files",
                  "Compile it together with its definition."));
      case MATERIALIZED_VIEW, FOREIGN_TABLE -> Optional.empty();
    };
  }

  private static boolean isInstalled(TableInfo view) {
    return view.viewDefinition().filter(query -> OVER_STORAGE.matcher(query).matches()).isPresent();
  }

  private static Optional<Diagnostic> refused(TableInfo table, Span span, String what, String remedy) {
    return Optional.of(
        Diagnostic.error(
            DiagnosticCode.UNSUPPORTED_SOURCE,
            span,
            table.name().sql() + " is " + what + ", which is not supported as a source yet",
            remedy));
  }

  /** Says that a name means nothing, and what may have been meant. */
  Diagnostic unknown(Optional<Identifier> schema, Identifier name, Span span, List<QualifiedName> streamTables) {
    String written = schema.map(s -> s.value() + ".").orElse("") + name.value();
    boolean system =
        schema.map(s -> s.value().equals("pg_catalog") || s.value().equals("information_schema")).orElse(false)
            || schema.isEmpty() && name.value().startsWith("pg_");
    if (system) {
      return Diagnostic.error(
          DiagnosticCode.UNSUPPORTED_SOURCE,
          span,
          "\"" + written + "\" is a system catalog, whose changes cannot be captured",
          "Read tables of your own.");
    }
    TreeSet<String> known = new TreeSet<>();
    catalog.snapshot().relations().stream()
        .map(TableInfo::name)
        .filter(relation -> schema.map(relation.schema()::equals).orElse(catalog.searchPath().contains(relation.schema())))
        .forEach(relation -> known.add(relation.name().value()));
    streamTables.forEach(table -> known.add(table.name().value()));
    String remedy =
        Suggestions.nearest(name.value(), known)
            .map(near -> "Did you mean \"" + near + "\"?")
            .orElse("Check the name and the search path, or take a new catalog snapshot if the table is new.");
    return Diagnostic.error(
        DiagnosticCode.UNKNOWN_TABLE, span, "relation \"" + written + "\" does not exist", remedy);
  }
}
