package dev.deltamill.compiler.definition;

import dev.deltamill.compiler.grammar.PostgresParser;
import dev.deltamill.compiler.grammar.PostgresParser.DefinitionContext;
import dev.deltamill.compiler.grammar.PostgresParser.NameContext;
import dev.deltamill.compiler.syntax.QueryParser;
import dev.deltamill.compiler.syntax.SourcePositions;
import dev.deltamill.compiler.syntax.TokenText;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Reads definition files.
 *
 * <p>Statements are told apart by their semicolons before they are parsed, so an error in one hides nothing in the others.
 */
public final class DefinitionParser {
  private static final int LONGEST_NAME = 63;

  private final Identifier defaultSchema;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private DefinitionParser(Identifier defaultSchema) {
    this.defaultSchema = defaultSchema;
  }

  /** Every definition that could be read, and everything there is to say about the texts. */
  public record Result(List<Definition> definitions, List<Diagnostic> diagnostics) {
    public Result {
      definitions = List.copyOf(definitions);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads definitions; unqualified names belong to the first schema of the catalog's search path. */
  public static Result parse(CatalogSnapshot catalog, List<SourceText> sources) {
    DefinitionParser parser = new DefinitionParser(defaultSchema(catalog));
    sources.forEach(parser::parse);
    parser.checkNamesAreUnique();
    parser.diagnostics.sort(Diagnostic.ORDER);
    return new Result(parser.definitions, parser.diagnostics);
  }

  private static Identifier defaultSchema(CatalogSnapshot catalog) {
    return catalog.searchPath().stream()
        .filter(schema -> !schema.value().equals("pg_catalog"))
        .findFirst()
        .orElse(new Identifier("public"));
  }

  private void parse(SourceText source) {
    SourcePositions positions = new SourcePositions(source, 0);
    List<Token> statement = new ArrayList<>();
    for (Token token : QueryParser.tokens(source, 0, source.text().length())) {
      if (token.getType() != PostgresParser.SEMICOLON && token.getType() != Token.EOF) {
        statement.add(token);
      } else {
        if (!statement.isEmpty()) {
          statement.add(end(token));
          parseStatement(statement, source, positions);
        }
        statement = new ArrayList<>();
      }
    }
  }

  /** An end of input in the semicolon's place. */
  private static Token end(Token token) {
    CommonToken end = new CommonToken(token);
    end.setType(Token.EOF);
    return end;
  }

  private void parseStatement(List<Token> tokens, SourceText source, SourcePositions positions) {
    switch (QueryParser.parse(tokens, positions, PostgresParser::definition)) {
      case QueryParser.Parsed.Failed<DefinitionContext>(var diagnostic) -> diagnostics.add(diagnostic);
      case QueryParser.Parsed.Tree<DefinitionContext>(var tree) -> read(tree, source, positions);
    }
  }

  private void read(DefinitionContext tree, SourceText source, SourcePositions positions) {
    Span nameSpan = positions.span(tree.qualifiedName());
    Optional<QualifiedName> name = name(TokenText.names(tree.qualifiedName()), nameSpan);
    List<Identifier> columns =
        tree.nameList() == null ? List.of() : columns(tree.nameList().name(), positions);
    DefinitionOptions options = new OptionReader(positions, diagnostics).read(tree.option());
    int start = positions.offset(tree.query().getStart().getStartIndex());
    int end = positions.offset(tree.query().getStop().getStopIndex() + 1);
    if (name.isPresent()) {
      definitions.add(
          new Definition(
              name.get(),
              tree.ifNotExists() != null,
              columns,
              options,
              source.text().substring(start, end),
              positions.span(start, end),
              nameSpan,
              source));
    }
  }

  private Optional<QualifiedName> name(List<Identifier> parts, Span span) {
    if (parts.size() > 2) {
      error(DiagnosticCode.SYNTAX_ERROR, span, "improper qualified name (too many dotted names)", "Write schema.name or name.");
      return Optional.empty();
    }
    parts.forEach(part -> checkLength(part, span));
    return Optional.of(new QualifiedName(parts.size() == 2 ? parts.getFirst() : defaultSchema, parts.getLast()));
  }

  private List<Identifier> columns(List<NameContext> names, SourcePositions positions) {
    List<Identifier> columns = new ArrayList<>();
    Set<Identifier> seen = new HashSet<>();
    for (NameContext name : names) {
      Identifier column = TokenText.name(name);
      Span span = positions.span(name);
      checkLength(column, span);
      if (!seen.add(column)) {
        error(
            DiagnosticCode.DUPLICATE_COLUMN,
            span,
            "column \"" + column.value() + "\" specified more than once",
            "Give every column a name of its own.");
      }
      columns.add(column);
    }
    return columns;
  }

  private void checkLength(Identifier name, Span span) {
    int bytes = name.value().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_NAME) {
      error(
          DiagnosticCode.NAME_TOO_LONG,
          span,
          "the name \"" + name.value() + "\" is " + bytes + " bytes long; PostgreSQL keeps " + LONGEST_NAME,
          "Shorten it.");
    }
  }

  private void checkNamesAreUnique() {
    Map<QualifiedName, Definition> first = new HashMap<>();
    for (Definition definition : definitions) {
      Definition earlier = first.putIfAbsent(definition.name(), definition);
      if (earlier != null) {
        error(
            DiagnosticCode.DUPLICATE_NAME,
            definition.nameSpan(),
            "stream table " + definition.name().sql() + " is already defined at " + earlier.nameSpan(),
            "Rename or remove one of them.");
      }
    }
  }

  private void error(DiagnosticCode code, Span span, String message, String remedy) {
    diagnostics.add(Diagnostic.error(code, span, message, remedy));
  }
}
