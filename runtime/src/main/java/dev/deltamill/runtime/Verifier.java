package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.diagnostic.DiagnosticCode;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares stream tables with their queries, in the transaction and the snapshot in which they were refreshed. */
public final class Verifier {
  private final ConnectionSource source;
  private final int maximumRows;
  private final Backoff backoff;

  /**
   * @param maximumRows of each stream table that are reported
   */
  public Verifier(ConnectionSource source, int maximumRows) {
    this(source, maximumRows, Backoff.DEFAULT);
  }

  public Verifier(ConnectionSource source, int maximumRows, Backoff backoff) {
    this.source = source;
    this.maximumRows = maximumRows;
    this.backoff = backoff;
  }

  /**
   * A row in which both differ.
   *
   * @param side {@code missing} in the stream table, or {@code unexpected} there
   * @param row as text
   */
  public record Difference(String side, long copies, String row) {}

  /**
   * One stream table's result.
   *
   * @param differences at most as many as asked for
   * @param more whether there are more
   * @param notComparable why a comparison would say nothing
   */
  public record Result(
      QualifiedName name,
      RefreshReport.Outcome refresh,
      List<Difference> differences,
      boolean more,
      Optional<String> notComparable) {
    public Result {
      differences = List.copyOf(differences);
    }

    /** Whether it was compared and is equal; a blocked stream table was not compared. */
    public boolean equal() {
      return acceptable() && notComparable.isEmpty();
    }

    /** Whether nothing is wrong: it is equal, or there is no telling. */
    public boolean acceptable() {
      return refresh.mode() != RefreshReport.Mode.BLOCKED && differences.isEmpty();
    }
  }

  /** Runs at the end of a refresh's transaction. */
  @FunctionalInterface
  interface Comparison {
    Comparison NONE = (_, _, _) -> {};

    void compare(Session session, List<Installed> set, List<RefreshReport.Outcome> outcomes) throws SQLException;
  }

  public List<Result> verifyAll() {
    return run(Optional.empty());
  }

  /** Refreshes and compares the named stream tables and those that they read. */
  public List<Result> verify(Collection<QualifiedName> names) {
    return run(Optional.of(names));
  }

  private List<Result> run(Optional<Collection<QualifiedName>> names) {
    List<Result> results = new ArrayList<>();
    try (Session session = Session.open(source)) {
      new Refresher(source, PhaseListener.NONE, backoff)
          .refresh(
              session,
              names.map(TreeSet::new),
              Refresher.Mode.AUTO,
              (inside, set, outcomes) -> {
                // An attempt that was started over has left its results here.
                set.forEach(installed -> results.removeIf(result -> result.name().equals(installed.manifest().name())));
                for (int i = 0; i < set.size(); i++) {
                  results.add(compare(inside, set.get(i), outcomes.get(i)));
                }
              });
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
    return results;
  }

  private Result compare(Session session, Installed installed, RefreshReport.Outcome outcome) throws SQLException {
    QualifiedName name = installed.manifest().name();
    if (outcome.mode() == RefreshReport.Mode.BLOCKED) {
      return new Result(name, outcome, List.of(), false, Optional.empty());
    }
    Optional<String> random =
        installed.manifest().reasons().stream()
            .filter(reason -> reason.startsWith(DiagnosticCode.VOLATILE_FUNCTION.code() + " "))
            .findFirst();
    if (random.isPresent()) {
      return new Result(name, outcome, List.of(), false, random);
    }
    session.execute("SAVEPOINT comparison");
    try {
      Result result = differences(session, installed, outcome);
      session.execute("RELEASE SAVEPOINT comparison");
      return result;
    } catch (SQLException e) {
      if (!SqlState.isOfStatement(e)) {
        throw e;
      }
      session.execute("ROLLBACK TO SAVEPOINT comparison");
      return new Result(
          name,
          RefreshReport.Outcome.blocked(name, "its query raises: " + Failures.reason(e), Optional.of(SqlState.of(e))),
          List.of(),
          false,
          Optional.empty());
    }
  }

  private Result differences(Session session, Installed installed, RefreshReport.Outcome outcome) throws SQLException {
    QualifiedName name = installed.manifest().name();
    session.searchPath(installed.manifest().searchPath());
    List<Difference> differences =
        session.executeReading(
            installed.text(Phase.Kind.VERIFY),
            maximumRows + 1,
            row -> new Difference(row.getString(1), row.getLong(2), row.getString(3)));
    session.searchPathPinned();
    boolean more = differences.size() > maximumRows;
    return new Result(name, outcome, more ? differences.subList(0, maximumRows) : differences, more, Optional.empty());
  }
}
