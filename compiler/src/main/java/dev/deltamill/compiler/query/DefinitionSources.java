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
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Tables of the catalog as sources, and why some cannot be one. */
final class DefinitionSources {
  private static final String NOT_CAPTURED =
      "Changes made through parents and partitions are not captured yet; copy the rows into a plain table.";

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
    List<Field> fields =
        table.columns().stream().map(c -> new Field(c.name().value(), c.type(), !c.notNull())).toList();
    Source source = Source.table(table.name(), fields, key(table));
    return Optional.of(notCaptured(table, span).map(source::without).orElse(source));
  }

  /** Why the changes of a relation cannot be captured at all. */
  private static Optional<Finding> notCaptured(TableInfo table, Span span) {
    return switch (table.kind()) {
      case TABLE, PARTITIONED_TABLE, VIEW -> Optional.empty();
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
      case TABLE -> {
        if (!table.children().isEmpty()) {
          yield refused(table, span, "a table with inheritance children", NOT_CAPTURED);
        }
        // Statement triggers on a partition or a child do not see what is written through its parent.
        if (table.partitionOf().isPresent()) {
          yield refused(table, span, "a partition", NOT_CAPTURED);
        }
        if (hasParent(table.name())) {
          yield refused(table, span, "an inheritance child", NOT_CAPTURED);
        }
        // A crash empties it without firing a trigger.
        if (table.persistence() == TableInfo.Persistence.UNLOGGED) {
          yield refused(table, span, "an unlogged table", "Make it a logged table with ALTER TABLE … SET LOGGED.");
        }
        yield table.columns().isEmpty()
            ? refused(table, span, "a table without columns", "Read a table that has columns.")
            : Optional.empty();
      }
      case PARTITIONED_TABLE ->
          refused(table, span, "a partitioned table", NOT_CAPTURED);
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

  private boolean hasParent(QualifiedName name) {
    return catalog.snapshot().relations().stream().anyMatch(relation -> relation.children().contains(name));
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
