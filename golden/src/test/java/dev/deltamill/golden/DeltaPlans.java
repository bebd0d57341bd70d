package dev.deltamill.golden;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How PostgreSQL would execute those phases of a delta that the waiting changes make necessary. */
public final class DeltaPlans {
  private DeltaPlans() {}

  /**
   * One phase's plan.
   *
   * @param phase {@code <stream table> <phase>}
   * @param plan as EXPLAIN gives it
   */
  public record Plan(String phase, String plan) {}

  /** Plans as text, one for each phase, in the order of execution. */
  public static List<String> texts(Connection connection, ArtifactSet set) throws SQLException {
    return explained(connection, set, "TEXT").stream().map(plan -> plan.phase() + "\n" + plan.plan()).toList();
  }

  /** Plans as JSON. */
  public static List<Plan> json(Connection connection, ArtifactSet set) throws SQLException {
    return explained(connection, set, "JSON");
  }

  /** Each phase sees what those before it left, as in a refresh; at the end nothing has happened. */
  private static List<Plan> explained(Connection connection, ArtifactSet set, String format) throws SQLException {
    List<Plan> plans = new ArrayList<>();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL search_path = pg_catalog, pg_temp");
      for (Manifest manifest : set.manifests()) {
        Set<String> changed = changed(statement, set, manifest);
        for (Phase phase : manifest.phases(Phase.Kind.DELTA)) {
          if (phase.triggers().stream().noneMatch(source -> changed.contains(source.sql()))) {
            continue;
          }
          String text = set.text(manifest, phase);
          plans.add(new Plan(manifest.name() + " " + phase.name(), explain(statement, format, text)));
          statement.execute(text);
        }
        for (Phase phase : manifest.phases(Phase.Kind.APPLY)) {
          String text = set.text(manifest, phase);
          // Where apply holds the delta, its plan is the delta's.
          if (!phase.triggers().isEmpty() && !changed.isEmpty()) {
            plans.add(new Plan(manifest.name() + " " + phase.name(), explain(statement, format, text)));
          }
          statement.execute(text);
        }
        for (Phase phase : manifest.phases(Phase.Kind.RECOMPUTE)) {
          statement.execute(set.text(manifest, phase));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return plans;
  }

  private static Set<String> changed(Statement statement, ArtifactSet set, Manifest manifest) throws SQLException {
    Set<String> changed = new HashSet<>();
    for (Phase probe : manifest.phases(Phase.Kind.PROBE)) {
      try (ResultSet sources = statement.executeQuery(set.text(manifest, probe))) {
        while (sources.next()) {
          if (sources.getBoolean(2)) {
            changed.add(sources.getString(1));
          }
        }
      }
    }
    return changed;
  }

  private static String explain(Statement statement, String format, String text) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet lines = statement.executeQuery("EXPLAIN (FORMAT %s, COSTS OFF) %s".formatted(format, text))) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
