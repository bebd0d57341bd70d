package dev.deltamill.cli.explain;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.IndexSupport;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.RefreshCost;
import dev.deltamill.ir.artifact.WantedIndex;
import dev.deltamill.ir.name.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is explained, whatever the form.
 *
 * @param sql whether the text of the phases is shown
 * @param indexes that the set's phases want
 */
record Explained(ArtifactSet set, boolean sql, List<IndexSupport> indexes) {
  Explained {
    indexes = List.copyOf(indexes);
  }

  /** The indexes that phases of a stream table want. */
  List<IndexSupport> wanted(Manifest manifest) {
    List<WantedIndex> own = WantedIndex.of(List.of(manifest));
    return indexes.stream()
        .filter(
            index ->
                own.stream()
                    .anyMatch(one -> one.indexed().equals(index.wanted().indexed()) && one.columns().equals(index.wanted().columns())))
        .toList();
  }

  /** {@code O(rows of affected keys): public.customer by c_custkey} */
  static String cost(Manifest manifest, Manifest.SourceFingerprint source) {
    RefreshCost cost = RefreshCost.of(manifest, source.table());
    return cost.lookups().isEmpty() ? cost.growth().notation() : cost.growth().notation() + ": " + lookups(cost);
  }

  private static String lookups(RefreshCost cost) {
    return cost.lookups().stream()
        .map(access -> access.whole() ? "all of " + access.table() : access.table() + " by " + columns(access.columns()))
        .collect(Collectors.joining(", "));
  }

  private static String columns(List<Identifier> columns) {
    return columns.stream().map(Identifier::sql).collect(Collectors.joining(" and "));
  }
}
