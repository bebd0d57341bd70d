package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.MaintenancePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The capture of every source that some differential definition reads, with the columns of all of them. */
public final class SharedCapture {
  private final Map<QualifiedName, Map<String, MaintenancePlan.SourceColumn>> columns = new TreeMap<>();
  private final Map<QualifiedName, MaintenancePlan> streamTables = new TreeMap<>();
  private final Set<QualifiedName> trees = new TreeSet<>();

  private SharedCapture() {}

  public static SharedCapture of(List<MaintenancePlan> plans) {
    SharedCapture capture = new SharedCapture();
    for (MaintenancePlan plan : plans) {
      capture.streamTables.put(plan.name(), plan);
      if (plan.differential()) {
        for (MaintenancePlan.Source source : plan.sources()) {
          Map<String, MaintenancePlan.SourceColumn> known = capture.columns.computeIfAbsent(source.table(), _ -> new TreeMap<>());
          if (source.tree()) {
            capture.trees.add(source.table());
          }
          source.columns().forEach(column -> known.putIfAbsent(column.field().name(), column));
        }
      }
    }
    return capture;
  }

  /** The table that carries the triggers of a source. */
  QualifiedName captured(QualifiedName source) {
    return streamTables.containsKey(source) ? ObjectNames.storage(source) : source;
  }

  /** Name of the phase, the same for all definitions that share it. */
  String phaseName(QualifiedName source) {
    return "capture/" + ArtifactSet.folder(source);
  }

  String sql(QualifiedName source) {
    List<MaintenancePlan.SourceColumn> captured = new ArrayList<>(columns.getOrDefault(source, new LinkedHashMap<>()).values());
    MaintenancePlan upstream = streamTables.get(source);
    Optional<String> condition =
        upstream != null && StorageLayout.of(upstream).has(StorageLayout.VISIBLE)
            ? Optional.of(StorageLayout.VISIBLE)
            : Optional.empty();
    return new CaptureSql(source, captured(source), captured, condition, trees.contains(source)).capture();
  }
}
