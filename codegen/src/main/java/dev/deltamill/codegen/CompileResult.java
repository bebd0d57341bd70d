package dev.deltamill.codegen;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.diagnostic.Diagnostic;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.List;

/** What became of a set of definitions: artifacts for all of them, or the reasons why there are none. */
public sealed interface CompileResult {
  /** Everything there is to tell about the definitions, in reading order. */
  List<Diagnostic> diagnostics();

  /**
   * All definitions are sound.
   *
   * @param artifacts what to review, commit and apply
   * @param plans how each stream table is kept up to date, upstream first
   * @param diagnostics warnings and notices
   */
  record Compiled(ArtifactSet artifacts, List<MaintenancePlan> plans, List<Diagnostic> diagnostics)
      implements CompileResult {
    public Compiled {
      plans = List.copyOf(plans);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * At least one definition is refused; nothing is compiled.
   *
   * @param diagnostics errors, and warnings and notices besides
   */
  record Rejected(List<Diagnostic> diagnostics) implements CompileResult {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
