package dev.deltamill.codegen;

import dev.deltamill.compiler.definition.DefinitionParser;
import dev.deltamill.compiler.plan.Planner;
import dev.deltamill.compiler.query.AnalyzedDefinition;
import dev.deltamill.compiler.query.QueryAnalyzer;
import dev.deltamill.compiler.typing.Finding;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.ir.plan.Reason;
import dev.deltamill.ir.plan.RefreshMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The compiler as a library: from definitions and a catalog snapshot to artifacts or diagnostics. It needs no database and no
 * JDBC driver, keeps no state, and gives equal results for equal inputs, whatever the order of the definitions' files.
 *
 * <p>What it returns can be written to a folder with {@link dev.deltamill.codegen.artifact.ArtifactFolder}, and turned into Java
 * classes with {@link dev.deltamill.codegen.accessor.JavaAccessors}. Calcite reads the character set of its literals from a system
 * property, so the program starts with {@code -Dcalcite.default.charset=UTF-8}.
 */
public final class Deltamill {
  /** The version that artifacts are marked with. */
  public static final String VERSION = "0.1.0";

  private Deltamill() {}

  /**
   * Compiles one set of definitions; they may read one another.
   *
   * @param catalog of the database that the artifacts are for
   * @param definitions files of {@code CREATE STREAM TABLE} statements
   */
  public static CompileResult compile(CatalogSnapshot catalog, List<SourceText> definitions) {
    List<SourceText> sources = definitions.stream().sorted(Comparator.comparing(SourceText::name)).toList();
    DefinitionParser.Result parsed = DefinitionParser.parse(catalog, sources);
    List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics());
    QueryAnalyzer.Result analyzed = QueryAnalyzer.analyze(catalog, parsed.definitions());
    diagnostics.addAll(analyzed.diagnostics());
    List<MaintenancePlan> plans = new ArrayList<>();
    Planner planner = new Planner(catalog);
    for (AnalyzedDefinition definition : analyzed.definitions()) {
      switch (planner.plan(request(definition))) {
        case Planner.Outcome.Planned(MaintenancePlan plan) -> {
          plans.add(plan);
          plan.reasons().forEach(reason -> diagnostics.add(told(plan, reason)));
        }
        case Planner.Outcome.Refused(List<Diagnostic> reasons) -> diagnostics.addAll(reasons);
      }
    }
    List<Diagnostic> told = diagnostics.stream().distinct().sorted(Diagnostic.ORDER).toList();
    return told.stream().anyMatch(Diagnostic::isError)
        ? new CompileResult.Rejected(told)
        : new CompileResult.Compiled(Codegen.generate(plans, VERSION), plans, told);
  }

  private static Planner.Request request(AnalyzedDefinition analyzed) {
    return new Planner.Request(
        analyzed.definition().name(),
        analyzed.definition().queryText(),
        analyzed.definition().querySpan(),
        analyzed.definition().options().refresh(),
        analyzed.definition().options().schedule(),
        analyzed.query(),
        analyzed.findings().stream().map(Deltamill::reason).toList(),
        analyzed.upstream(),
        analyzed.views(),
        analyzed.notices());
  }

  /** FULL where the user hoped for better is worth a warning; where FULL is what was asked for, a notice. */
  private static Diagnostic told(MaintenancePlan plan, Reason reason) {
    String message = "%s refreshes by FULL: %s".formatted(plan.name().sql(), reason.message());
    return plan.refresh() == RefreshMode.FULL
        ? Diagnostic.notice(reason.code(), reason.span(), message, reason.remedy())
        : Diagnostic.warning(reason.code(), reason.span(), message, reason.remedy());
  }

  private static Reason reason(Finding finding) {
    return new Reason(finding.code(), finding.span(), finding.reason(), finding.remedy());
  }
}
