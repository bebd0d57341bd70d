package dev.deltamill.compiler.query;

import dev.deltamill.compiler.definition.Definition;
import dev.deltamill.compiler.syntax.Comparison;
import dev.deltamill.compiler.syntax.QuerySyntax;
import dev.deltamill.compiler.typing.CatalogIndex;
import dev.deltamill.compiler.validation.QueryValidator;
import dev.deltamill.compiler.validation.TypeInference;
import dev.deltamill.ir.catalog.TypeInfo;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidatorException;

/** Takes a query that was read to Calcite's relational form: names, types, equality of what is compared. */
final class QueryConversion {
  private final CatalogIndex catalog;
  private final Definition definition;
  private final List<Diagnostic> diagnostics;

  /**
   * @param definition that the query belongs to
   * @param diagnostics gets what is wrong
   */
  QueryConversion(CatalogIndex catalog, Definition definition, List<Diagnostic> diagnostics) {
    this.catalog = catalog;
    this.definition = definition;
    this.diagnostics = diagnostics;
  }

  /** Empty where anything is wrong, with this query or already before. */
  Optional<RelNode> convert(QuerySyntax syntax, TypeInference inference) {
    QueryValidator validator = new QueryValidator(inference.types(), syntax.tables());
    Optional<SqlNode> validated = validate(syntax, validator, inference);
    if (validated.isPresent()) {
      syntax.comparisons().forEach(comparison -> checkEquality(comparison, validator.types(comparison)));
    }
    return hasErrors() ? Optional.empty() : validated.map(validator::convert);
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
      if (catalog.type(types.get(i).name()).filter(type -> type.equality().isEmpty()).isPresent()) {
        diagnostics.add(
            Diagnostic.error(
                DiagnosticCode.TYPE_MISMATCH,
                comparison.spans().size() == types.size() ? comparison.spans().get(i) : definition.querySpan(),
                "could not identify an equality operator for type " + types.get(i).sql(),
                "Cast it to a type that has one, such as text or jsonb."));
      }
    }
  }

  private boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  private static boolean isAboutNames(Diagnostic diagnostic) {
    return diagnostic.code() == DiagnosticCode.UNKNOWN_COLUMN;
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
}
