package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.compiler.grammar.PostgresParser.QueryContext;
import dev.deltamill.compiler.grammar.PostgresParser.QueryOnlyContext;
import dev.deltamill.compiler.relation.RelationReader;
import dev.deltamill.compiler.syntax.QueryParser;
import dev.deltamill.compiler.syntax.QueryReader;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.syntax.SourceLookup;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.compiler.typing.Findings;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.apache.calcite.rel.RelNode;

/** Takes one query from text to relation; whatever goes wrong on the way ends as a diagnostic. */
final class QueryAnalysis {
  private final CatalogIndex catalog;
  private final Definition definition;
  private final SourceLookup lookup;
  private final SourcePositions positions;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  QueryAnalysis(CatalogIndex catalog, Definition definition, SourceLookup lookup) {
    this.catalog = catalog;
    this.definition = definition;
    this.lookup = lookup;
    SourcePositions whole = new SourcePositions(definition.source(), 0);
    this.positions = new SourcePositions(definition.source(), whole.startOf(definition.querySpan()));
  }

  /** Everything noticed; errors among it mean that there is no relation. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  Optional<AnalyzedDefinition> run() {
    try {
      return parse().flatMap(this::read);
    } catch (TypingException e) {
      diagnostics.add(e.diagnostic());
    } catch (StackOverflowError _) {
      error(DiagnosticCode.UNSUPPORTED_CONSTRUCT, definition.querySpan(), "the query is nested too deeply", "Break it into several stream tables or WITH queries.");
    } catch (RuntimeException e) {
      diagnostics.add(InternalErrors.diagnostic(e, definition.querySpan()));
    }
    return Optional.empty();
  }

  private Optional<QueryContext> parse() {
    int start = positions.startOf(definition.querySpan());
    List<Token> tokens = QueryParser.tokens(definition.source(), start, start + definition.queryText().length());
    return switch (QueryParser.parse(tokens, positions, PostgresParser::queryOnly)) {
      case QueryParser.Parsed.Tree<QueryOnlyContext>(var tree) -> Optional.of(tree.query());
      case QueryParser.Parsed.Failed<QueryOnlyContext>(var diagnostic) -> {
        diagnostics.add(diagnostic);
        yield Optional.empty();
      }
    };
  }

  private Optional<AnalyzedDefinition> read(QueryContext tree) {
    TypeInference inference = new TypeInference(catalog);
    RecursionAnalysis recursions = new RecursionAnalysis(catalog, definition, lookup, positions, diagnostics);
    QuerySyntax syntax = QueryReader.read(tree, recursions.surroundings(inference));
    diagnostics.addAll(syntax.diagnostics());
    if (!syntax.complete()) {
      return Optional.empty();
    }
    diagnostics.addAll(ColumnNames.problems(definition, syntax.columns()));
    return new QueryConversion(catalog, definition, diagnostics).convert(syntax, inference).flatMap(node -> relation(syntax, node));
  }

  private boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  private Optional<AnalyzedDefinition> relation(QuerySyntax syntax, RelNode node) {
    Findings findings = new Findings();
    ExpressionTyping typing = new ExpressionTyping(catalog, findings);
    Relation unnamed =
        new RelationReader(typing, syntax.tables(), definition.querySpan()).read(node);
    List<String> names =
        definition.columnNames().isEmpty()
            ? syntax.columns().stream().map(OutputColumn::name).toList()
            : definition.columnNames().stream().map(Identifier::value).toList();
    Relation relation = RelationReader.named(unnamed, names);
    for (int i = 0; i < names.size(); i++) {
      SqlType type = relation.fields().get(i).type();
      if (catalog.type(type.name()).map(TypeInfo::kind).orElse(TypeInfo.Kind.BASE) == TypeInfo.Kind.PSEUDO) {
        error(
            DiagnosticCode.UNSUPPORTED_TYPE,
            syntax.columns().get(i).span(),
            "column \"" + names.get(i) + "\" has pseudo-type " + type.name().name().value(),
            "Cast it to a type that a table can hold.");
      }
    }
    if (hasErrors()) {
      return Optional.empty();
    }
    QuerySources read = QuerySources.of(syntax.tables().values());
    Set<Finding> found = new LinkedHashSet<>(read.findings());
    found.addAll(findings.list());
    return Optional.of(
        new AnalyzedDefinition(definition, relation, List.copyOf(found), read.tables(), read.upstream(), read.views(), diagnostics));
  }

  private void error(DiagnosticCode code, Span span, String message, String remedy) {
    diagnostics.add(Diagnostic.error(code, span, message, remedy));
  }
}
