package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings stream tables up to date.
 *
 * <p>Those that depend on one another are refreshed in one transaction and show one snapshot. May be kept and used from one thread
 * at a time; it remembers the installed artifacts and reads them again only when they changed. A stream table that raises is left out
 * with those that read it, and the others are refreshed.
 */
public final class Refresher {
  /** Locks on our own tables are held for moments only; a longer wait is better started over than waited for. */
  static final int LOCK_TIMEOUT_MILLIS = 100;

  private final ConnectionSource source;
  private final PhaseListener listener;
  private final Backoff backoff;
  private List<Installed> known = List.of();
  private boolean loaded;

  public Refresher(ConnectionSource source) {
    this(source, PhaseListener.NONE, Backoff.DEFAULT);
  }

  public Refresher(ConnectionSource source, PhaseListener listener, Backoff backoff) {
    this.source = source;
    this.listener = listener;
    this.backoff = backoff;
  }

  /** How to refresh what has a choice. */
  public enum Mode {
    /** DIFF where possible. */
    AUTO,
    /** FULL, for a comparison or a repair. */
    FULL
  }

  /** Refreshes everything that is installed. */
  public RefreshReport refreshAll(Mode mode) {
    return run(Optional.empty(), mode);
  }

  /**
   * Refreshes the named stream tables and those that they read.
   *
   * @throws Problem when one is not installed, or when the database refuses
   */
  public RefreshReport refresh(Collection<QualifiedName> names, Mode mode) {
    return run(Optional.of(new TreeSet<>(names)), mode);
  }

  private RefreshReport run(Optional<Set<QualifiedName>> names, Mode mode) {
    try (Session session = Session.open(source)) {
      return new RefreshReport(refresh(session, names, mode, Verifier.Comparison.NONE));
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
  }

  /**
   * @param comparison runs in the refresh's transaction
   */
  List<RefreshReport.Outcome> refresh(
      Session session, Optional<Set<QualifiedName>> names, Mode mode, Verifier.Comparison comparison) throws SQLException {
    if (!loaded) {
      OwnCatalog.require(session);
      load(session);
    }
    List<RefreshReport.Outcome> outcomes = new ArrayList<>();
    Set<QualifiedName> done = new TreeSet<>();
    boolean idleAllowed = mode == Mode.AUTO && comparison == Verifier.Comparison.NONE;
    List<Installed> set = selected(session, names);
    if (idleAllowed) {
      List<Installed> busy = new ArrayList<>();
      for (List<Installed> component : Dependencies.components(set)) {
        idle(session, component).ifPresentOrElse(outcomes::addAll, () -> busy.addAll(component));
      }
      set = busy;
    }
    for (List<Installed> component : Dependencies.components(set)) {
      List<QualifiedName> wanted = component.stream().map(installed -> installed.manifest().name()).toList();
      for (RefreshReport.Outcome outcome : refreshTogether(session, wanted, mode, comparison)) {
        if (done.add(outcome.name())) {
          outcomes.add(outcome);
        }
      }
    }
    return outcomes;
  }

  private void load(Session session) throws SQLException {
    known = Installed.all(session);
    loaded = true;
  }

  private List<Installed> selected(Session session, Optional<Set<QualifiedName>> names) throws SQLException {
    if (names.isEmpty()) {
      return known;
    }
    if (!known.stream().map(installed -> installed.manifest().name()).toList().containsAll(names.get())) {
      load(session);
    }
    List<Manifest> manifests = known.stream().map(Installed::manifest).toList();
    for (QualifiedName name : names.get()) {
      if (manifests.stream().noneMatch(manifest -> manifest.name().equals(name))) {
        throw new Problem(
            Problem.Code.NOT_INSTALLED,
            name + " is not installed",
            "Run deltamill status to see what is, or deltamill apply to install it.");
      }
    }
    Set<QualifiedName> closure = Dependencies.withUpstream(names.get(), manifests);
    return known.stream().filter(installed -> closure.contains(installed.manifest().name())).toList();
  }

  /** The outcomes where nothing is to be done; costs one short query. */
  private Optional<List<RefreshReport.Outcome>> idle(Session session, List<Installed> component) throws SQLException {
    component.forEach(Installed::check);
    Observation seen;
    try {
      seen = session.readCommitted(LOCK_TIMEOUT_MILLIS, () -> Observation.probing(session, component));
    } catch (Backoff.Busy e) {
      return Optional.empty();
    } catch (SQLException e) {
      if (SqlState.isConnection(e)) {
        throw e;
      }
      // Artifacts that were replaced in this moment, for example; the transaction will tell.
      return Optional.empty();
    }
    if (seen.copied || !isCurrent(seen)) {
      return Optional.empty();
    }
    List<RefreshReport.Outcome> outcomes = new ArrayList<>();
    Set<String> blocked = new TreeSet<>();
    for (Installed installed : component) {
      String name = installed.name();
      switch (Decision.decide(installed.manifest(), seen, blocked, Optional.empty())) {
        case Decision.Full _ -> {
          return Optional.empty();
        }
        case Decision.Diff() -> {
          if (!seen.changed(name).isEmpty()) {
            return Optional.empty();
          }
          outcomes.add(RefreshReport.Outcome.none(installed.manifest().name()));
        }
        case Decision.Blocked(String reason, boolean needsApply) -> {
          if (needsApply && !seen.isKnownToNeedApply(name, reason)) {
            return Optional.empty();
          }
          blocked.add(name);
          outcomes.add(RefreshReport.Outcome.blocked(installed.manifest().name(), reason));
        }
      }
    }
    return Optional.of(outcomes);
  }

  /** Whether what is installed is what is remembered. */
  private boolean isCurrent(Observation seen) {
    return seen.tables.size() == known.size()
        && known.stream()
            .allMatch(
                installed -> {
                  Observation.TableRow row = seen.table(installed.name());
                  return row != null && row.generation().equals(installed.generation());
                });
  }

  private List<RefreshReport.Outcome> refreshTogether(
      Session session, List<QualifiedName> names, Mode mode, Verifier.Comparison comparison) throws SQLException {
    Map<String, RefreshTransaction.Fallback> forced = new HashMap<>();
    if (mode == Mode.FULL) {
      names.forEach(
          name -> forced.put(name.sql(), new RefreshTransaction.Fallback("FULL was asked for", Optional.empty())));
    }
    Map<String, RefreshTransaction.Fallback> failed = new HashMap<>();
    List<RefreshReport.Outcome> outcomes =
        backoff.retry(
            number -> {
              if (number > 0) {
                reload(session);
              }
              return attempt(session, names, forced, failed, comparison);
            });
    listener.done("", "committed");
    return outcomes;
  }

  private void reload(Session session) throws SQLException {
    if (Instance.differs(session)) {
      Instance.adopt(session, backoff);
    }
    load(session);
  }

  private List<RefreshReport.Outcome> attempt(
      Session session,
      List<QualifiedName> names,
      Map<String, RefreshTransaction.Fallback> forced,
      Map<String, RefreshTransaction.Fallback> failed,
      Verifier.Comparison comparison)
      throws SQLException, Backoff.Busy {
    while (true) {
      List<Installed> set = selected(session, Optional.of(new TreeSet<>(names)));
      set.forEach(Installed::check);
      RefreshTransaction transaction = new RefreshTransaction(session, set, listener, forced, failed);
      try {
        return session.repeatableRead(
            LOCK_TIMEOUT_MILLIS,
            () -> {
              List<RefreshReport.Outcome> outcomes = transaction.run();
              comparison.compare(session, set, outcomes);
              return outcomes;
            });
      } catch (SQLException e) {
        String inDiff = transaction.inDiff();
        if (SqlState.isTransient(e)) {
          throw new Backoff.Busy("another session is in the way (SQLSTATE %s)".formatted(SqlState.of(e)));
        }
        // An expression that raises for rows which never stood together in the query itself: see the design, join terms.
        if (inDiff != null && SqlState.isRaisedByData(e) && !forced.containsKey(inDiff)) {
          forced.put(
              inDiff,
              new RefreshTransaction.Fallback("DIFF raised: " + Failures.firstLine(e), Optional.of(SqlState.of(e))));
          continue;
        }
        String current = transaction.current();
        if (current == null || !SqlState.isOfStatement(e) || failed.containsKey(current)) {
          throw e;
        }
        failed.put(current, new RefreshTransaction.Fallback(Failures.reason(e), Optional.of(SqlState.of(e))));
      }
    }
  }
}
