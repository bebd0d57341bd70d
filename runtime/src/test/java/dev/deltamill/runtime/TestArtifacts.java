package dev.deltamill.runtime;

import dev.deltamill.codegen.artifact.Hashes;
import dev.deltamill.codegen.artifact.ManifestJson;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.ColumnType;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.RefreshMode;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.plan.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Artifacts written by hand, so that the runtime is tested apart from what the compiler makes. Storage is a bag of rows; every delta
 * step adds weighted rows to one work table.
 */
final class TestArtifacts {
  private final int major;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();

  TestArtifacts(int major) {
    this.major = major;
  }

  /** A source and the delta that its changes cause: a query over {@code $changes} that yields the columns and a weight. */
  record Source(String table, boolean streamTable, Map<String, String> columns, String delta) {}

  private record Definition(
      String name, Map<String, String> columns, String query, boolean differential, List<Source> sources) {}

  static final Map<String, String> ORDERS = columns("id integer", "customer text", "amount numeric(10,2)");
  static final Map<String, String> TOTALS = columns("customer text", "orders bigint", "total numeric");

  static Map<String, String> columns(String... columns) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String column : columns) {
      int space = column.indexOf(' ');
      map.put(column.substring(0, space), column.substring(space + 1));
    }
    return map;
  }

  TestArtifacts add(String name, Map<String, String> columns, String query, Source... sources) {
    definitions.put(name, new Definition(name, columns, query, true, List.of(sources)));
    return this;
  }

  /** A filter over a table with the columns of {@code orders}. */
  TestArtifacts filter(String name, String table, boolean streamTable, String condition) {
    String select = "SELECT id, customer, amount%s FROM %s WHERE " + condition;
    return add(
        name,
        ORDERS,
        select.formatted("", "public." + table),
        new Source(table, streamTable, ORDERS, select.formatted(", __weight", "$changes")));
  }

  /** Number and sum per customer over a table with the columns of {@code orders}. */
  TestArtifacts totals(String name, String table, boolean streamTable) {
    String query = "SELECT customer, count(*) AS orders, sum(amount) AS total FROM public.%s AS t".formatted(table);
    String affected = "WHERE EXISTS (SELECT 1 FROM $changes WHERE changes.customer IS NOT DISTINCT FROM t.customer)";
    String delta =
        """
        SELECT customer, orders, total, 1
        FROM (%s %s GROUP BY customer) AS after
        UNION ALL
        SELECT customer, orders, total, -1
        FROM $storage AS t
        %2$s"""
            .formatted(query, affected);
    return add(
        name,
        TOTALS,
        query + " GROUP BY customer",
        new Source(table, streamTable, columns("customer text", "amount numeric(10,2)"), delta));
  }

  /** The rows of two stream tables with the columns of {@code orders}. */
  TestArtifacts union(String name, String left, String right) {
    String delta = "SELECT id, customer, amount, __weight FROM $changes";
    return add(
        name,
        ORDERS,
        "SELECT id, customer, amount FROM public.%s UNION ALL SELECT id, customer, amount FROM public.%s"
            .formatted(left, right),
        new Source(left, true, ORDERS, delta),
        new Source(right, true, ORDERS, delta));
  }

  TestArtifacts full(String name, Map<String, String> columns, String query, Source... sources) {
    definitions.put(name, new Definition(name, columns, query, false, List.of(sources)));
    return this;
  }

  String query(String name) {
    return definitions.get(name).query();
  }

  ArtifactSet build() {
    List<Manifest> manifests = new ArrayList<>();
    SortedMap<String, String> files = new TreeMap<>();
    for (Definition definition : definitions.values()) {
      manifests.add(manifest(definition, files));
    }
    return new ArtifactSet(manifests, files);
  }

  private Manifest manifest(Definition definition, SortedMap<String, String> files) {
    QualifiedName name = QualifiedName.of("public", definition.name());
    String folder = ArtifactSet.folder(name) + "/";
    List<Phase> phases = new ArrayList<>();
    List<SourceFingerprint> sources = new ArrayList<>();
    for (Source source : definition.sources()) {
      QualifiedName captured = captured(source);
      String capture = definition.differential() ? "capture/" + captured.sql() : "";
      sources.add(
          new SourceFingerprint(
              QualifiedName.of("public", source.table()),
              source.streamTable(),
              captured,
              own(captured.name().value(), "changes"),
              capture,
              false,
              types(source.columns())));
      if (definition.differential()) {
        String text = capture(source);
        files.put(capture + ".sql", text);
        phases.add(new Phase(capture, Phase.Kind.CAPTURE, Hashes.sha256(text), List.of(), "", ""));
      }
    }
    Texts texts = new Texts(definition);
    add(phases, files, folder, "storage", Phase.Kind.STORAGE, texts.storage());
    add(phases, files, folder, "seed", Phase.Kind.SEED, texts.seed());
    if (definition.differential()) {
      add(phases, files, folder, "probe", Phase.Kind.PROBE, texts.probe());
      for (int i = 0; i < definition.sources().size(); i++) {
        Source source = definition.sources().get(i);
        String step = "delta/%02d-%s".formatted(i + 1, source.table());
        String text = texts.delta(source);
        files.put(folder + step + ".sql", text);
        List<QualifiedName> triggers = List.of(QualifiedName.of("public", source.table()));
        phases.add(new Phase(step, Phase.Kind.DELTA, Hashes.sha256(text), triggers, "", ""));
      }
      add(phases, files, folder, "apply", Phase.Kind.APPLY, texts.apply());
    }
    add(phases, files, folder, "full", Phase.Kind.FULL, texts.full());
    add(phases, files, folder, "verify", Phase.Kind.VERIFY, texts.verify());
    add(phases, files, folder, "drop", Phase.Kind.DROP, texts.drop());
    Manifest manifest =
        new Manifest(
            Hashes.FORMAT,
            "test",
            name,
            major,
            definition.differential() ? SafetyClass.DIFF_SAFE : SafetyClass.FULL_ONLY,
            RefreshMode.AUTO,
            definition.differential(),
            new Schedule.Manual(),
            own("public_" + definition.name(), "rows"),
            List.of(own("public_" + definition.name(), "delta")),
            types(definition.columns()),
            definition.differential() ? List.of() : List.of("DM1301 written so by hand"),
            sources,
            List.of(),
            definition.sources().stream()
                .filter(Source::streamTable)
                .map(source -> QualifiedName.of("public", source.table()))
                .toList(),
            List.of(new Identifier("public")),
            phases,
            List.of(),
            new Explanation("test", SafetyClass.DIFF_SAFE, "written by hand", List.of()));
    files.put(folder + "manifest.json", ManifestJson.write(manifest));
    return manifest;
  }

  private static void add(
      List<Phase> phases, SortedMap<String, String> files, String folder, String name, Phase.Kind kind, String text) {
    files.put(folder + name + ".sql", text);
    phases.add(new Phase(name, kind, Hashes.sha256(text), List.of(), "", ""));
  }

  private static List<ColumnType> types(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(column -> new ColumnType(new Identifier(column.getKey()), column.getValue()))
        .toList();
  }

  private static QualifiedName own(String base, String part) {
    return QualifiedName.of("deltamill", base + "__" + part);
  }

  private static QualifiedName captured(Source source) {
    return source.streamTable()
        ? own("public_" + source.table(), "rows")
        : QualifiedName.of("public", source.table());
  }

  private static String buffer(Source source) {
    return own(captured(source).name().value(), "changes").sql();
  }

  /** Captures the columns that all definitions of the set read. */
  private String capture(Source source) {
    QualifiedName captured = captured(source);
    Map<String, String> columns = new TreeMap<>();
    definitions.values().stream()
        .filter(Definition::differential)
        .flatMap(definition -> definition.sources().stream())
        .filter(other -> captured(other).equals(captured))
        .forEach(other -> columns.putAll(other.columns()));
    String function = own(captured.name().value(), "capture").sql();
    String buffer = buffer(source);
    String names = String.join(", ", columns.keySet());
    String additions =
        columns.entrySet().stream()
            .map(c -> "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s;".formatted(buffer, c.getKey(), c.getValue()))
            .collect(Collectors.joining("\n"));
    String expected =
        columns.entrySet().stream()
            .map(c -> "('%s', '%s')".formatted(c.getKey(), c.getValue()))
            .collect(Collectors.joining(", "));
    String triggers =
        """
        CREATE OR REPLACE TRIGGER deltamill__insert AFTER INSERT ON $table
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION $function();
        CREATE OR REPLACE TRIGGER deltamill__update AFTER UPDATE ON $table
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION $function();
        CREATE OR REPLACE TRIGGER deltamill__delete AFTER DELETE ON $table
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION $function();
        CREATE OR REPLACE TRIGGER deltamill__truncate AFTER TRUNCATE ON $table
        FOR EACH STATEMENT EXECUTE FUNCTION $function();
        """;
    return """
        CREATE TABLE IF NOT EXISTS $buffer (__xid xid8 NOT NULL, __weight smallint NOT NULL);
        $additions
        CREATE OR REPLACE FUNCTION $function() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $body$
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN
            INSERT INTO deltamill.capture_mark (source, xid, reason) VALUES ('$table', pg_current_xact_id(), 'TRUNCATE');
            RETURN NULL;
          END IF;
          IF (SELECT count(*)
              FROM pg_attribute a
              JOIN (VALUES $expected) AS e (column_name, type) ON e.column_name = a.attname
              WHERE a.attrelid = TG_RELID AND NOT a.attisdropped AND format_type(a.atttypid, a.atttypmod) = e.type)
            <> $count THEN
            INSERT INTO deltamill.capture_mark (source, xid, reason)
            VALUES ('$table', pg_current_xact_id(), 'columns were changed');
            RETURN NULL;
          END IF;
          IF TG_OP IN ('UPDATE', 'DELETE') THEN
            INSERT INTO $buffer (__xid, __weight, $names) SELECT pg_current_xact_id(), -1, $names FROM old_rows;
          END IF;
          IF TG_OP IN ('UPDATE', 'INSERT') THEN
            INSERT INTO $buffer (__xid, __weight, $names) SELECT pg_current_xact_id(), 1, $names FROM new_rows;
          END IF;
          RETURN NULL;
        END
        $body$;
        REVOKE ALL ON FUNCTION $function() FROM PUBLIC;
        """
            .concat(triggers)
            .replace("$additions", additions)
            .replace("$expected", expected)
            .replace("$count", String.valueOf(columns.size()))
            .replace("$names", names)
            .replace("$buffer", buffer)
            .replace("$function", function)
            .replace("$table", captured.sql());
  }

  /** The phases of one definition. */
  private static final class Texts {
    private final Definition definition;
    private final String name;
    private final String storage;
    private final String work;
    private final String columns;

    Texts(Definition definition) {
      this.definition = definition;
      this.name = "public." + definition.name();
      this.storage = own("public_" + definition.name(), "rows").sql();
      this.work = own("public_" + definition.name(), "delta").sql();
      this.columns = String.join(", ", definition.columns().keySet());
    }

    String storage() {
      String typed =
          definition.columns().entrySet().stream()
              .map(column -> column.getKey() + " " + column.getValue())
              .collect(Collectors.joining(", "));
      return """
          CREATE TABLE %2$s (%3$s, __row_id bigint GENERATED ALWAYS AS IDENTITY);
          CREATE UNLOGGED TABLE %4$s (%3$s, __weight bigint NOT NULL);
          CREATE VIEW %1$s AS SELECT %5$s FROM %2$s;
          """
          .formatted(name, storage, typed, work, columns);
    }

    String seed() {
      return "INSERT INTO %s (%s) %s;\n".formatted(storage, columns, definition.query());
    }

    private String unseen(Source source) {
      return """
          SELECT *
          FROM %s c
          WHERE NOT pg_visible_in_snapshot(c.__xid, (SELECT frontier FROM deltamill.stream_table WHERE name = '%s'))
          AND c.__xid IS DISTINCT FROM (SELECT consumed FROM deltamill.stream_table WHERE name = '%2$s')"""
          .formatted(buffer(source), name);
    }

    String probe() {
      return definition.sources().stream()
          .map(source -> "SELECT 'public.%s', EXISTS (%s)".formatted(source.table(), unseen(source)))
          .collect(Collectors.joining("\nUNION ALL\n", "", ";\n"));
    }

    String delta(Source source) {
      return "INSERT INTO %s\n%s;\n"
          .formatted(
              work,
              source.delta().replace("$changes", "(" + unseen(source) + ") AS changes").replace("$storage", storage));
    }

    String apply() {
      int last = definition.columns().size();
      String numbers = IntStream.rangeClosed(1, last).mapToObj(String::valueOf).collect(Collectors.joining(", "));
      String same =
          definition.columns().keySet().stream()
              .map(column -> "s.%s IS NOT DISTINCT FROM n.%1$s".formatted(column))
              .collect(Collectors.joining(" AND "));
      String ours =
          definition.columns().keySet().stream().map(column -> "n." + column).collect(Collectors.joining(", "));
      return """
          WITH net AS (
            SELECT %3$s, sum(__weight) AS weight FROM %2$s GROUP BY %4$s HAVING sum(__weight) <> 0
          ),
          ranked AS (
            SELECT s.__row_id, n.weight, row_number() OVER (PARTITION BY %6$s) AS rank
            FROM net n JOIN %1$s s ON %5$s
            WHERE n.weight < 0
          ),
          gone AS (
            DELETE FROM %1$s s USING ranked r WHERE s.__row_id = r.__row_id AND r.rank <= -r.weight RETURNING 1
          ),
          come AS (
            INSERT INTO %1$s (%3$s)
            SELECT %3$s FROM net, generate_series(1, deltamill.multiplicity(weight::bigint)) WHERE weight > 0
            RETURNING 1
          )
          SELECT (SELECT count(*) FROM come), 0, (SELECT count(*) FROM gone);
          DELETE FROM %2$s;
          """
          .formatted(storage, work, columns, numbers, same, ours);
    }

    String full() {
      return """
          INSERT INTO %s
          SELECT *, 1 FROM (%s) AS query
          UNION ALL
          SELECT %s, -1 FROM %s;
          """
              .formatted(work, definition.query(), columns, storage)
          + apply();
    }

    String verify() {
      return """
          (SELECT 'missing', 1, q::text FROM (%1$s) AS q EXCEPT ALL SELECT 'missing', 1, s::text FROM (SELECT %2$s FROM %3$s) AS s)
          UNION ALL
          (SELECT 'unexpected', 1, s::text FROM (SELECT %2$s FROM %3$s) AS s EXCEPT ALL SELECT 'unexpected', 1, q::text FROM (%1$s) AS q);
          """
          .formatted(definition.query(), columns, storage);
    }

    String drop() {
      return """
          DROP VIEW IF EXISTS %s;
          DROP TABLE IF EXISTS %s;
          DROP TABLE IF EXISTS %s;
          """
          .formatted(name, work, storage);
    }
  }
}
