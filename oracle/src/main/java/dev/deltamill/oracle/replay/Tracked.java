package dev.deltamill.oracle.replay;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.plan.MaintenancePlan;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.compare.Comparison.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream table on its way through a case: what it is, what was counted so far, and its outcome once that is known. */
final class Tracked {
  private final Case it;
  private final Case.Table table;
  private final List<String> remarks = new ArrayList<>();
  private @Nullable Manifest manifest;
  private @Nullable MaintenancePlan plan;
  private List<String> reasons = List.of();
  private @Nullable Outcome outcome;
  private int step;
  private String detail = "";
  private int diffRefreshes;
  private int fullRefreshes;
  private int comparisons;
  private final List<Content> seen = new ArrayList<>();

  Tracked(Case it, Case.Table table) {
    this.it = it;
    this.table = table;
  }

  Case.Table table() {
    return table;
  }

  void compiled(CompileResult.Compiled compiled) {
    for (MaintenancePlan candidate : compiled.plans()) {
      if (candidate.name().name().value().equals(table.name())) {
        plan = candidate;
        manifest = compiled.artifacts().manifest(candidate.name()).orElseThrow();
        reasons = manifest.reasons();
      }
    }
  }

  MaintenancePlan plan() {
    if (plan == null) {
      throw new IllegalStateException(table.name() + " was not compiled");
    }
    return plan;
  }

  boolean undecided() {
    return outcome == null;
  }

  /** The first outcome stays. */
  void decide(Outcome decided, int atStep, String why) {
    if (outcome == null) {
      outcome = decided;
      step = atStep;
      detail = why;
    }
  }

  void refuse(List<String> why, String rendered) {
    reasons = why;
    decide(Outcome.REFUSED, 0, rendered);
  }

  void refreshedByDiff() {
    diffRefreshes++;
  }

  void refreshedByFull(int atStep, String reason) {
    fullRefreshes++;
    if (plan().differential()) {
      remarks.add("step %d refreshed FULL: %s".formatted(atStep, reason));
    }
  }

  void compared() {
    comparisons++;
  }

  /** What the query gives after a step. */
  void saw(Content content, int atStep) {
    seen.add(content);
    if (it.expectChange() != Case.ExpectedChange.EVERY_STEP) {
      return;
    }
    if (content.rows() == 0) {
      decide(Outcome.FAILED, atStep, "the query has no rows, and the case expects some");
    } else if (atStep > 0 && content.equals(seen.get(seen.size() - 2))) {
      decide(Outcome.FAILED, atStep, "step %d changes no row of the query, and the case expects it to".formatted(atStep));
    }
  }

  private boolean showsTooLittle() {
    return it.expectChange() == Case.ExpectedChange.ONCE
        && (seen.stream().distinct().count() < 2 || seen.stream().allMatch(content -> content.rows() == 0));
  }

  TableResult result(int lastStep) {
    if (undecided() && showsTooLittle()) {
      decide(Outcome.FAILED, lastStep, "no step changes a row of the query, and the case expects one to");
    }
    if (outcome == null) {
      decide(
          comparisons > 0 ? Outcome.EQUAL : Outcome.FAILED, lastStep, comparisons > 0 ? "" : "it was never compared with its query");
    }
    if (!remarks.isEmpty()) {
      detail = (detail.isEmpty() ? "" : detail + "\n") + String.join("\n", remarks);
    }
    return new TableResult(
        it.name(),
        it.file(),
        it.features(),
        table.name(),
        Optional.ofNullable(manifest).map(Manifest::safety),
        Optional.ofNullable(manifest).map(found -> found.differential() ? "DIFF" : "FULL"),
        reasons,
        outcome == null ? Outcome.FAILED : outcome,
        step,
        detail,
        diffRefreshes,
        fullRefreshes,
        comparisons);
  }
}
