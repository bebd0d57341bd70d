package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a stream table is to be refreshed. */
sealed interface Decision {
  /** From the changes alone. */
  record Diff() implements Decision {}

  /** From the whole query. */
  record Full(String reason) implements Decision {}

  /**
   * Not at all.
   *
   * @param needsApply whether its artifacts no longer fit its sources
   */
  record Blocked(String reason, boolean needsApply) implements Decision {}

  /**
   * Decides on what one snapshot shows.
   *
   * @param blocked stream tables that are not refreshed although asked for: whatever reads them would mix two snapshots
   * @param forced why FULL, where the caller wants that
   */
  static Decision decide(Manifest manifest, Observation seen, Set<String> blocked, Optional<String> forced) {
    String name = manifest.name().sql();
    Observation.TableRow row = seen.table(name);
    if (row == null || row.state().equals("installing")) {
      return new Blocked("its installation was not completed: run deltamill apply", false);
    }
    List<String> misfits = misfits(manifest, seen);
    if (!misfits.isEmpty()) {
      return new Blocked(String.join("; ", misfits), true);
    }
    List<String> waiting = manifest.dependsOn().stream().map(Object::toString).filter(blocked::contains).toList();
    if (!waiting.isEmpty()) {
      return new Blocked("it reads %s, which cannot be refreshed".formatted(String.join(", ", waiting)), false);
    }
    if (!manifest.differential()) {
      return new Full(manifest.reasons().isEmpty() ? "refresh = 'full'" : String.join("; ", manifest.reasons()));
    }
    if (forced.isPresent()) {
      return new Full(forced.get());
    }
    if (!row.filled() || !row.state().equals("active")) {
      return new Full(row.reason() == null ? "it was not filled" : row.reason());
    }
    List<String> gaps = gaps(manifest, seen);
    return gaps.isEmpty() ? new Diff() : new Full(String.join("; ", gaps));
  }

  private static List<String> misfits(Manifest manifest, Observation observation) {
    List<String> misfits = new ArrayList<>(ViewInspector.misfits(manifest, observation.views, observation.sources));
    for (SourceFingerprint source : manifest.sources()) {
      Observation.Seen seen = observation.seen(manifest.name().sql(), source);
      misfits.addAll(observation.source(source).misfits(source, seen == null ? List.of() : seen.assumptions()));
    }
    return misfits;
  }

  /** Why the buffers may not tell all that changed since the frontier. */
  private static List<String> gaps(Manifest manifest, Observation observation) {
    List<String> gaps = new ArrayList<>();
    for (SourceFingerprint source : manifest.sources()) {
      String gap = gap(manifest.name().sql(), source, observation);
      if (gap != null) {
        gaps.add(gap);
      }
    }
    return gaps;
  }

  private static @Nullable String gap(String name, SourceFingerprint source, Observation observation) {
    SourceState now = observation.source(source);
    String table = source.table().sql();
    Observation.Seen seen = observation.seen(name, source);
    if (seen == null || seen.relation() != now.relation()) {
      return table + " is another table of that name";
    }
    Observation.Captured captured = observation.captured(source);
    if (captured == null || !complete(captured, now)) {
      return table + ": not every change is captured, triggers are missing or disabled (deltamill apply creates them again)";
    }
    String mark = observation.mark(name, source);
    if (mark != null) {
      return "%s: %s".formatted(table, mark);
    }
    if (!now.places(source).equals(seen.places())) {
      return table + " was rewritten, its columns were altered, or it had another parent";
    }
    if (!now.triggers().equals(seen.triggers())) {
      return table + ": its triggers were disabled for some time";
    }
    return null;
  }

  /** Whether all triggers that belong on the source fire. */
  static boolean complete(Observation.Captured captured, SourceState now) {
    return SourceState.shape(captured.triggers()).equals(SourceState.shape(now.triggers()))
        && captured.members().equals(SourceState.members(now.files()));
  }
}
