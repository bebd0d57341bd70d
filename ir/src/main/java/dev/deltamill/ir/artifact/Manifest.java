package dev.deltamill.ir.artifact;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Access;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.plan.Schedule;
import java.util.List;

/**
 * The list of a definition's artifacts and what the runtime needs to know to execute them.
 *
 * @param format version of the artifact format
 * @param compiler version of Deltamill that wrote it
 * @param storage the storage table
 * @param view the view with the user's name, equal to {@code name}
 * @param workTables tables that must be empty before and after a refresh
 * @param columns name and SQL type of the query's columns
 * @param reasons why refreshes are FULL, where they are: {@code CODE message}
 * @param phases in the order: capture of each source, storage, check, seed, probe, delta steps, apply, recompute, full, verify, drop; a
 *     definition that is not differential has no capture, probe, delta, apply and recompute
 * @param reads how the phases of a DIFF refresh read live tables; not those by which a group is recomputed that NaN or an infinity has entered
 * @param views whose queries were put in their place when this was compiled
 * @param dependsOn stream tables that it reads
 */
public record Manifest(
    int format,
    String compiler,
    QualifiedName name,
    int serverMajor,
    SafetyClass safety,
    RefreshMode refresh,
    boolean differential,
    Schedule schedule,
    QualifiedName storage,
    List<QualifiedName> workTables,
    List<ColumnType> columns,
    List<String> reasons,
    List<SourceFingerprint> sources,
    List<ViewFingerprint> views,
    List<QualifiedName> dependsOn,
    List<Identifier> searchPath,
    List<Phase> phases,
    List<Read> reads,
    Explanation explanation) {
  public Manifest {
    workTables = List.copyOf(workTables);
    columns = List.copyOf(columns);
    reasons = List.copyOf(reasons);
    sources = List.copyOf(sources);
    views = List.copyOf(views);
    dependsOn = List.copyOf(dependsOn);
    searchPath = List.copyOf(searchPath);
    phases = List.copyOf(phases);
    reads = List.copyOf(reads);
  }

  /** The phases of one kind, in order. */
  public List<Phase> phases(Phase.Kind kind) {
    return phases.stream().filter(phase -> phase.kind() == kind).toList();
  }

  /**
   * A read of a live table in a DIFF refresh.
   *
   * @param phase its name
   * @param triggers the sources whose changes make it necessary
   */
  public record Read(String phase, Access access, List<QualifiedName> triggers) {
    public Read {
      triggers = List.copyOf(triggers);
    }
  }

  /** A column and its type as {@code format_type} writes it under {@code search_path = pg_catalog}. */
  public record ColumnType(Identifier name, String type) {}

  /**
   * What a view must be for the artifacts to be right.
   *
   * @param sha256 lower-case hex SHA-256 of its query as {@code pg_get_viewdef} prints it
   * @param tables that it reads; its owner must see all their rows, so they are without row-level security
   */
  public record ViewFingerprint(QualifiedName name, String sha256, List<QualifiedName> tables) {
    public ViewFingerprint {
      tables = List.copyOf(tables);
    }
  }

  /**
   * What a source must look like for the artifacts to be right.
   *
   * @param table the source
   * @param streamTable whether it is a stream table (then capture sits on its storage table)
   * @param captured the table that carries the capture triggers: the source, or the storage table of a stream table
   * @param buffer its change buffer
   * @param capture name of the capture phase; empty where the definition is not differential
   * @param tree whether rows of it may lie in other tables (partitions, children), or be reached by others' names (it is one itself)
   * @param columns the columns read and their types
   */
  public record SourceFingerprint(
      QualifiedName table,
      boolean streamTable,
      QualifiedName captured,
      QualifiedName buffer,
      String capture,
      boolean tree,
      List<ColumnType> columns) {
    public SourceFingerprint {
      columns = List.copyOf(columns);
    }
  }
}
