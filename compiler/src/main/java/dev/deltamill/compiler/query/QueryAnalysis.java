package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.compiler.grammar.PostgresParser.QueryContext;
import dev.deltamill.compiler.grammar.PostgresParser.QueryOnlyContext;
import dev.deltamill.compiler.relation.RelationReader;
import dev.deltamill.compiler.syntax.QueryParser;
import dev.deltamill.compiler.syntax.QueryReader;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.compiler.syntax.SourceLookup;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Findings;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.compiler.validation.QueryValidator;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidatorException;

/** Takes one query from text to relation; whatever goes wrong on the way ends as a diagnostic. */
final class QueryAnalysis {
  private final CatalogIndex catalog;
  private final Definition definition;
  private final SourceLookup lookup;
  private final SourcePositions positions;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Span> outputGroups = new HashSet<>();

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

  /**
   * Reads and validates, again where it turns out that a name in GROUP BY is an output column's: PostgreSQL looks there only
   * after it found no such column in FROM.
   */
  private Optional<AnalyzedDefinition> read(QueryContext tree) {
    while (true) {
      TypeInference inference = new TypeInference(catalog);
      QuerySyntax syntax = QueryReader.read(tree, positions, catalog, inference, lookup, outputGroups);
      List<Diagnostic> found = new ArrayList<>(syntax.diagnostics());
      if (!syntax.complete()) {
        diagnostics.addAll(found);
        return Optional.empty();
      }
      QueryValidator validator = new QueryValidator(inference.types(), syntax.tables());
      SqlNode validated;
      try {
        validated = validator.validate(syntax.node());
      } catch (CalciteContextException e) {
        Span span = span(e);
        if (syntax.groupNames().contains(span) && outputGroups.add(span)) {
          continue;
        }
        boolean refused = found.stream().anyMatch(Diagnostic::isError) || !inference.errors().isEmpty();
        Diagnostic diagnostic = new CalciteErrors(syntax).diagnostic(innermost(e), span);
        found.addAll(inference.errors());
        // What Calcite makes of a query that is refused anyway is worth telling only where it is about names.
        if (!refused || isAboutNames(diagnostic)) {
          found.add(diagnostic);
        }
        diagnostics.addAll(found);
        return Optional.empty();
      }
      found.addAll(inference.errors());
      if (found.stream().anyMatch(Diagnostic::isError)) {
        diagnostics.addAll(found);
        return Optional.empty();
      }
      List<OutputColumns.Column> columns = OutputColumns.of(validated, positions::span);
      found.addAll(ColumnNames.problems(definition, columns));
      found.addAll(ColumnNames.problemsInSubQueries(validated, positions::span));
      diagnostics.addAll(found);
      if (found.stream().anyMatch(Diagnostic::isError)) {
        return Optional.empty();
      }
      return Optional.of(relation(syntax, validator, validated, columns));
    }
  }

  private AnalyzedDefinition relation(
      QuerySyntax syntax, QueryValidator validator, SqlNode validated, List<OutputColumns.Column> columns) {
    Findings findings = new Findings();
    ExpressionTyping typing = new ExpressionTyping(catalog, findings);
    Relation relation =
        new RelationReader(typing, syntax.tables(), definition.querySpan()).read(validator.convert(validated));
    List<String> names =
        definition.columnNames().isEmpty()
            ? columns.stream().map(OutputColumns.Column::name).toList()
            : definition.columnNames().stream().map(name -> name.value()).toList();
    SortedSet<QualifiedName> sources = new TreeSet<>();
    SortedSet<QualifiedName> upstream = new TreeSet<>();
    for (Occurrence occurrence : syntax.tables().values()) {
      sources.add(occurrence.source().name());
      if (occurrence.source().streamTable()) {
        upstream.add(occurrence.source().name());
      }
    }
    return new AnalyzedDefinition(
        definition, RelationReader.named(relation, names), findings.list(), sources, upstream, diagnostics);
  }

  private static boolean isAboutNames(Diagnostic diagnostic) {
    return switch (diagnostic.code()) {
      case UNKNOWN_COLUMN, AMBIGUOUS_COLUMN, UNKNOWN_TABLE -> true;
      default -> false;
    };
  }

  private Span span(CalciteContextException e) {
    return e.getPosLine() == 0
        ? definition.querySpan()
        : new Span(
            definition.source().name(),
            e.getPosLine(),
            e.getPosColumn(),
            e.getEndPosLine(),
            e.getEndPosColumn() + 1);
  }

  private static String innermost(CalciteContextException e) {
    Throwable cause = e;
    while (cause.getCause() instanceof CalciteException || cause.getCause() instanceof SqlValidatorException) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void error(DiagnosticCode code, Span span, String message, String remedy) {
    diagnostics.add(Diagnostic.error(code, span, message, remedy));
  }
}
