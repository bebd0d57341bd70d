package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads how sources look, in the snapshot of the transaction. */
final class SourceInspector {
  /** Names are compared as the catalog holds them: {@code to_regclass} fails where a schema may not be used. */
  private static final String STATES =
      """
      WITH RECURSIVE wanted AS (
        SELECT w.schema_name, w.table_name, w.functions, c.oid, c.relkind
        FROM unnest(:schemas, :tables, :functions) AS w (schema_name, table_name, functions)
        LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema_name
        LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.table_name
      ),
      tree AS (
        SELECT oid AS root, oid AS member
        FROM wanted
        WHERE oid IS NOT NULL
        UNION
        SELECT t.root, i.inhrelid
        FROM tree t
        JOIN pg_catalog.pg_inherits i ON i.inhparent = t.member AND NOT i.inhdetachpending
      )
      SELECT
        w.schema_name,
        w.table_name,
        coalesce(w.oid, 0)::bigint AS relation,
        coalesce(w.relkind::text, '') AS kind,
        coalesce(w.oid IS NOT NULL AND row_security_active(w.oid), false) AS filtered,
        coalesce((SELECT c.relrowsecurity FROM pg_catalog.pg_class c WHERE c.oid = w.oid), false) AS row_security,
        coalesce((
          SELECT string_agg(
            format(
              '%s%s %s',
              c.oid,
              (SELECT string_agg('<' || i.inhparent, '' ORDER BY i.inhparent)
               FROM pg_catalog.pg_inherits i
               WHERE i.inhrelid = c.oid AND NOT i.inhdetachpending),
              c.relfilenode),
            E'\\n' ORDER BY c.oid)
          FROM tree t
          JOIN pg_catalog.pg_class c ON c.oid = t.member
          WHERE t.root = w.oid), '') AS files,
        coalesce((
          SELECT string_agg(format('%s %I %s %s', g.tgrelid, g.tgname, g.tgenabled, g.xmin), E'\\n' ORDER BY g.tgrelid, g.tgname)
          FROM tree t
          JOIN pg_catalog.pg_trigger g ON g.tgrelid = t.member
          JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          WHERE t.root = w.oid AND n.nspname = 'deltamill' AND NOT g.tgisinternal
          AND starts_with(p.proname, w.functions)), '') AS triggers,
        coalesce((
          SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid)
          FROM tree t
          JOIN pg_catalog.pg_class c ON c.oid = t.member
          WHERE t.root = w.oid AND (c.relkind = 'f' OR c.relpersistence IN ('t', 'u'))), '') AS unseen,
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum) AS columns,
        ARRAY(
          SELECT a.attnum || ' ' || a.xmin
          FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum) AS positions,
        ARRAY(
          SELECT format_type(a.atttypid, a.atttypmod)
          FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum) AS types,
        ARRAY(
          SELECT (a.attnotnull AND NOT EXISTS (
            SELECT
            FROM tree t
            JOIN pg_catalog.pg_attribute b ON b.attrelid = t.member AND b.attname = a.attname AND NOT b.attisdropped
            WHERE t.root = w.oid AND NOT b.attnotnull))::text
          FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum) AS not_null,
        ARRAY(
          SELECT coalesce(quote_ident(n.nspname) || '.' || quote_ident(l.collname), '')
          FROM pg_catalog.pg_attribute a
          LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
          LEFT JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
          WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum) AS collations,
        -- Positions instead of names: a name may hold any character.
        ARRAY(
          SELECT (
            SELECT string_agg(
              (SELECT count(*) FROM pg_catalog.pg_attribute b
               WHERE b.attrelid = w.oid AND b.attnum BETWEEN 1 AND k.attnum AND NOT b.attisdropped)::text,
              ' ' ORDER BY k.position)
            FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
            WHERE k.position <= i.indnkeyatts)
          FROM pg_catalog.pg_index i
          WHERE i.indrelid = w.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
          AND i.indpred IS NULL AND i.indexprs IS NULL
          ORDER BY i.indexrelid) AS unique_keys
      FROM wanted w
      """;

  private SourceInspector() {}

  /**
   * @param buffers the change buffer of each table, after which the functions of its triggers are called
   */
  static Map<QualifiedName, SourceState> inspect(Session session, Map<QualifiedName, QualifiedName> buffers)
      throws SQLException {
    Map<QualifiedName, SourceState> states = new TreeMap<>();
    session.together(List.of(piece(buffers, states)));
    return states;
  }

  /**
   * Partitioned tables that got a partition since the snapshot was taken. Our locks do not keep ATTACH out, and statements read the new partition's
   * rows although the snapshot knows nothing of it; {@code pg_partition_tree} looks with the same eyes as they do (PostgreSQL, Partitioning).
   */
  static List<String> grown(Session session, Collection<SourceState> sources) throws SQLException {
    List<String> partitioned =
        sources.stream().filter(source -> source.kind().equals("p")).map(source -> String.valueOf(source.relation())).toList();
    return partitioned.isEmpty()
        ? List.of()
        : session.query(
            """
            SELECT w.root::regclass::text
            FROM unnest(?::oid[]) AS w (root)
            WHERE ARRAY(SELECT p.relid::oid FROM pg_catalog.pg_partition_tree(w.root) p ORDER BY 1) <> ARRAY(
              WITH RECURSIVE tree AS (
                SELECT w.root AS member
                UNION
                SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.member AND NOT i.inhdetachpending
              )
              SELECT member FROM tree ORDER BY 1)
            """,
            row -> row.getString(1),
            partitioned);
  }

  /** The change buffers of captured tables. */
  static Map<QualifiedName, QualifiedName> buffers(Collection<SourceFingerprint> sources) {
    Map<QualifiedName, QualifiedName> buffers = new TreeMap<>();
    sources.forEach(source -> buffers.put(source.captured(), source.buffer()));
    return buffers;
  }

  /** With what the names of the functions begin that fill a change buffer. */
  static String functions(QualifiedName buffer) {
    return buffer.name().value().replaceFirst("changes$", "capture");
  }

  /** The statement that fills {@code states}. */
  static Session.Piece piece(Map<QualifiedName, QualifiedName> buffers, Map<QualifiedName, SourceState> states) {
    List<QualifiedName> names = List.copyOf(buffers.keySet());
    String sql =
        STATES
            .replace(":schemas", Literals.texts(names.stream().map(name -> name.schema().value()).toList()))
            .replace(":tables", Literals.texts(names.stream().map(name -> name.name().value()).toList()))
            .replace(":functions", Literals.texts(buffers.values().stream().map(SourceInspector::functions).toList()));
    return new Session.Piece(
        sql,
        row ->
            states.put(QualifiedName.of(row.getString("schema_name"), row.getString("table_name")), read(row)));
  }

  private static SourceState read(ResultSet row) throws SQLException {
    QualifiedName name = QualifiedName.of(row.getString("schema_name"), row.getString("table_name"));
    List<Identifier> columns = Session.texts(row, "columns").stream().map(Identifier::new).toList();
    List<String> positions = Session.texts(row, "positions");
    List<String> types = Session.texts(row, "types");
    List<String> notNull = Session.texts(row, "not_null");
    List<String> collations = Session.texts(row, "collations");
    Map<Identifier, String> typed = new TreeMap<>();
    Map<Identifier, String> placed = new TreeMap<>();
    List<SourceState.Fact> facts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Identifier column = columns.get(i);
      typed.put(column, types.get(i));
      placed.put(column, positions.get(i));
      if (notNull.get(i).equals("true")) {
        facts.add(new SourceState.Fact(Set.of(column), column + " is NOT NULL"));
      }
      if (!collations.get(i).isEmpty()) {
        facts.add(new SourceState.Fact(Set.of(column), "%s has collation %s".formatted(column, collations.get(i))));
      }
    }
    for (String key : Session.texts(row, "unique_keys")) {
      List<Identifier> members = Arrays.stream(key.split(" ")).map(n -> columns.get(Integer.parseInt(n) - 1)).toList();
      facts.add(
          new SourceState.Fact(
              new HashSet<>(members),
              "(%s) is unique".formatted(String.join(", ", members.stream().map(Identifier::sql).toList()))));
    }
    return new SourceState(
        name.sql(),
        row.getLong("relation"),
        row.getString("kind"),
        row.getString("files"),
        row.getString("triggers"),
        row.getString("unseen"),
        row.getBoolean("filtered"),
        row.getBoolean("row_security"),
        typed,
        placed,
        facts);
  }
}
