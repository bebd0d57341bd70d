package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.List;

/**
 * What others have put on a stream table's view and what must outlast its replacement: privileges and comments.
 *
 * @param statements that put it on a view of the same name, each with the column it needs
 */
record ViewExtras(List<Statement> statements) {
  /**
   * @param column empty where it is for the whole view
   */
  record Statement(String column, String sql) {}

  static ViewExtras of(Session session, QualifiedName view) throws SQLException {
    return new ViewExtras(
        session.query(
            """
            WITH v AS (
              SELECT c.oid, c.relowner, c.relacl, format('%I.%I', n.nspname, c.relname) AS name
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'v'
            ), columns AS (
              SELECT v.oid, v.relowner, v.name, a.attname, a.attnum, a.attacl
              FROM v
              JOIN pg_catalog.pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0 AND NOT a.attisdropped
            ), privileges AS (
              SELECT v.name, v.relowner, '' AS attname, x.*
              FROM v, aclexplode(v.relacl) AS x
              UNION ALL
              SELECT c.name, c.relowner, c.attname, x.*
              FROM columns c, aclexplode(c.attacl) AS x
            )
            SELECT p.attname, format('GRANT %s%s ON %s TO %s%s', p.privilege_type,
              CASE WHEN p.attname <> '' THEN format(' (%I)', p.attname) END, p.name,
              CASE WHEN p.grantee = 0 THEN 'PUBLIC' ELSE format('%I', r.rolname) END,
              CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' END)
            FROM privileges p
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = p.grantee
            WHERE p.grantee <> p.relowner AND (p.grantee = 0 OR r.oid IS NOT NULL)
            UNION ALL
            SELECT '', format('COMMENT ON VIEW %s IS %L', v.name, obj_description(v.oid, 'pg_class'))
            FROM v
            WHERE obj_description(v.oid, 'pg_class') IS NOT NULL
            UNION ALL
            SELECT c.attname, format('COMMENT ON COLUMN %s.%I IS %L', c.name, c.attname, col_description(c.oid, c.attnum))
            FROM columns c
            WHERE col_description(c.oid, c.attnum) IS NOT NULL
            """,
            row -> new Statement(row.getString(1), row.getString(2)),
            view.schema().value(),
            view.name().value()));
  }

  /** Columns that the new view does not have take theirs with them. */
  void restore(Session session, Manifest manifest) throws SQLException {
    for (Statement statement : statements) {
      boolean exists =
          statement.column().isEmpty()
              || manifest.columns().stream().anyMatch(column -> column.name().value().equals(statement.column()));
      if (exists) {
        session.execute(statement.sql());
      }
    }
  }
}
