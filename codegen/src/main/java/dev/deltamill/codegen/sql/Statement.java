package dev.deltamill.codegen.sql;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one statement of a stream table's artifacts has in common: its WITH clause, in order, and the names of the work tables.
 *
 * <p>A part that is used once is inlined by PostgreSQL, so that its tables take parameterised index scans; the changes of a source may be used
 * twice, and are then materialised, which is cheap because they are few.
 */
public final class Statement {
  private static final String FRONTIER = "frontier";

  private final QualifiedName streamTable;
  private final Map<String, String> parts = new LinkedHashMap<>();
  private final Map<String, String> columnLists = new HashMap<>();
  private final Map<Relation, String> shared = new IdentityHashMap<>();

  public Statement(QualifiedName streamTable) {
    this.streamTable = streamTable;
  }

  /** Adds a named part; parts may refer to earlier ones. */
  public void with(String name, String body) {
    with(name, List.of(), body);
  }

  /**
   * @param columns names of its columns in SQL, where the body does not name them
   */
  public void with(String name, List<String> columns, String body) {
    if (!columns.isEmpty()) {
      columnLists.put(name, " (" + String.join(", ", columns) + ")");
    }
    String known = parts.putIfAbsent(name, body);
    if (known != null && !known.equals(body)) {
      throw new IllegalStateException("two different parts of one statement are called " + name);
    }
  }

  public boolean has(String name) {
    return parts.containsKey(name);
  }

  /** Writes the WITH clause, nothing where there are no parts. */
  public void writeWith(SqlWriter out) {
    if (parts.isEmpty()) {
      return;
    }
    out.line("WITH");
    out.indented(
        () -> {
          int left = parts.size();
          for (Map.Entry<String, String> part : parts.entrySet()) {
            left--;
            String columns = columnLists.getOrDefault(part.getKey(), "");
            out.line(new Identifier(part.getKey()).sql() + columns + " AS (")
                .indented(() -> out.line(part.getValue().stripTrailing()))
                .line(left > 0 ? ")," : ")");
          }
        });
  }

  String workTable(String name) {
    return ObjectNames.workTable(streamTable, name).sql();
  }

  /** The part that holds the changes of a source since the frontier; returns its name in SQL. */
  String changes(QualifiedName source, String alias, List<Field> fields) {
    List<String> unseen = unseen("c");
    SqlWriter body = new SqlWriter();
    body.comment(source + ": what changed since the frontier");
    List<String> items = new ArrayList<>();
    for (Field field : fields) {
      boolean weight = field.name().equals(Relation.WEIGHT);
      items.add("c." + new Identifier(field.name()).sql() + (weight ? "::bigint AS __weight" : ""));
    }
    body.line("SELECT").items(items);
    body.line("FROM").indented(() -> body.line(ObjectNames.buffer(source).sql() + " AS c"));
    body.conditions("WHERE", unseen);
    return part(Identifier.suffixed(alias, "_changes"), body.toString());
  }

  /**
   * The part that holds something computed once; returns its name in SQL. Written only the first time: each hop of a join refers to the one
   * before it twice, so writing it at every reference would be exponential in the width of the join.
   */
  String shared(String name, Relation definition, Supplier<String> body) {
    String known = shared.get(definition);
    if (known == null) {
      known = part(name, body.get());
      shared.put(definition, known);
    }
    return known;
  }

  /** The part that holds a source's rows as of the frontier, with weights; returns its name in SQL. */
  String before(Relation.Scan scan) {
    List<Field> fields = scan.fields();
    String changes = changes(scan.table(), scan.alias(), Relation.Changes.withWeight(fields));
    SqlWriter body = new SqlWriter();
    body.comment(scan.table() + " as of the frontier: its rows now, less what changed since");
    List<String> columns = fields.stream().map(field -> new Identifier(field.name()).sql()).toList();
    List<String> now = new ArrayList<>(RelationSql.prefixed("r.", columns));
    now.add("1::bigint AS __weight");
    List<String> since = new ArrayList<>(RelationSql.prefixed("c.", columns));
    since.add("-c.__weight");
    body.line("SELECT").items(now).line("FROM").indented(() -> body.line(scan.table().sql() + " AS r"));
    body.line("UNION ALL");
    body.line("SELECT").items(since).line("FROM").indented(() -> body.line(changes + " AS c"));
    return part(Identifier.suffixed(scan.alias(), "_before"), body.toString());
  }

  /** A part under that name, or under a numbered one where the name holds something else. */
  private String part(String wanted, String body) {
    String name = Identifier.suffixed(wanted, "");
    for (int i = 2; parts.containsKey(name) && !body.equals(parts.get(name)); i++) {
      name = Identifier.suffixed(wanted, "_" + i);
    }
    with(name, body);
    return new Identifier(name).sql();
  }

  /**
   * Conditions under which a buffer row has not been consumed by the stream table; the snapshot hides rows not yet committed. The first follows
   * from the second; it is cheaper, and it keeps PostgreSQL from taking the changes for most of the buffer. In the third, {@code coalesce} keeps it
   * from taking them for next to nothing: the buffer may hold rows of few transactions, or of one.
   */
  public List<String> unseen(String alias) {
    if (!has(FRONTIER)) {
      SqlWriter body = new SqlWriter();
      body.comment("up to where " + streamTable + " contains its sources, and the transaction that made it so");
      body.line("SELECT").items(List.of("t.frontier", "t.consumed")).line("FROM").indented(() -> body.line("deltamill.stream_table AS t"));
      body.conditions("WHERE", List.of("t.name = " + LiteralSql.string(streamTable.sql())));
      with(FRONTIER, body.toString());
    }
    String xid = alias + ".__xid";
    return List.of(
        xid + " >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)",
        "NOT pg_visible_in_snapshot(" + xid + ", (SELECT f.frontier FROM frontier AS f))",
        "NOT coalesce(" + xid + " = (SELECT f.consumed FROM frontier AS f), false)");
  }
}
