package dev.deltamill.oracle.replay;

import dev.deltamill.ir.plan.SafetyClass;
import java.util.List;
import java.util.Optional;

/**
 * What came of one stream table of a case.
 *
 * @param caseName the case's name
 * @param file of the case
 * @param features of the case
 * @param safety empty where the definition was not compiled, as is {@code mode}
 * @param mode by which it refreshes: DIFF or FULL
 * @param reasons why FULL, from the manifest; why refused, where it was
 * @param step in which the outcome showed; 0 is the comparison after installation
 * @param detail empty where there is nothing more to say
 * @param diffRefreshes refreshes that went by DIFF, as the runtime tells, and {@code fullRefreshes} likewise; one that found nothing
 *     changed is neither
 * @param comparisons how often it was compared
 */
public record TableResult(
    String caseName,
    String file,
    List<String> features,
    String table,
    Optional<SafetyClass> safety,
    Optional<String> mode,
    List<String> reasons,
    Outcome outcome,
    int step,
    String detail,
    int diffRefreshes,
    int fullRefreshes,
    int comparisons) {
  public TableResult {
    features = List.copyOf(features);
    reasons = List.copyOf(reasons);
  }
}
