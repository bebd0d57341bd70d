package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks PostgreSQL, before anything is installed, whether it reads each new query as the compiler did: same columns, same types. Everything it
 * creates for that is taken back.
 */
final class QueryCheck {
  private final Session session;
  private final ArtifactSet set;
  private final InstallPlan plan;

  QueryCheck(Session session, ArtifactSet set, InstallPlan plan) {
    this.session = session;
    this.set = set;
    this.plan = plan;
  }

  void check() throws SQLException, Backoff.Busy {
    session.readCommitted(
        Refresher.LOCK_TIMEOUT_MILLIS,
        () -> {
          session.execute("SAVEPOINT before_check");
          Set<QualifiedName> present = new HashSet<>();
          for (Manifest manifest : set.manifests()) {
            check(manifest, present);
          }
          session.execute("ROLLBACK TO SAVEPOINT before_check");
          return true;
        });
  }

  /**
   * @param present stream tables whose views exist with the columns of this set; what reads others cannot be asked yet
   */
  private void check(Manifest manifest, Set<QualifiedName> present) throws SQLException {
    InstallReport.Action action = plan.actions().get(manifest.name());
    if (action == InstallReport.Action.UNCHANGED || action == InstallReport.Action.UPDATED) {
      present.add(manifest.name());
      return;
    }
    List<Phase> checks = manifest.phases(Phase.Kind.CHECK);
    if (action != InstallReport.Action.INSTALLED || checks.isEmpty() || !present.containsAll(manifest.dependsOn())) {
      return;
    }
    session.execute(set.text(manifest, manifest.phases(Phase.Kind.STORAGE).getFirst()));
    compare(manifest, set.text(manifest, checks.getFirst()));
    session.searchPathPinned();
    present.add(manifest.name());
  }

  private void compare(Manifest manifest, String text) throws SQLException {
    List<String> differences;
    try {
      differences =
          session.executeReading(
              text, 0, row -> "%s is %s and not %s".formatted(row.getString(1), row.getString(2), row.getString(3)));
    } catch (SQLException e) {
      if (SqlState.isTransient(e)) {
        throw e;
      }
      throw differs(manifest, "the server refuses the query: " + Failures.firstLine(e));
    }
    if (!differences.isEmpty()) {
      throw differs(manifest, "the server reads the query otherwise: " + String.join(", ", differences));
    }
  }

  private static Problem differs(Manifest manifest, String what) {
    return new Problem(
        Problem.Code.COLUMNS_DIFFER,
        manifest.name() + ": " + what,
        "Take a new snapshot with deltamill catalog and compile again; nothing was changed.");
  }
}
