package dev.deltamill.codegen.phase;

import dev.deltamill.codegen.sql.LiteralSql;
import dev.deltamill.codegen.sql.ObjectNames;
import dev.deltamill.ir.name.QualifiedName;

/**
 * The triggers of a table whose rows lie in several: a partitioned table, one with inheritance children, a partition, a child.
 *
 * <p>A statement fires the statement triggers of the table that it names and of no other, and their transition tables hold what it changed
 * in all tables below. So each table of the tree gets them, and every change is seen once. Where a table outside the tree can be named (the
 * source is itself a partition or a child, or a child has another parent too), that table's statements fire none of them: then each table that
 * holds rows gets row triggers instead, which fire for its own rows whoever is named.
 *
 * <p>Which tables there are is asked when the text is executed, so the same text covers partitions that come later. Each statement trigger is told
 * which tables below can have children and, in few digits, which children these have.
 */
final class TreeTriggers {
  /** Asks whether what a statement trigger was told of the tables below is so no longer; the beginning of an IF. */
  static final String OTHER_CHILDREN =
      """
      IF (
        SELECT count(*) || ' ' || coalesce(bit_xor(hashoidextended(i.inhrelid, 0)), 0)
        FROM pg_inherits AS i
        WHERE i.inhparent = ANY (TG_ARGV[0]::oid[])
      ) <> TG_ARGV[1] THEN""";

  private static final String TEXT =
      """
      -- Triggers on %1$s and on every table that holds rows of it.
      DO $triggers$
      DECLARE
        root CONSTANT oid := %2$s::regclass;
        members oid[] := ARRAY[root];
        next int := 1;
        member oid;
        by_row boolean;
        parents oid[];
        children text;
        kind "char";
        event record;
        name text;
      BEGIN
        -- A trigger on a table keeps out whoever would add a child to it, so its children are asked for when it has one.
        WHILE next <= cardinality(members) LOOP
          member := members[next];
          IF (SELECT c.relkind FROM pg_class AS c WHERE c.oid = member) <> 'f' THEN
            name := CASE WHEN member = root THEN 'deltamill_capture_truncate' ELSE %3$s || 'truncate' END;
            EXECUTE format(
              'CREATE OR REPLACE TRIGGER %%I AFTER TRUNCATE ON %%s FOR EACH STATEMENT EXECUTE FUNCTION %5$struncate()', name, member::regclass);
          END IF;
          members := members || ARRAY(
            SELECT i.inhrelid
            FROM pg_inherits AS i
            WHERE i.inhparent = member AND NOT i.inhdetachpending AND i.inhrelid <> ALL (members)
            ORDER BY i.inhrelid);
          next := next + 1;
        END LOOP;
        -- A statement on a table outside the tree fires none of its statement triggers.
        by_row := %4$s EXISTS (
          SELECT FROM pg_inherits AS i WHERE i.inhrelid = ANY (members) AND i.inhparent <> ALL (members) AND NOT i.inhdetachpending);
        FOREACH member IN ARRAY members LOOP
          kind := (SELECT c.relkind FROM pg_class AS c WHERE c.oid = member);
          -- A partition that is no partitioned table has no children.
          parents := ARRAY(
            WITH RECURSIVE below AS (
              SELECT member
              UNION
              SELECT i.inhrelid
              FROM below AS b
              JOIN pg_inherits AS i ON i.inhparent = b.member)
            SELECT c.oid
            FROM below AS b
            JOIN pg_class AS c ON c.oid = b.member
            WHERE c.relkind = 'p' OR NOT c.relispartition
            ORDER BY c.oid);
          children := (
            SELECT count(*) || ' ' || coalesce(bit_xor(hashoidextended(i.inhrelid, 0)), 0)
            FROM pg_inherits AS i
            WHERE i.inhparent = ANY (parents));
          FOR event IN
            SELECT *
            FROM (
              VALUES
                ('insert', 'NEW TABLE AS new_rows'),
                ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
                ('delete', 'OLD TABLE AS old_rows')
            ) AS e (name, transition)
          LOOP
            name := CASE WHEN member = root THEN 'deltamill_capture_' ELSE %3$s END || event.name;
            IF kind = 'f' THEN
              CONTINUE;
            ELSIF NOT by_row THEN
              EXECUTE format(
                'CREATE OR REPLACE TRIGGER %%I AFTER %%s ON %%s REFERENCING %%s FOR EACH STATEMENT EXECUTE FUNCTION %5$s%%s(%%L, %%L)',
                name, event.name, member::regclass, event.transition, event.name, parents, children);
            ELSIF kind = 'r' THEN
              EXECUTE format(
                'CREATE OR REPLACE TRIGGER %%I AFTER %%s ON %%s FOR EACH ROW EXECUTE FUNCTION %5$srow()', name, event.name, member::regclass);
            ELSIF EXISTS (SELECT FROM pg_trigger AS g WHERE g.tgrelid = member AND g.tgname = name) THEN
              -- Only its owner could drop it.
              EXECUTE format(
                'CREATE OR REPLACE TRIGGER %%I AFTER %%s ON %%s FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION %5$srow()',
                name, event.name, member::regclass);
            END IF;
          END LOOP;
        END LOOP;
      END
      $triggers$;
      """;

  private TreeTriggers() {}

  /**
   * @param byRow whether row triggers are needed whatever the tree
   */
  static String create(QualifiedName source, boolean byRow) {
    QualifiedName functions = ObjectNames.captureFunction(source, "");
    return TEXT.formatted(
        source, LiteralSql.string(source.sql()), LiteralSql.string(functions.name().value()), byRow ? "true OR" : "", functions.sql());
  }
}
