package dev.deltamill.runtime;

import dev.deltamill.codegen.artifact.ManifestJson;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be done to bring a database to a set of artifacts.
 *
 * @param actions per stream table of the set, upstream first
 * @param groups stream tables to be filled, each group in one transaction, in order
 * @param absent installed but not in the set, upstream first
 */
record InstallPlan(
    SequencedMap<QualifiedName, InstallReport.Action> actions, List<List<Manifest>> groups, List<Installed> absent) {

  static InstallPlan of(ArtifactSet set, List<Installed> installed, Set<String> installing) {
    SequencedMap<QualifiedName, InstallReport.Action> actions = new LinkedHashMap<>();
    List<Manifest> sorted = Dependencies.upstreamFirst(set.manifests(), manifest -> manifest);
    Set<QualifiedName> replaced = new TreeSet<>();
    for (Manifest manifest : sorted) {
      InstallReport.Action action = action(manifest, installed, installing);
      if (action == InstallReport.Action.REINSTALLED) {
        replaced.add(manifest.name());
      }
      actions.put(manifest.name(), action);
    }
    // What reads something that is filled anew, before or after this install, is filled with it.
    List<Manifest> all = new ArrayList<>(sorted);
    installed.forEach(item -> all.add(item.manifest()));
    Set<QualifiedName> together = Dependencies.withConsumers(replaced, all);
    for (QualifiedName name : together) {
      actions.computeIfPresent(
          name,
          (_, action) ->
              action == InstallReport.Action.UNCHANGED || action == InstallReport.Action.UPDATED
                  ? InstallReport.Action.REINSTALLED
                  : action);
    }
    List<Installed> absent =
        installed.stream().filter(item -> set.manifest(item.manifest().name()).isEmpty()).toList();
    return new InstallPlan(actions, groups(sorted, actions, together), absent);
  }

  private static InstallReport.Action action(Manifest manifest, List<Installed> installed, Set<String> installing) {
    for (Installed item : installed) {
      if (item.manifest().name().equals(manifest.name())) {
        if (installing.contains(item.name())) {
          return InstallReport.Action.COMPLETED;
        }
        if (!phases(item.manifest()).equals(phases(manifest))) {
          return InstallReport.Action.REINSTALLED;
        }
        return ManifestJson.write(item.manifest()).equals(ManifestJson.write(manifest))
            ? InstallReport.Action.UNCHANGED
            : InstallReport.Action.UPDATED;
      }
    }
    return InstallReport.Action.INSTALLED;
  }

  /** Captures are shared: another definition may have changed them. */
  private static Map<String, String> phases(Manifest manifest) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Phase phase : manifest.phases()) {
      if (phase.kind() != Phase.Kind.CAPTURE) {
        hashes.put(phase.name(), phase.sha256());
      }
    }
    return hashes;
  }

  /** New ones one by one, so that each is usable as soon as it is filled; what is replaced and its consumers together. */
  private static List<List<Manifest>> groups(
      List<Manifest> sorted, Map<QualifiedName, InstallReport.Action> actions, Set<QualifiedName> together) {
    List<List<Manifest>> before = new ArrayList<>();
    List<Manifest> group = new ArrayList<>();
    for (Manifest manifest : sorted) {
      InstallReport.Action action = actions.get(manifest.name());
      if (action == InstallReport.Action.UNCHANGED || action == InstallReport.Action.UPDATED) {
        continue;
      }
      if (together.contains(manifest.name())) {
        group.add(manifest);
      } else {
        before.add(List.of(manifest));
      }
    }
    if (!group.isEmpty()) {
      before.add(group);
    }
    return before;
  }
}
