package dev.deltamill.oracle.generated;

import java.util.List;

/**
 * What happens to one table of the corpus, step by step: rows come, among them duplicates and NULLs; values and keys change, between NULL and
 * a value too; one transaction mixes everything and takes a part back; most rows go; some come again.
 *
 * @param mixed the third step, of which the statements in {@code undone} are taken back
 */
record Changes(
    List<String> inserted,
    List<String> updated,
    List<String> mixed,
    List<String> undone,
    List<String> deleted,
    List<String> again) {
  private static final String EV = "grp, k, i2, b, r, d, n, n2, c5, v, t, ts, tz, dt, tm, iv, u, j, m, ia, ta, flag, dom, by";

  static final Changes OF_EV =
      new Changes(
          List.of(
              "INSERT INTO ev (id, dom, u) VALUES (41, 41, 'f1000000-0000-0000-0000-000000000000')",
              "INSERT INTO ev SELECT id + 41, %s FROM ev WHERE id IN (1, 2, 3, 4, 5, 9, 11, 13, 14, 22, 39)".formatted(EV)),
          List.of(
              "UPDATE ev SET k = CASE WHEN k IS NULL THEN 2 WHEN k = 4 THEN NULL ELSE k + 1 END,"
                  + " grp = CASE WHEN grp IS NULL THEN 'g1' WHEN grp = 'g2' THEN NULL ELSE grp END, flag = NOT flag WHERE id % 3 = 0",
              "UPDATE ev SET n = n + 0.125, n2 = n2 * 2, d = d * 2, r = r + 1, i2 = i2 + 1, b = b - 1,"
                  + " t = CASE t WHEN 'foo bar' THEN 'Foo bar 10%' WHEN 'bar' THEN NULL ELSE 'foo' END, v = v || 'y',"
                  + " c5 = CASE WHEN c5 = 'a' THEN 'ab' ELSE 'a' END WHERE id % 4 = 1",
              "UPDATE ev SET ts = ts - interval '20 days', tz = tz - interval '5 days', dt = dt + 3, tm = tm + interval '1 hour',"
                  + " iv = iv - interval '1 month', j = jsonb_set(j, '{b,c}', '\"v0\"') - 'a',"
                  + " m = CASE m WHEN 'sad' THEN 'happy'::mood ELSE 'sad' END, ia = ia || 7, ta = ta || 'z'::text, dom = dom + 1"
                  + " WHERE id % 5 = 2",
              "UPDATE ev SET id = id + 100 WHERE id IN (1, 8, 36)"),
          List.of(
              "DELETE FROM ev WHERE id % 6 = 4",
              "UPDATE ev SET k = 3, grp = 'g0' WHERE id % 6 = 1",
              "UPDATE ev SET k = k + 1, t = 'foo', flag = true WHERE id % 6 IN (1, 3)",
              "INSERT INTO ev SELECT id + 200, %s FROM ev WHERE id IN (2, 6, 14, 101, 136)".formatted(EV),
              "DELETE FROM ev WHERE id = 206",
              "UPDATE ev SET id = -1 WHERE id = 2",
              "UPDATE ev SET id = 2 WHERE id = 3",
              "UPDATE ev SET id = 3 WHERE id = -1"),
          List.of("DELETE FROM ev WHERE id < 30", "UPDATE ev SET k = NULL"),
          List.of("DELETE FROM ev WHERE id NOT IN (3, 5, 9, 14, 37, 101, 202)"),
          List.of(
              "INSERT INTO ev SELECT id + 300, %s FROM ev WHERE id IN (3, 14, 101)".formatted(EV),
              "INSERT INTO ev (id, grp, k, i2, n, n2, d, r, c5, t, j, dt, ts, tz, flag, ta, ia, m, dom) VALUES (1, 'g1', 1, 1, 1.50, 3.02,"
                  + " 0.5, 2, 'ab', 'a_b', '{\"a\": 1, \"b\": {\"c\": \"v0\"}, \"tags\": [\"t1\"]}', '2024-03-05', '2024-03-05 10:00',"
                  + " '2024-03-18 10:00+00', true, '{p1}', '{1,1}', 'ok', 50) ON CONFLICT (id) DO UPDATE SET k = excluded.k",
              "INSERT INTO ev (id, grp, k, dom) VALUES (5, 'g1', 3, 3) ON CONFLICT (id) DO UPDATE SET grp = excluded.grp, k = excluded.k"));

  static final Changes OF_A1 =
      new Changes(
          List.of("INSERT INTO a1 VALUES (2, 20), (3, 30), (NULL, NULL), (7, 70), (1, 10)"),
          List.of(
              "UPDATE a1 SET x = CASE WHEN x IS NULL THEN 6 WHEN x = 5 THEN NULL ELSE x END WHERE x IS NULL OR x = 5",
              "UPDATE a1 SET y = coalesce(y, 0) + 25 WHERE x IN (2, 3)"),
          List.of(
              "DELETE FROM a1 WHERE x = 3 AND y = 25",
              "INSERT INTO a1 VALUES (2, 45), (8, NULL), (1, 10), (1, 99), (4, 400)",
              "UPDATE a1 SET y = NULL WHERE x = 7",
              "DELETE FROM a1 WHERE x = 8"),
          List.of("DELETE FROM a1", "INSERT INTO a1 VALUES (1, 1)"),
          List.of("DELETE FROM a1 WHERE x IN (2, 6) OR x IS NULL"),
          List.of("INSERT INTO a1 VALUES (2, 20), (NULL, 40), (9, 0), (5, 500)"));

  /** A scalar sub-query of the corpus reads it: but for z = 201, no x has two rows. */
  static final Changes OF_B1 =
      new Changes(
          List.of("INSERT INTO b1 VALUES (2, 201), (NULL, 300), (3, NULL), (4, 400)"),
          List.of(
              "UPDATE b1 SET x = 5, z = 51 WHERE x = 1",
              "UPDATE b1 SET z = NULL WHERE x = 6",
              "UPDATE b1 SET x = 1 WHERE x = 4",
              "UPDATE b1 SET z = 30 WHERE x = 3"),
          List.of(
              "DELETE FROM b1 WHERE x = 2 AND z = 200",
              "INSERT INTO b1 VALUES (2, 450), (2, 201)",
              "UPDATE b1 SET x = 7, z = 1 WHERE x = 3",
              "INSERT INTO b1 VALUES (3, 990)"),
          List.of("DELETE FROM b1 WHERE x IS NULL", "UPDATE b1 SET x = x + 1"),
          List.of("DELETE FROM b1"),
          List.of("INSERT INTO b1 VALUES (1, 100), (2, 200), (3, 9), (8, 80)"));

  static final Changes OF_TREE =
      new Changes(
          List.of("INSERT INTO tree VALUES (6, 3, 'e'), (7, NULL, 'root2'), (8, 7, 'f'), (9, 99, 'lost')"),
          List.of("UPDATE tree SET parent = 3 WHERE id = 4", "UPDATE tree SET name = 'B' WHERE id = 3", "UPDATE tree SET id = 99 WHERE id = 8"),
          List.of(
              "DELETE FROM tree WHERE id = 5",
              "INSERT INTO tree VALUES (5, 2, 'd2'), (10, 5, 'g')",
              "UPDATE tree SET parent = NULL WHERE id = 2",
              "DELETE FROM tree WHERE id = 6"),
          List.of("DELETE FROM tree WHERE parent IS NULL"),
          List.of("DELETE FROM tree WHERE id IN (1, 3, 7)"),
          List.of("INSERT INTO tree VALUES (1, NULL, 'again'), (3, 1, 'b2')"));

  static final Changes OF_ORDERS =
      new Changes(
          List.of(
              "INSERT INTO orders SELECT -o_orderkey, o_custkey, o_orderstatus, o_totalprice, o_orderdate, o_orderpriority, o_clerk,"
                  + " o_shippriority, o_comment FROM orders WHERE o_orderkey < 4"),
          List.of(
              "UPDATE orders SET o_totalprice = o_totalprice / 2 WHERE o_orderkey % 3 = 1",
              "UPDATE orders SET o_orderkey = o_orderkey + 100 WHERE o_orderkey IN (5, 6)"),
          List.of(
              "DELETE FROM orders WHERE o_orderkey IN (8, 9, 21)",
              "UPDATE orders SET o_orderkey = o_orderkey - 100 WHERE o_orderkey = 105",
              "UPDATE orders SET o_totalprice = 1.00 WHERE o_orderkey = 5"),
          List.of("DELETE FROM orders"),
          List.of("DELETE FROM orders WHERE o_orderkey > 3"),
          List.of(
              "INSERT INTO orders SELECT o_orderkey + 10, o_custkey, o_orderstatus, o_totalprice, o_orderdate, o_orderpriority, o_clerk,"
                  + " o_shippriority, o_comment FROM orders WHERE o_orderkey > 0"));

  static final Changes OF_MIXED_CASE =
      new Changes(
          List.of("INSERT INTO app.\"Mixed Case\" VALUES (1, 'one'), (1, NULL), (3, 'three'), (NULL, 'none')"),
          List.of(
              "UPDATE app.\"Mixed Case\" SET \"order\" = coalesce(\"order\", 'uno') || '!' WHERE \"Id\" = 1",
              "UPDATE app.\"Mixed Case\" SET \"Id\" = 1 WHERE \"Id\" IS NULL"),
          List.of(
              "DELETE FROM app.\"Mixed Case\" WHERE \"order\" = 'uno!'",
              "UPDATE app.\"Mixed Case\" SET \"Id\" = 3 - \"Id\" WHERE \"Id\" IN (1, 2)",
              "INSERT INTO app.\"Mixed Case\" VALUES (1, 'new'), (1, 'new')"),
          List.of("DELETE FROM app.\"Mixed Case\""),
          List.of("DELETE FROM app.\"Mixed Case\" WHERE \"order\" <> 'two'"),
          List.of("INSERT INTO app.\"Mixed Case\" VALUES (1, NULL)"));
}
