package dev.deltamill.compiler.query;

import static java.util.stream.Collectors.joining;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.syntax.Source;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.catalog.TableInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.RefreshMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Understands a set of definitions against a catalog snapshot.
 *
 * <p>A stream table that another one reads is analysed first, whatever the order of the texts, so results come in dependency
 * order. What depends on a broken definition is left out without a word: its reason is told already.
 */
public final class QueryAnalyzer {
  private final CatalogIndex catalog;
  private final DefinitionSources tables;
  private final ViewQueries views;
  private final Map<QualifiedName, Definition> definitions = new LinkedHashMap<>();
  private final Map<QualifiedName, Optional<AnalyzedDefinition>> done = new LinkedHashMap<>();
  private final Set<QualifiedName> underway = new LinkedHashSet<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private QueryAnalyzer(CatalogIndex catalog) {
    this.catalog = catalog;
    this.tables = new DefinitionSources(catalog);
    this.views = new ViewQueries(catalog, this::findInView);
  }

  /**
   * What came of it.
   *
   * @param definitions those that are sound, upstream ones first
   * @param diagnostics of all definitions, in reading order; with an error among them nothing should be installed
   */
  public record Result(List<AnalyzedDefinition> definitions, List<Diagnostic> diagnostics) {
    public Result {
      definitions = List.copyOf(definitions);
      diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
  }

  public static Result analyze(CatalogSnapshot catalog, List<Definition> definitions) {
    QueryAnalyzer analyzer = new QueryAnalyzer(new CatalogIndex(catalog));
    definitions.forEach(definition -> analyzer.definitions.putIfAbsent(definition.name(), definition));
    analyzer.definitions.values().forEach(analyzer::analyze);
    List<AnalyzedDefinition> sound = analyzer.done.values().stream().flatMap(Optional::stream).toList();
    return new Result(sound, analyzer.diagnostics.stream().distinct().sorted(Diagnostic.ORDER).toList());
  }

  private Optional<AnalyzedDefinition> analyze(Definition definition) {
    Optional<AnalyzedDefinition> known = done.get(definition.name());
    if (known != null) {
      return known;
    }
    underway.add(definition.name());
    QueryAnalysis analysis = new QueryAnalysis(catalog, definition, this::find);
    Optional<AnalyzedDefinition> result = analysis.run();
    List<Diagnostic> found = new ArrayList<>(analysis.diagnostics());
    nameTaken(definition).ifPresent(found::add);
    result.ifPresent(analyzed -> found.addAll(impossible(analyzed)));
    diagnostics.addAll(found);
    if (found.stream().anyMatch(Diagnostic::isError)) {
      result = Optional.empty();
    }
    underway.remove(definition.name());
    done.put(definition.name(), result);
    return result;
  }

  /** A view of the same name is what an installed stream table looks like. */
  private Optional<Diagnostic> nameTaken(Definition definition) {
    return catalog
        .relation(definition.name())
        .filter(relation -> relation.kind() != TableInfo.Kind.VIEW)
        .map(
            _ ->
                Diagnostic.error(
                    DiagnosticCode.DUPLICATE_NAME,
                    definition.nameSpan(),
                    "relation \"" + definition.name().name().value() + "\" already exists in schema " + definition.name().schema().sql(),
                    "Choose another name or another schema."));
  }

  private static List<Diagnostic> impossible(AnalyzedDefinition analyzed) {
    if (analyzed.definition().options().refresh() != RefreshMode.DIFFERENTIAL) {
      return List.of();
    }
    List<Diagnostic> errors = new ArrayList<>();
    for (Finding finding : analyzed.findings()) {
      errors.add(
          Diagnostic.error(
              DiagnosticCode.DIFFERENTIAL_IMPOSSIBLE,
              finding.span(),
              "refresh = 'differential' is impossible: " + finding.reason(),
              finding.remedy()));
    }
    return errors;
  }

  private Optional<Source> find(
      Optional<Identifier> schema, Identifier name, Span span, Consumer<Diagnostic> complaints) {
    return find(catalog.searchPath(), schema, name, span, complaints);
  }

  private Optional<Source> findInView(
      Optional<Identifier> schema, Identifier name, Span span, Consumer<Diagnostic> complaints) {
    return find(views.searchPath(), schema, name, span, complaints);
  }

  private Optional<Source> find(
      List<Identifier> searchPath,
      Optional<Identifier> schema,
      Identifier name,
      Span span,
      Consumer<Diagnostic> complaints) {
    List<Identifier> schemas = schema.isPresent() ? List.of(schema.get()) : searchPath;
    for (Identifier candidate : schemas) {
      QualifiedName qualified = new QualifiedName(candidate, name);
      Definition definition = definitions.get(qualified);
      if (definition != null) {
        return streamTable(definition, span, complaints);
      }
      Optional<TableInfo> relation = catalog.relation(qualified);
      if (relation.isPresent()) {
        return DefinitionSources.isView(relation.get())
            ? views.find(relation.get(), span, complaints)
            : tables.table(relation.get(), span, complaints);
      }
    }
    complaints.accept(tables.unknown(schema, name, span, List.copyOf(definitions.keySet())));
    return Optional.empty();
  }

  private Optional<Source> streamTable(Definition definition, Span span, Consumer<Diagnostic> complaints) {
    if (underway.contains(definition.name())) {
      complaints.accept(cycle(definition.name(), span));
      return Optional.empty();
    }
    return analyze(definition)
        .map(analyzed -> Source.streamTable(definition.name(), analyzed.query().fields()));
  }

  private Diagnostic cycle(QualifiedName again, Span span) {
    List<QualifiedName> path = new ArrayList<>(underway);
    List<QualifiedName> cycle = new ArrayList<>(path.subList(path.indexOf(again), path.size()));
    cycle.add(again);
    return Diagnostic.error(
        DiagnosticCode.CYCLE,
        span,
        "stream tables read one another in a cycle: " + cycle.stream().map(QualifiedName::sql).collect(joining(" → ")),
        "Break the cycle: read a source instead of a stream table in one of them.");
  }
}
