package dev.deltamill.runtime;

import dev.deltamill.ir.name.QualifiedName;
import java.util.List;

/**
 * What bringing a database to a set of artifacts did.
 *
 * @param tables upstream first
 */
public record InstallReport(List<Entry> tables) {
  public InstallReport {
    tables = List.copyOf(tables);
  }

  /** What became of one stream table. */
  public record Entry(QualifiedName name, Action action) {}

  /** What can become of a stream table. */
  public enum Action {
    INSTALLED,
    /** An earlier installation that was interrupted is complete now. */
    COMPLETED,
    /** Its artifacts, or those of a stream table that it reads, are others than before. */
    REINSTALLED,
    /** Its artifacts are as before; what the manifest says besides, or its captures, is not. */
    UPDATED,
    UNCHANGED,
    /** The set does not have it, and it was asked for to remove such. */
    REMOVED,
    /** The set does not have it, and it stays. */
    NOT_IN_SET
  }
}
