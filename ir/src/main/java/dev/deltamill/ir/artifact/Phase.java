package dev.deltamill.ir.artifact;

import dev.deltamill.ir.name.QualifiedName;
import java.util.List;

/**
 * One named step of install or refresh: a file of SQL and its hash.
 *
 * @param name unique within its manifest, for example {@code delta/01-orders}; the file is this with {@code .sql}
 * @param sha256 lower-case hex SHA-256 of the format line and the SQL text in UTF-8
 * @param triggers for delta steps, the sources whose changes make it necessary; empty: always
 * @param rule for delta steps, the delta rule
 * @param law for delta steps, what it computes
 */
public record Phase(String name, Kind kind, String sha256, List<QualifiedName> triggers, String rule, String law) {
  public Phase {
    triggers = List.copyOf(triggers);
  }

  /** What a phase is for. */
  public enum Kind {
    /** Change buffer and triggers of one source, shared by all definitions that read it. */
    CAPTURE,
    /** Storage table, work tables, indexes, view. */
    STORAGE,
    /**
     * The user's query as a view, which apply creates, compares with the compiled columns and takes back: PostgreSQL's own reading of the
     * query: (column text, PostgreSQL's type text, compiled type text) for each that differs, expected none.
     */
    CHECK,
    /** First fill. */
    SEED,
    /** Which sources have changes that the frontier has not seen: one row (source text, changed boolean) per source. */
    PROBE,
    /** One step of the delta; a statement that fills a work table. */
    DELTA,
    /**
     * Merges the delta into storage and empties the work tables of the steps: one row (inserted, updated, deleted), and where there is a phase
     * of kind {@link #RECOMPUTE} a fourth column: how many groups are left to it.
     */
    APPLY,
    /** Computes the groups that apply left from their rows; runs when there are any: one row (inserted, updated, deleted). */
    RECOMPUTE,
    /** FULL refresh: applies the difference between query and storage: one row (inserted, updated, deleted). */
    FULL,
    /** Rows in which the stream table and its query differ: (side text, copies bigint, row text), expected none. */
    VERIFY,
    /** Removes view, storage and work tables. */
    DROP
  }
}
