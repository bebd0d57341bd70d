package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.relation.RecursionForm;
import dev.deltamill.compiler.relation.RelationReader;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.syntax.RecursiveTable;
import dev.deltamill.compiler.syntax.RecursiveTables;
import dev.deltamill.compiler.syntax.Source;
import dev.deltamill.compiler.syntax.SourceLookup;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.syntax.Surroundings;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.compiler.typing.Findings;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes recursive WITH queries from syntax to a source that stands for their rows. The start comes first, alone: it decides names and types (manual,
 * 7.8.2.1). Then both are read as one union, in which the query's own name is a source of such rows.
 */
final class RecursionAnalysis implements RecursiveTables {
  /** Under it Calcite knows the rows of recursive queries; their path holds a number besides, so no table is mistaken for them. */
  private static final Identifier SCHEMA = new Identifier("recursion");

  private final CatalogIndex catalog;
  private final Definition definition;
  private final SourceLookup lookup;
  private final SourcePositions positions;
  private final List<Diagnostic> diagnostics;
  private final Map<Object, Optional<Source>> known = new IdentityHashMap<>();

  RecursionAnalysis(CatalogIndex catalog, Definition definition, SourceLookup lookup, SourcePositions positions, List<Diagnostic> diagnostics) {
    this.catalog = catalog;
    this.definition = definition;
    this.lookup = lookup;
    this.positions = positions;
    this.diagnostics = diagnostics;
  }

  Surroundings surroundings(TypeInference inference) {
    return new Surroundings(positions, catalog, inference, lookup, this);
  }

  @Override
  public Optional<Source> find(RecursiveTable table) {
    Optional<Source> before = known.get(table.identity());
    if (before != null) {
      return before;
    }
    Optional<Source> source = analyze(table);
    known.put(table.identity(), source);
    return source;
  }

  /** Part of a recursive query: its columns as they are written, and its relation, one for each input of the union. */
  private record Part(List<OutputColumn> columns, List<Relation> relations) {}

  private Optional<Source> analyze(RecursiveTable table) {
    QualifiedName name = new QualifiedName(SCHEMA, table.name());
    List<Occurrence> read = new ArrayList<>();
    Set<Finding> findings = new LinkedHashSet<>();
    TypeInference inference = new TypeInference(catalog);
    Optional<Part> start = part(table.start(surroundings(inference)), inference, read, findings, false);
    Optional<List<Field>> fields = start.flatMap(part -> fields(table, part));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Source iteration = view(name, new Relation.Iteration(table.name().value(), fields.get()), List.of(), List.of());
    TypeInference again = new TypeInference(catalog);
    Optional<Part> both = part(table.both(surroundings(again), iteration), again, read, findings, true);
    if (both.isEmpty() || !agrees(table, start.get(), both.get())) {
      return Optional.empty();
    }
    Relation step = both.get().relations().getLast();
    Optional<Diagnostic> refusal = RecursionForm.refusal(table.name(), step, table.span());
    if (refusal.isPresent()) {
      diagnostics.add(refusal.get());
      return Optional.empty();
    }
    Relation recursion =
        new Relation.Recursion(table.name().value(), both.get().relations().getFirst(), step, table.distinct(), fields.get());
    return Optional.of(view(name, recursion, read, List.copyOf(findings)));
  }

  private Optional<Part> part(QuerySyntax syntax, TypeInference inference, List<Occurrence> read, Set<Finding> findings, boolean union) {
    diagnostics.addAll(syntax.diagnostics());
    if (!syntax.complete()) {
      return Optional.empty();
    }
    Findings found = new Findings();
    RelationReader reader =
        new RelationReader(new ExpressionTyping(catalog, found), syntax.tables(), definition.querySpan());
    Optional<List<Relation>> relations =
        new QueryConversion(catalog, definition, diagnostics)
            .convert(syntax, inference)
            .map(node -> union ? reader.inputs(node) : List.of(reader.read(node)));
    read.addAll(syntax.tables().values());
    findings.addAll(found.list());
    return relations.map(list -> new Part(syntax.columns(), list));
  }

  /** The rows' fields: names given, or those of the start; types of the start. */
  private Optional<List<Field>> fields(RecursiveTable table, Part start) {
    List<Field> computed = start.relations().getFirst().fields();
    List<String> given = table.columnNames();
    if (given.size() > computed.size()) {
      diagnostics.add(
          Diagnostic.error(
              DiagnosticCode.COLUMN_COUNT,
              table.span(),
              "WITH query \"" + table.name().value() + "\" has " + computed.size() + " columns available but " + given.size() + " columns specified",
              "Name at most as many columns as there are."));
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    for (int i = 0; i < computed.size(); i++) {
      String name = i < given.size() ? given.get(i) : start.columns().get(i).name();
      if (!taken.add(name)) {
        diagnostics.add(
            Diagnostic.error(
                DiagnosticCode.DUPLICATE_COLUMN,
                start.columns().get(i).span(),
                "recursive query \"" + table.name().value() + "\" has several columns called \"" + name + "\"",
                "Name its columns in parentheses behind its own name."));
        return Optional.empty();
      }
      // A later round may bring NULLs where the first has none.
      fields.add(new Field(name, computed.get(i).type(), true));
    }
    return Optional.of(fields);
  }

  private boolean agrees(RecursiveTable table, Part start, Part both) {
    List<Field> alone = start.relations().getFirst().fields();
    List<Field> overall = both.relations().getLast().fields();
    for (int i = 0; i < alone.size(); i++) {
      SqlType first = alone.get(i).type();
      SqlType common = overall.get(i).type();
      if (!first.equals(common)) {
        diagnostics.add(
            Diagnostic.error(
                DiagnosticCode.TYPE_MISMATCH,
                start.columns().get(i).span(),
                "recursive query \"" + table.name().value() + "\" column " + (i + 1) + " has type " + first.sql() + " in non-recursive term but type " + common.sql() + " overall",
                "Cast the output of the non-recursive term to the correct type."));
        return false;
      }
    }
    return true;
  }

  private static Source view(QualifiedName name, Relation relation, List<Occurrence> read, List<Finding> findings) {
    QuerySources sources = QuerySources.of(read);
    Set<Finding> all = new LinkedHashSet<>(sources.findings());
    all.addAll(findings);
    return Source.view(name, new Source.View(relation, sources.tables(), sources.upstream(), sources.views()), List.copyOf(all));
  }
}
