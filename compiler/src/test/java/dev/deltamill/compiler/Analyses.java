package dev.deltamill.compiler;

import dev.deltamill.compiler.definition.DefinitionParser;
import dev.deltamill.compiler.query.AnalyzedDefinition;
import dev.deltamill.compiler.query.QueryAnalyzer;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.SourceText;
import java.util.List;
import java.util.stream.Stream;

/** Runs the front end over texts, against the corpus catalog. */
public final class Analyses {
  private Analyses() {}

  /** Everything that came of one file. */
  public record Outcome(String text, List<AnalyzedDefinition> definitions, List<Diagnostic> diagnostics) {
    /** All diagnostics as a terminal shows them. */
    public String rendered() {
      StringBuilder out = new StringBuilder();
      diagnostics.forEach(diagnostic -> out.append(diagnostic.render(text)));
      return out.toString();
    }

    public List<Diagnostic> errors() {
      return diagnostics.stream().filter(Diagnostic::isError).toList();
    }
  }

  public static Outcome of(String text) {
    return of(TestCatalogs.corpus(), text);
  }

  public static Outcome of(CatalogSnapshot catalog, String text) {
    var parsed = DefinitionParser.parse(catalog, List.of(new SourceText("case.sql", text)));
    var analyzed = QueryAnalyzer.analyze(catalog, parsed.definitions());
    List<Diagnostic> all =
        Stream.concat(parsed.diagnostics().stream(), analyzed.diagnostics().stream()).sorted(Diagnostic.ORDER).toList();
    return new Outcome(text, analyzed.definitions(), all);
  }

  public static Outcome ofQuery(String query) {
    return of("CREATE STREAM TABLE s AS " + query);
  }
}
