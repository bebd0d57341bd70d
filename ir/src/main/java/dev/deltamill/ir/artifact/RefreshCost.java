package dev.deltamill.ir.artifact;

import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Access;
import java.util.List;

/**
 * What a refresh costs at worst after changes of one source, provided that the indexes exist that its phases look rows up by. Groups that
 * NaN or an infinity has entered are recomputed from their rows beyond this.
 *
 * @param lookups what makes it so: the reads of the greatest growth, in order; none where only changes are read
 */
public record RefreshCost(Growth growth, List<Access> lookups) {
  public RefreshCost {
    lookups = List.copyOf(lookups);
  }

  /** With what the cost grows, from best to worst. */
  public enum Growth {
    CHANGES("O(changes)"),
    AFFECTED_KEYS("O(rows of affected keys)"),
    SOURCE("O(source)");

    private final String notation;

    Growth(String notation) {
      this.notation = notation;
    }

    public String notation() {
      return notation;
    }
  }

  /** The cost after changes of a source. A FULL refresh reads every source whatever has changed. */
  public static RefreshCost of(Manifest manifest, QualifiedName source) {
    if (!manifest.differential()) {
      return new RefreshCost(
          Growth.SOURCE, manifest.sources().stream().map(read -> new Access(read.table(), List.of())).toList());
    }
    List<Access> reads =
        manifest.reads().stream()
            .filter(read -> read.triggers().contains(source))
            .map(Manifest.Read::access)
            .distinct()
            .sorted()
            .toList();
    List<Access> whole = reads.stream().filter(Access::whole).toList();
    if (!whole.isEmpty()) {
      return new RefreshCost(Growth.SOURCE, whole);
    }
    return new RefreshCost(reads.isEmpty() ? Growth.CHANGES : Growth.AFFECTED_KEYS, reads);
  }
}
