package dev.deltamill.golden.engine;

import static dev.deltamill.golden.engine.Changes.oneOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes of {@code small-schema.sql}: few values, so that rows meet, move between groups, cancel out and come back. */
final class SmallChanges implements Changes {
  /** Small ones are for rows that come again. */
  private int lastId = 100;

  @Override
  public List<String> next(Random random) {
    List<String> statements = new ArrayList<>();
    int size = 1 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      statements.addAll(step(random));
    }
    return statements;
  }

  private List<String> step(Random r) {
    return switch (r.nextInt(30)) {
      case 0, 1 -> List.of("INSERT INTO a VALUES %s, %s".formatted(a(r), a(r)));
      case 2, 3 -> List.of("INSERT INTO b VALUES %s, %s".formatted(b(r), b(r)));
      case 4 -> List.of("INSERT INTO b SELECT * FROM b WHERE ctid IN (%s)".formatted(someOfB(r)));
      case 5 -> List.of("UPDATE a SET k = %s, v = %s WHERE k IS NOT DISTINCT FROM %s".formatted(key(r), number(r), key(r)));
      case 6 ->
          List.of(
              "UPDATE a SET p = %s, f = %s, t = %s WHERE id %% 7 = %d"
                  .formatted(price(r), flag(r), text(r), r.nextInt(7)));
      case 7 -> List.of("DELETE FROM a WHERE id %% 9 = %d".formatted(r.nextInt(9)));
      case 8 -> List.of("DELETE FROM b WHERE ctid IN (%s)".formatted(someOfB(r)));
      case 9 -> List.of("UPDATE b SET k = %s, w = %s WHERE k IS NOT DISTINCT FROM %s".formatted(key(r), text(r), key(r)));
      case 10 ->
          List.of("UPDATE b SET e = %s, i = %s, x = 1 WHERE w IS NOT DISTINCT FROM %s".formatted(mood(r), interval(r), text(r)));
      case 11 -> List.of("DELETE FROM a WHERE k IS NOT DISTINCT FROM %s".formatted(key(r)));
      // The value stays, its scale does not.
      case 12 -> List.of("UPDATE a SET v = v * 1.00");
      case 13 -> List.of("UPDATE a SET v = trim_scale(v) WHERE id %% 3 = %d".formatted(r.nextInt(3)));
      case 14 -> List.of("UPDATE b SET i = interval '30 days' WHERE i IS NOT NULL");
      case 15 -> List.of("UPDATE a SET d = %s, ts = %s WHERE id %% 5 = %d".formatted(date(r), moment(r), r.nextInt(5)));
      case 16 ->
          List.of(
              "BEGIN",
              "INSERT INTO b VALUES " + b(r),
              "SAVEPOINT s",
              "INSERT INTO a VALUES " + a(r),
              "DELETE FROM b",
              "ROLLBACK TO s",
              "COMMIT");
      case 17 ->
          List.of(
              "INSERT INTO c VALUES (%d, %s, %s) ON CONFLICT (ck) DO UPDATE SET b_k = excluded.b_k, cn = excluded.cn"
                  .formatted(1 + r.nextInt(5), oneOf(r, "'A'", "'B'"), key(r)));
      case 18 -> List.of("DELETE FROM c WHERE ck = %d".formatted(1 + r.nextInt(5)));
      case 19 ->
          List.of("INSERT INTO a VALUES %s ON CONFLICT (id) DO UPDATE SET k = excluded.k".formatted(a(r, 1 + r.nextInt(4))));
      case 20 -> List.of("INSERT INTO a VALUES %s ON CONFLICT DO NOTHING".formatted(a(r, 1 + r.nextInt(4))));
      case 21 -> List.of("BEGIN", "DELETE FROM a", "INSERT INTO a VALUES %s, %s".formatted(a(r), a(r)), "COMMIT");
      case 22 -> List.of("BEGIN", "DELETE FROM a", "TRUNCATE b", "ROLLBACK");
      case 23 -> List.of("UPDATE a SET id = %d WHERE id = (SELECT min(id) FROM a)".formatted(++lastId));
      case 24 ->
          List.of(
              "WITH gone AS (DELETE FROM a WHERE k = %s RETURNING *) INSERT INTO b SELECT k, t, 'ok', id, NULL FROM gone"
                  .formatted(key(r)));
      case 25 -> List.of("UPDATE a SET p = p + x.n, k = c.b_k FROM c, (VALUES (1)) AS x (n) WHERE c.ck = a.k AND a.f");
      // Changed and changed back: nothing remains.
      case 26 ->
          List.of(
              "BEGIN",
              "UPDATE a SET k = k + 1, p = p + 1",
              "DELETE FROM b WHERE k = 1",
              "UPDATE a SET k = k - 1, p = p - 1",
              "COMMIT");
      case 27 -> List.of("DELETE FROM a WHERE id < %d".formatted(lastId - 40));
      case 28 -> List.of("DELETE FROM a");
      default -> r.nextInt(3) > 0 ? List.of("DELETE FROM c") : truncation(r);
    };
  }

  private List<String> truncation(Random r) {
    return switch (r.nextInt(4)) {
      case 0 -> List.of("TRUNCATE a", "INSERT INTO a VALUES " + a(r));
      case 1 -> List.of("INSERT INTO b VALUES " + b(r), "TRUNCATE b");
      case 2 -> List.of("TRUNCATE c");
      default -> List.of("BEGIN", "TRUNCATE a, b", "INSERT INTO b VALUES " + b(r), "COMMIT");
    };
  }

  private String a(Random r) {
    return a(r, ++lastId);
  }

  private static String a(Random r, int id) {
    return "(%d, %s, %s, %s, %s, %s, %s, %s)"
        .formatted(id, key(r), number(r), price(r), text(r), date(r), moment(r), flag(r));
  }

  private static String b(Random r) {
    String x = oneOf(r, "NULL", "1", "2", "-5", "9000000000000000000");
    return "(%s, %s, %s, %s, %s)".formatted(key(r), text(r), mood(r), x, interval(r));
  }

  /** b has no key and may hold the same row often. */
  private static String someOfB(Random r) {
    return "SELECT ctid FROM b ORDER BY md5(ctid::text || '%d') LIMIT 2".formatted(r.nextInt(1000));
  }

  private static String key(Random r) {
    return oneOf(r, "NULL", "1", "2", "3", "4");
  }

  private static String number(Random r) {
    return r.nextInt(20) == 0
        ? oneOf(r, "'NaN'", "'Infinity'", "'-Infinity'")
        : oneOf(r, "NULL", "1.0", "1.00", "1.5", "1.50", "2", "-3.25", "7", "0.500", "1e20");
  }

  private static String price(Random r) {
    return r.nextInt(30) == 0 ? "'NaN'" : "%d.%02d".formatted(r.nextInt(6), r.nextInt(100));
  }

  private static String text(Random r) {
    return oneOf(r, "NULL", "'x'", "'X'", "'yy'", "''");
  }

  private static String date(Random r) {
    return oneOf(r, "NULL", "date '2024-01-01'", "date '2024-05-01'", "date 'infinity'");
  }

  private static String moment(Random r) {
    return oneOf(r, "NULL", "timestamptz '2024-01-01 00:00+00'", "timestamptz '2023-01-01 00:00+02'");
  }

  private static String flag(Random r) {
    return oneOf(r, "true", "false", "NULL");
  }

  private static String mood(Random r) {
    return oneOf(r, "NULL", "'sad'", "'ok'", "'happy'");
  }

  /** Three that are equal and look different. */
  private static String interval(Random r) {
    return oneOf(r, "NULL", "interval '1 month'", "interval '30 days'", "interval '720 hours'");
  }
}
