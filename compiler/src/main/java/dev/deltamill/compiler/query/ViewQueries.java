package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.definition.DefinitionOptions;
import dev.deltamill.compiler.syntax.Source;
import dev.deltamill.compiler.syntax.SourceLookup;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts a view's query in the view's place. The text is {@code pg_get_viewdef}'s, which resolves names by {@code pg_catalog} alone, so it is
 * analysed as a definition of its own and not spliced into the text that names it.
 */
final class ViewQueries {
  private static final String REMEDY = "Create the view anew without it, or read the tables themselves.";

  private final CatalogIndex catalog;
  private final SourceLookup lookup;
  private final Map<QualifiedName, Analysed> analysed = new LinkedHashMap<>();
  private final Set<QualifiedName> underway = new LinkedHashSet<>();

  /** A view's query or what is wrong with it, at positions of the view's own text. */
  private record Analysed(Optional<AnalyzedDefinition> query, List<Diagnostic> errors) {}

  /**
   * @param lookup finds what a name in a view means, where {@code pg_catalog} is the search path
   */
  ViewQueries(CatalogIndex catalog, SourceLookup lookup) {
    this.catalog = catalog.withSearchPath(List.of(new Identifier("pg_catalog")));
    this.lookup = lookup;
  }

  List<Identifier> searchPath() {
    return catalog.searchPath();
  }

  Optional<Source> find(TableInfo view, Span span, Consumer<Diagnostic> complaints) {
    if (!underway.add(view.name())) {
      complaints.accept(
          Diagnostic.error(DiagnosticCode.CYCLE, span, "view " + view.name() + " reads itself", "Read the tables themselves."));
      return Optional.empty();
    }
    Analysed result = analysed.get(view.name());
    if (result == null) {
      result = analyze(view);
      analysed.put(view.name(), result);
    }
    underway.remove(view.name());
    String inside = "in view " + view.name() + ", ";
    for (Diagnostic error : result.errors()) {
      complaints.accept(
          Diagnostic.error(error.code(), span, inside + place(error.span()) + ": " + error.message(), error.remedy()));
    }
    return result.query().map(query -> source(view, query, span));
  }

  private Source source(TableInfo view, AnalyzedDefinition query, Span span) {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : query.findings()) {
      findings.add(
          new Finding(finding.code(), span, "in view " + view.name() + ", " + finding.reason(), finding.remedy()));
    }
    Map<QualifiedName, Set<QualifiedName>> views = new LinkedHashMap<>(query.views());
    views.put(view.name(), query.sources());
    return Source.view(view.name(), new Source.View(query.query(), query.sources(), query.upstream(), views), findings);
  }

  private static String place(Span span) {
    return "line " + span.line() + ", column " + span.column();
  }

  private Analysed analyze(TableInfo view) {
    String text = view.viewDefinition().orElseThrow().stripTrailing().replaceFirst(";$", "");
    SourceText source = new SourceText("view " + view.name().sql(), text);
    Span whole = new SourcePositions(source, 0).span(0, text.length());
    List<Identifier> names = view.columns().stream().map(TableInfo.Column::name).toList();
    Definition definition =
        new Definition(view.name(), false, names, DefinitionOptions.DEFAULT, text, whole, whole, source);
    QueryAnalysis analysis = new QueryAnalysis(catalog, definition, lookup);
    Optional<AnalyzedDefinition> query = analysis.run();
    List<Diagnostic> errors = new ArrayList<>(analysis.diagnostics().stream().filter(Diagnostic::isError).distinct().toList());
    query.ifPresent(found -> errors.addAll(misreadings(view, found.query(), whole)));
    query.ifPresent(found -> errors.addAll(hiddenRows(found.sources(), whole)));
    return new Analysed(errors.isEmpty() ? query : Optional.empty(), errors);
  }

  /** The catalog says what PostgreSQL made of the view: another type here means that it is understood otherwise. */
  private static List<Diagnostic> misreadings(TableInfo view, Relation query, Span whole) {
    List<Diagnostic> errors = new ArrayList<>();
    for (int i = 0; i < view.columns().size(); i++) {
      TableInfo.Column declared = view.columns().get(i);
      Field read = query.fields().get(i);
      if (!declared.type().name().equals(read.type().name())) {
        errors.add(
            Diagnostic.error(
                DiagnosticCode.TYPE_MISMATCH,
                whole,
                "column " + declared.name().sql() + " is read as " + read.type() + ", and PostgreSQL has it as " + declared.type(),
                REMEDY));
      }
    }
    return errors;
  }

  /** A view shows what the policies of its owner let through; its query, read in its place, what those of the refreshing role do. */
  private List<Diagnostic> hiddenRows(Set<QualifiedName> tables, Span whole) {
    return tables.stream()
        .flatMap(table -> catalog.relation(table).stream())
        .filter(TableInfo::rowSecurity)
        .map(
            table ->
                Diagnostic.error(
                    DiagnosticCode.UNSUPPORTED_SOURCE,
                    whole,
                    table.name() + " has row-level security, which a view applies for its owner",
                    "Read the table itself: its policies then hold for the role that refreshes."))
        .toList();
  }
}
