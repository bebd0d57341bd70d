package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.compiler.grammar.PostgresParser.QueryContext;
import dev.deltamill.compiler.grammar.PostgresParser.QueryOnlyContext;
import dev.deltamill.compiler.relation.RelationReader;
import dev.deltamill.compiler.syntax.Comparison;
import dev.deltamill.compiler.syntax.QueryParser;
import dev.deltamill.compiler.syntax.QueryReader;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.syntax.QuerySyntax.Occurrence;
import dev.deltamill.compiler.syntax.QuerySyntax.OutputColumn;
import dev.deltamill.compiler.syntax.Source;
import dev.deltamill.compiler.syntax.SourceLookup;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.typing.ExpressionTyping;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.compiler.typing.Findings;
import dev.deltamill.compiler.typing.TypingException;
import dev.deltamill.compiler.validation.QueryValidator;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
    QuerySyntax syntax = QueryReader.read(tree, positions, catalog, inference, lookup);
    diagnostics.addAll(syntax.diagnostics());
    if (syntax.complete()) {
      diagnostics.addAll(ColumnNames.problems(definition, syntax.columns()));
      QueryValidator validator = new QueryValidator(inference.types(), syntax.tables());
      Optional<SqlNode> validated = validate(syntax, validator, inference);
      if (validated.isPresent()) {
        syntax.comparisons().forEach(comparison -> checkEquality(comparison, validator.types(comparison)));
      }
      if (validated.isPresent() && !hasErrors()) {
        return relation(syntax, validator, validated.get());
      }
    }
    return Optional.empty();
  }

  private Optional<SqlNode> validate(QuerySyntax syntax, QueryValidator validator, TypeInference inference) {
    try {
      SqlNode validated = validator.validate(syntax.node());
      diagnostics.addAll(inference.errors());
      return Optional.of(validated);
    } catch (CalciteContextException e) {
      diagnostics.addAll(inference.errors());
      Diagnostic diagnostic = CalciteErrors.diagnostic(innermost(e), span(e));
      // What Calcite makes of a query that is refused anyway is worth telling only where it is about names.
      if (!hasErrors() || isAboutNames(diagnostic)) {
        diagnostics.add(diagnostic);
      }
      return Optional.empty();
    }
  }

  private void checkEquality(Comparison comparison, List<SqlType> types) {
    for (int i = 0; i < types.size(); i++) {
      if (!catalog.type(types.get(i).name()).map(TypeInfo::equality).orElse(true)) {
        error(
            DiagnosticCode.TYPE_MISMATCH,
            comparison.spans().size() == types.size() ? comparison.spans().get(i) : definition.querySpan(),
            "could not identify an equality operator for type " + types.get(i).sql(),
            "Cast it to a type that has one, such as text or jsonb.");
      }
    }
  }

  private boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  private Optional<AnalyzedDefinition> relation(QuerySyntax syntax, QueryValidator validator, SqlNode validated) {
    Findings findings = new Findings();
    ExpressionTyping typing = new ExpressionTyping(catalog, findings);
    Relation unnamed =
        new RelationReader(typing, syntax.tables(), definition.querySpan()).read(validator.convert(validated));
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
    SortedSet<QualifiedName> sources = new TreeSet<>();
    SortedSet<QualifiedName> upstream = new TreeSet<>();
    SortedMap<QualifiedName, Set<QualifiedName>> views = new TreeMap<>();
    Set<Finding> found = new LinkedHashSet<>();
    for (Occurrence occurrence : syntax.tables().values()) {
      Source source = occurrence.source();
      found.addAll(source.findings());
      if (source.view().isPresent()) {
        Source.View view = source.view().get();
        sources.addAll(view.sources());
        upstream.addAll(view.upstream());
        views.putAll(view.views());
      } else {
        sources.add(source.name());
        if (source.streamTable()) {
          upstream.add(source.name());
        }
      }
    }
    found.addAll(findings.list());
    return Optional.of(
        new AnalyzedDefinition(definition, relation, List.copyOf(found), sources, upstream, views, diagnostics));
  }

  private static boolean isAboutNames(Diagnostic diagnostic) {
    return switch (diagnostic.code()) {
      case UNKNOWN_COLUMN -> true;
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
