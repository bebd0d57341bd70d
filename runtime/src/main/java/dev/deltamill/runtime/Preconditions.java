package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.ColumnType;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold before anything is installed. Each check throws one {@link Problem} that names all it found. */
final class Preconditions {
  private final Session session;
  private final ArtifactSet set;
  private final List<Installed> installed;
  private final boolean removeAbsent;

  /**
   * @param removeAbsent whether what is installed and not in the set is about to be dropped
   */
  Preconditions(Session session, ArtifactSet set, List<Installed> installed, boolean removeAbsent) {
    this.session = session;
    this.set = set;
    this.installed = installed;
    this.removeAbsent = removeAbsent;
  }

  static void checkHashes(ArtifactSet set) {
    for (Manifest manifest : set.manifests()) {
      for (Phase phase : manifest.phases()) {
        Installed.checked(manifest.name().sql(), phase, set.files().get(ArtifactSet.path(manifest, phase)));
      }
    }
  }

  void check() throws SQLException {
    checkServer();
    checkUpstream();
    checkSources();
    checkPrivileges();
    checkNames();
    if (!removeAbsent) {
      checkCaptures();
    }
  }

  private void checkServer() throws SQLException {
    int major =
        session.query("SELECT current_setting('server_version_num')::int / 10000", row -> row.getInt(1)).getFirst();
    if (major < 14) {
      throw new Problem(
          Problem.Code.UNSUPPORTED_SERVER, "the server is PostgreSQL %d".formatted(major), "Deltamill needs 14 or newer.");
    }
    for (Manifest manifest : set.manifests()) {
      if (manifest.serverMajor() != major) {
        throw new Problem(
            Problem.Code.OTHER_SERVER_VERSION,
            "%s was compiled for PostgreSQL %d and the server is %d".formatted(manifest.name(), manifest.serverMajor(), major),
            "Compile the definitions with a catalog of this server.");
      }
    }
  }

  private void checkUpstream() {
    for (Manifest manifest : set.manifests()) {
      for (QualifiedName upstream : manifest.dependsOn()) {
        if (set.manifest(upstream).isEmpty() && installed.stream().noneMatch(i -> i.manifest().name().equals(upstream))) {
          throw new Problem(
              Problem.Code.INCOMPLETE_SET,
              "%s reads %s, which is neither installed nor in this set".formatted(manifest.name(), upstream),
              "Compile both definitions together.");
        }
      }
    }
  }

  /** Tables of the user's that the set reads. */
  private Set<QualifiedName> tables() {
    return set.manifests().stream()
        .flatMap(manifest -> manifest.sources().stream())
        .filter(source -> !source.streamTable())
        .map(SourceFingerprint::captured)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void checkSources() throws SQLException {
    Map<QualifiedName, SourceState> states =
        SourceInspector.inspect(
            session,
            SourceInspector.buffers(
                set.manifests().stream()
                    .flatMap(manifest -> manifest.sources().stream())
                    .filter(source -> !source.streamTable())
                    .toList()));
    Map<QualifiedName, String> views = new TreeMap<>();
    session.together(List.of(ViewInspector.piece(ViewInspector.views(set.manifests()), views)));
    Set<String> differences = new LinkedHashSet<>();
    set.manifests().forEach(manifest -> differences.addAll(ViewInspector.misfits(manifest, views, states)));
    Set<String> filtered = new LinkedHashSet<>();
    for (Manifest manifest : set.manifests()) {
      for (SourceFingerprint source : manifest.sources()) {
        SourceState state = states.get(source.captured());
        if (state == null) {
          continue;
        }
        if (state.filtered()) {
          filtered.add(state.name());
        } else {
          differences.addAll(state.misfits(source, List.of()));
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new Problem(
          Problem.Code.SOURCE_DIFFERS,
          "the definitions were compiled for other tables: " + String.join("; ", differences),
          "Take a new snapshot with deltamill catalog and compile again.");
    }
    if (!filtered.isEmpty()) {
      throw new Problem(
          Problem.Code.ROW_SECURITY,
          "row-level security would hide rows from this role: " + String.join(", ", filtered),
          "Let the role see all rows (a policy, or BYPASSRLS), or read other tables.");
    }
  }

  private void checkPrivileges() throws SQLException {
    List<String> grants = new ArrayList<>();
    Set<QualifiedName> captured = Capture.of(set).keySet();
    SortedMap<Identifier, Set<String>> schemas = new TreeMap<>();
    Set<QualifiedName> read = tables();
    read.addAll(ViewInspector.views(set.manifests()));
    for (QualifiedName table : read) {
      schemas.computeIfAbsent(table.schema(), _ -> new TreeSet<>()).add("USAGE");
      List<String> wanted = captured.contains(table) ? List.of("SELECT", "TRIGGER") : List.of("SELECT");
      List<String> missing =
          session.query(
              """
              SELECT w
              FROM unnest(?::text[]) AS w
              JOIN pg_catalog.pg_namespace n ON n.nspname = ?
              JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = ?
              WHERE NOT has_table_privilege(c.oid, w)
              """,
              row -> row.getString(1),
              wanted,
              table.schema().value(),
              table.name().value());
      if (!missing.isEmpty()) {
        grants.add("GRANT %s ON %s".formatted(String.join(", ", missing), table.sql()));
      }
      if (captured.contains(table)) {
        grants.addAll(missingOnMembers(table));
      }
    }
    for (Manifest manifest : set.manifests()) {
      schemas.computeIfAbsent(manifest.name().schema(), _ -> new TreeSet<>()).addAll(Set.of("CREATE", "USAGE"));
    }
    for (var entry : schemas.entrySet()) {
      List<String> missing =
          session.query(
              """
              SELECT w
              FROM unnest(?::text[]) AS w
              JOIN pg_catalog.pg_namespace n ON n.nspname = ?
              WHERE NOT has_schema_privilege(n.oid, w)
              """,
              row -> row.getString(1),
              List.copyOf(new TreeSet<>(entry.getValue())),
              entry.getKey().value());
      if (!missing.isEmpty()) {
        grants.add("GRANT %s ON SCHEMA %s".formatted(String.join(", ", missing), entry.getKey().sql()));
      }
    }
    if (!grants.isEmpty()) {
      String role = session.query("SELECT quote_ident(current_user)", row -> row.getString(1)).getFirst();
      throw new Problem(
          Problem.Code.MISSING_PRIVILEGE,
          "role %s lacks privileges; as their owner run: %s"
              .formatted(role, grants.stream().map(grant -> grant + " TO " + role + ";").collect(Collectors.joining(" "))),
          "Nothing was changed.");
    }
  }

  /** Partitions and children get triggers too. */
  private List<String> missingOnMembers(QualifiedName table) throws SQLException {
    return session.query(
        """
        WITH RECURSIVE tree AS (
          SELECT c.oid AS member, false AS below
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = ? AND c.relname = ?
          UNION
          SELECT i.inhrelid, true
          FROM tree t
          JOIN pg_catalog.pg_inherits i ON i.inhparent = t.member AND NOT i.inhdetachpending
        )
        SELECT DISTINCT format('GRANT USAGE ON SCHEMA %I', n.nspname)
        FROM tree t
        JOIN pg_catalog.pg_class c ON c.oid = t.member
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE t.below AND NOT has_schema_privilege(n.oid, 'USAGE')
        UNION ALL
        SELECT format('GRANT TRIGGER ON %s', t.member::regclass)
        FROM tree t
        WHERE t.below AND NOT has_table_privilege(t.member, 'TRIGGER')
        """,
        row -> row.getString(1),
        table.schema().value(),
        table.name().value());
  }

  private void checkNames() throws SQLException {
    Set<QualifiedName> wanted = new TreeSet<>();
    for (Manifest manifest : set.manifests()) {
      if (installed.stream().noneMatch(item -> item.manifest().name().equals(manifest.name()))) {
        wanted.add(manifest.name());
        wanted.add(manifest.storage());
        wanted.addAll(manifest.workTables());
      }
    }
    List<String> taken = new ArrayList<>();
    for (QualifiedName name : wanted) {
      taken.addAll(
          session.query(
              """
              SELECT 1
              FROM pg_catalog.pg_namespace n
              WHERE n.nspname = ?
              AND (EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = ?)
                OR EXISTS (SELECT 1 FROM pg_catalog.pg_type t WHERE t.typnamespace = n.oid AND t.typname = ?))
              """,
              _ -> name.sql(),
              name.schema().value(),
              name.name().value(),
              name.name().value()));
    }
    if (!taken.isEmpty()) {
      throw new Problem(
          Problem.Code.NAME_TAKEN,
          "there is a table, view or type of that name already: " + String.join(", ", taken),
          "Choose another name for the stream table, or remove what has it.");
    }
  }

  /** A capture is shared: it must go on capturing what stream tables outside this set read. */
  private void checkCaptures() {
    Map<QualifiedName, Capture> captures = Capture.of(set);
    Set<String> lost = new TreeSet<>();
    for (Installed item : installed) {
      if (set.manifest(item.manifest().name()).isPresent()) {
        continue;
      }
      for (SourceFingerprint source : item.manifest().sources()) {
        Capture capture = captures.get(source.captured());
        if (!source.capture().isEmpty() && capture != null && !capture.covers(source.columns())) {
          String columns = source.columns().stream().map(ColumnType::name).map(Identifier::sql).collect(Collectors.joining(", "));
          lost.add("%s reads %s of %s".formatted(item.name(), columns, source.table()));
        }
      }
    }
    if (!lost.isEmpty()) {
      throw new Problem(
          Problem.Code.INCOMPLETE_SET,
          "installed stream tables that this set does not have would lose changes: " + String.join("; ", lost),
          "Compile all definitions of this database together, or let apply --remove-absent drop those.");
    }
  }
}
