CREATE STREAM TABLE s_all AS
SELECT * FROM a;

CREATE STREAM TABLE s_b AS
SELECT * FROM b;

CREATE STREAM TABLE s_cross AS
SELECT a.id, b.w FROM a CROSS JOIN b WHERE a.p > 2 OR b.w IS NULL;

CREATE STREAM TABLE s_self AS
SELECT a1.id AS x, a2.id AS y FROM a a1 JOIN a a2 USING (k);

CREATE STREAM TABLE s_three AS
SELECT a.id, b.w, c.w AS w2, a.p * b.x AS px FROM a, b, b c WHERE a.k = b.k AND b.w = c.w;

CREATE STREAM TABLE s_four AS
SELECT a.id, b.w, c.cn, a2.id AS id2 FROM a, b, c, a a2 WHERE a.k = c.ck AND c.b_k = b.k AND a2.id = a.k AND (b.w = 'x' OR a2.p > 1);

CREATE STREAM TABLE s_union AS
SELECT id, t FROM a WHERE f UNION ALL SELECT k, w FROM b UNION ALL SELECT 1, 'const';

CREATE STREAM TABLE s_ug AS
SELECT t, count(*) AS n, sum(id) AS s FROM (SELECT id, t FROM a UNION ALL SELECT k, w FROM b) u GROUP BY t;

CREATE STREAM TABLE s_uj AS
SELECT u.t, c.cn FROM (SELECT k, t FROM a UNION ALL SELECT k, w FROM b) u JOIN c ON c.ck = u.k JOIN b ON b.k = u.k;

CREATE STREAM TABLE s_g1 AS
SELECT coalesce(k, -1) AS kk, count(*) FILTER (WHERE f) AS nf, sum(p) FILTER (WHERE v > 1) AS sp, avg(v) AS av, max(t) AS mt, min(d) AS md, count(t) AS ct FROM a GROUP BY coalesce(k, -1);

CREATE STREAM TABLE s_g2 AS
SELECT f, d, count(*) AS n, sum(v) AS s FROM a GROUP BY f, d HAVING sum(v) > 2 OR count(*) > 1;

CREATE STREAM TABLE s_nokey AS
SELECT count(*) AS n FROM a GROUP BY k;

-- open: 1.5 and 1.50 are the same minimum
CREATE STREAM TABLE s_glob AS
SELECT count(*) AS n, sum(v) AS s, avg(p) AS ap, max(ts) AS m, min(v) AS mv FROM a;

CREATE STREAM TABLE s_globj AS
SELECT count(*) AS n, sum(a.p * b.x) AS s FROM a JOIN b ON a.k = b.k WHERE b.e = 'happy';

CREATE STREAM TABLE s_enum AS
SELECT e, count(*) AS n, max(e) AS me, sum(x) AS sx, avg(x) AS ax FROM b GROUP BY e;

-- open: equal intervals look different
CREATE STREAM TABLE s_int AS
SELECT i, count(*) AS n FROM b GROUP BY i;

-- open: 1.5 and 1.50 are one group
CREATE STREAM TABLE s_num AS
SELECT v, count(*) AS n, max(v) AS m FROM a GROUP BY v;

CREATE STREAM TABLE s_nest AS
SELECT g.k, g.n, b.w FROM (SELECT k, count(*) AS n, max(v) AS m FROM a GROUP BY k HAVING count(*) > 1) g JOIN b ON g.k = b.k;

CREATE STREAM TABLE s_nest2 AS
SELECT n, count(*) AS c, sum(m) AS sm FROM (SELECT k, count(*) AS n, max(id) AS m FROM a GROUP BY k) g GROUP BY n;

CREATE STREAM TABLE s_nest3 AS
SELECT g.n, h.n AS hn FROM (SELECT k, count(*) AS n FROM a GROUP BY k) g JOIN (SELECT k, count(*) AS n FROM b GROUP BY k) h ON g.k = h.k;

CREATE STREAM TABLE s_glnest AS
SELECT a.id, g.m FROM a CROSS JOIN (SELECT max(p) AS m, count(*) AS n FROM a) g WHERE a.p = g.m;

CREATE STREAM TABLE s_unest AS
SELECT k, n FROM (SELECT k, count(*) AS n FROM a GROUP BY k) g UNION ALL SELECT k, count(*) FROM b GROUP BY k;

CREATE STREAM TABLE s_case AS
SELECT CASE WHEN k > 2 THEN 'hi' WHEN k IS NULL THEN NULL ELSE 'lo' END AS c, sum(CASE WHEN f THEN p ELSE 0 END) AS s, sum(CASE WHEN f THEN v END) AS s2, count(*) AS n FROM a GROUP BY CASE WHEN k > 2 THEN 'hi' WHEN k IS NULL THEN NULL ELSE 'lo' END;

CREATE STREAM TABLE s_cte AS
WITH x AS (SELECT k, sum(p) AS sp FROM a GROUP BY k), y AS (SELECT * FROM x WHERE sp > 3) SELECT y.k, y.sp, b.w FROM y JOIN b ON b.k = y.k;

CREATE STREAM TABLE d1 AS
SELECT k, count(*) AS n, sum(v) AS sv FROM a GROUP BY k HAVING count(*) > 1;

CREATE STREAM TABLE d2 AS
SELECT d1.k, d1.n, b.w FROM d1 JOIN b ON d1.k = b.k;

CREATE STREAM TABLE d3 AS
SELECT n, count(*) AS c FROM d1 GROUP BY n;

CREATE STREAM TABLE d4 AS
SELECT d2.k, d2.w, d3.c FROM d2 JOIN d3 ON d2.n = d3.n;

CREATE STREAM TABLE s_avg AS
SELECT t, avg(p) AS ap, avg(id) AS ai, min(p) AS lowest FROM a GROUP BY t;

CREATE STREAM TABLE s_extremes AS
SELECT max(id) AS last, min(d) AS first, max(t) AS t, avg(p) AS ap, avg(id) AS ai FROM a;

CREATE STREAM TABLE s_ratio AS
SELECT k, 100 / count(*) AS share, sum(id) / count(id) AS mean FROM a GROUP BY k HAVING 100 / count(*) > 20;

CREATE STREAM TABLE s_guard AS
SELECT k, 100 / (count(*) - 1) AS share FROM a GROUP BY k HAVING count(*) > 1;

-- open: 1.5 and 1.50 are the same maximum
CREATE STREAM TABLE s_hidden AS
SELECT max(v) AS m, min(id) AS i, sum(v) AS s FROM a GROUP BY k, t;

CREATE STREAM TABLE s_hiddenx AS
SELECT max(a.id) AS m, sum(a.v) AS s FROM a JOIN b ON a.k = b.k GROUP BY b.w, a.k + 1;

CREATE STREAM TABLE s_isnull AS
SELECT max(id) AS m, sum(v) AS s FROM a GROUP BY k IS NULL;

-- open: 1.5 and 1.50 are one group
CREATE STREAM TABLE s_plus AS
SELECT v + 1 AS v1, count(*) AS n FROM a GROUP BY v;

-- open: equal values look different below the join
CREATE STREAM TABLE s_tiemax AS
SELECT q.k, q.m, b.w FROM (SELECT k, max(v) AS m, min(i) AS i FROM (SELECT a.k, a.v, b.i FROM a JOIN b ON a.k = b.k) j GROUP BY k) q JOIN b ON b.k = q.k;

-- Sub-queries and LATERAL.

CREATE STREAM TABLE q_e1 AS
SELECT a.id, a.k FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k);

CREATE STREAM TABLE q_e2 AS
SELECT a.id, a.k FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k AND b.x > 1);

CREATE STREAM TABLE q_e4 AS
SELECT id FROM a WHERE k NOT IN (SELECT k FROM b WHERE w = 'x');

CREATE STREAM TABLE q_e6 AS
SELECT b.k, b.w, (SELECT max(a.p) FROM a WHERE a.k = b.k) AS m FROM b;

CREATE STREAM TABLE q_e7 AS
SELECT id, p FROM a WHERE p > (SELECT avg(p) FROM a);

CREATE STREAM TABLE q_e8 AS
SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b, c WHERE b.k = c.b_k AND c.ck = a.k) OR a.f;

CREATE STREAM TABLE q_e9 AS
SELECT id, k = ANY (SELECT k FROM b) AS q, k <> ALL (SELECT x FROM b) AS z FROM a;

CREATE STREAM TABLE q_e10 AS
SELECT c.ck, l.n, l.s FROM c, LATERAL (SELECT count(*) AS n, sum(a.p) AS s FROM a WHERE a.k = c.ck) l;

CREATE STREAM TABLE q_e13 AS
SELECT k, sum(p) AS s FROM a GROUP BY k HAVING sum(p) > (SELECT avg(p) FROM a);

CREATE STREAM TABLE q_e14 AS
SELECT a.id, b.w FROM a JOIN b ON a.k = b.k WHERE NOT EXISTS (SELECT 1 FROM c WHERE c.ck = a.id AND c.b_k = b.x);

CREATE STREAM TABLE q_e15 AS
SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k AND EXISTS (SELECT 1 FROM c WHERE c.b_k = b.k AND c.ck <> a.id));

CREATE STREAM TABLE q_e16 AS
SELECT id, ARRAY(SELECT 1 FROM b WHERE b.k = a.k) AS ar FROM a;

CREATE STREAM TABLE q_e17 AS
SELECT id FROM a WHERE (k, id) IN (SELECT ck, b_k FROM c);

CREATE STREAM TABLE q_e18 AS
SELECT id, CASE WHEN (SELECT count(*) FROM b WHERE b.k = a.k) > 2 THEN 'many' ELSE 'few' END AS c FROM a WHERE NOT (a.f AND EXISTS (SELECT 1 FROM c WHERE c.ck = a.k));

CREATE STREAM TABLE q_f1 AS
SELECT x.w, (SELECT count(*) FROM b y WHERE y.w = x.w AND y.k > x.k) AS n FROM b x;

CREATE STREAM TABLE q_f2 AS
SELECT id FROM a WHERE p >= ALL (SELECT p FROM a a2 WHERE a2.k = a.k);

CREATE STREAM TABLE q_f4 AS
SELECT c.ck, (SELECT max(b.x) FROM b WHERE b.k = c.b_k AND b.x > (SELECT avg(a.id) FROM a WHERE a.k = c.ck)) AS m FROM c;

CREATE STREAM TABLE q_f6 AS
SELECT a.id, l.s, l.n FROM a CROSS JOIN LATERAL (SELECT b.w AS s, count(*) AS n FROM b WHERE b.k = a.k GROUP BY b.w) l;

CREATE STREAM TABLE q_f7 AS
SELECT a.id, l.z FROM a, LATERAL (SELECT b.x + a.id AS z FROM b WHERE b.k = a.k AND b.x <> a.id) l;

CREATE STREAM TABLE q_f8 AS
SELECT c.ck, l1.n, l2.m FROM c, LATERAL (SELECT count(*) AS n FROM a WHERE a.k = c.ck) l1, LATERAL (SELECT sum(b.x) AS m FROM b WHERE b.x > l1.n) l2;

CREATE STREAM TABLE q_f9 AS
SELECT id FROM a UNION ALL SELECT ck FROM c WHERE EXISTS (SELECT 1 FROM a WHERE a.k = c.ck) UNION ALL SELECT (SELECT count(*)::int FROM b);

CREATE STREAM TABLE q_f10 AS
SELECT b.w, sum(a.p) AS s, (SELECT count(*) FROM c) AS nc FROM a JOIN b ON a.k = b.k WHERE a.id NOT IN (SELECT ck FROM c) GROUP BY b.w;

CREATE STREAM TABLE q_f12 AS
SELECT e1.k, max(e1.id) AS m FROM (SELECT a.id, a.k FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k)) e1 JOIN (SELECT k, count(*) AS n FROM a GROUP BY k) g ON g.k = e1.k GROUP BY e1.k;

CREATE STREAM TABLE q_f13 AS
SELECT b.k, b.x IN (SELECT id FROM a WHERE a.k IS NOT DISTINCT FROM b.k) AS q FROM b;

CREATE STREAM TABLE q_f14 AS
SELECT a.id FROM a WHERE EXISTS (SELECT 1 FROM b GROUP BY b.k HAVING count(*) > 1 AND b.k = a.k);

CREATE STREAM TABLE q_f17 AS
WITH q AS (SELECT k, count(*) AS n FROM b GROUP BY k) SELECT a.id, (SELECT n FROM q WHERE q.k = a.k) AS n, EXISTS (SELECT 1 FROM q WHERE q.n > a.id) AS e FROM a;

CREATE STREAM TABLE q_f20 AS
SELECT sum((SELECT count(*) FROM b WHERE b.k = a.k)) AS total, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM c WHERE c.ck = a.k)) AS with_c FROM a;

CREATE STREAM TABLE q_f21 AS
SELECT (SELECT count(*) FROM c WHERE c.b_k = a.k) AS grp, count(*) AS n FROM a GROUP BY (SELECT count(*) FROM c WHERE c.b_k = a.k);

CREATE STREAM TABLE q_f22 AS
SELECT e5.id, e5.n FROM (SELECT id, k, (SELECT count(*) FROM b WHERE b.k = a.k) AS n FROM a) e5 WHERE e5.n > 1 AND EXISTS (SELECT 1 FROM c WHERE c.ck = e5.n);

CREATE STREAM TABLE q_g1 AS
SELECT a.id, g.n FROM a, generate_series(1, a.k) AS g(n);

CREATE STREAM TABLE q_g6 AS
SELECT a.id, r.x, r.y, r.ordinality FROM a, ROWS FROM (generate_series(1, a.k), unnest(ARRAY['p', 'q'])) WITH ORDINALITY AS r(x, y);

CREATE STREAM TABLE q_g8 AS
SELECT a.id, q.m FROM a, LATERAL (SELECT max(g) AS m FROM generate_series(1, a.k) g WHERE g NOT IN (SELECT ck FROM c)) q;

-- Outer joins.

CREATE STREAM TABLE o_left AS
SELECT a.id, a.k, b.w, b.x FROM a LEFT JOIN b ON a.k = b.k;

CREATE STREAM TABLE o_right AS
SELECT * FROM a RIGHT JOIN c ON c.ck = a.k AND a.p > 1;

CREATE STREAM TABLE o_full AS
SELECT k, a.id, b.w, b.i FROM a FULL JOIN b USING (k);

CREATE STREAM TABLE o_full_some AS
SELECT a.id, a.p, b.w, b.x FROM a FULL JOIN b ON a.k = b.k AND a.p > 2 AND b.w <> 'x';

CREATE STREAM TABLE o_left_side AS
SELECT a.id, b.w FROM a LEFT JOIN b ON a.k = b.k AND a.f AND b.e IS NOT NULL;

CREATE STREAM TABLE o_range AS
SELECT a.id, a.p, b.x FROM a LEFT JOIN b ON a.p > b.x;

CREATE STREAM TABLE o_range_key AS
SELECT a.id, a.v, b.w, b.x FROM b LEFT JOIN a ON a.k = b.k AND a.v <> b.x AND a.t IS DISTINCT FROM b.w;

CREATE STREAM TABLE o_text AS
SELECT x.k, x.v, y.id FROM a x LEFT JOIN a y ON x.k = y.k AND x.v::text < y.v::text;

CREATE STREAM TABLE o_true AS
SELECT c.ck, b.w FROM c LEFT JOIN b ON true;

CREATE STREAM TABLE o_full_true AS
SELECT c.cn, a.id FROM c FULL JOIN a ON true WHERE a.id IS NULL OR c.cn IS NULL OR a.id % 3 = 0;

CREATE STREAM TABLE o_right_only AS
SELECT c.ck, b.w FROM c LEFT JOIN b ON b.x > 1;

CREATE STREAM TABLE o_false AS
SELECT a.id, c.cn FROM a FULL JOIN c ON false;

CREATE STREAM TABLE o_self AS
SELECT x.id, y.id AS next FROM a x LEFT JOIN a y ON y.id = x.k;

CREATE STREAM TABLE o_nested AS
SELECT a.id, b.w, c.cn, c2.cn AS cn2 FROM a LEFT JOIN (b LEFT JOIN c ON c.ck = b.k) ON a.k = b.k AND c.cn IS NOT NULL FULL JOIN c c2 ON c2.ck = a.k;

CREATE STREAM TABLE o_deep AS
SELECT a.id, q.w, r.cn, s.id AS sid FROM a LEFT JOIN b q ON q.k = a.k LEFT JOIN c r ON r.b_k = q.k LEFT JOIN a s ON s.k = r.ck WHERE q.x IS NULL OR s.id IS NULL OR s.id > a.id;

CREATE STREAM TABLE o_anti AS
SELECT a.id, a.t FROM a LEFT JOIN b ON a.k = b.k WHERE b.k IS NULL;

CREATE STREAM TABLE o_inner_side AS
SELECT a.id, j.w, j.cn FROM a LEFT JOIN (SELECT b.k, b.w, c.cn FROM b JOIN c ON c.b_k = b.k WHERE b.x IS NOT NULL) j ON j.k = a.k;

CREATE STREAM TABLE o_computed AS
SELECT a.id, s.one, s.w2 FROM a LEFT JOIN (SELECT k, 1 AS one, coalesce(w, '?') AS w2 FROM b) s ON s.k = a.k;

CREATE STREAM TABLE o_join_over AS
SELECT o.id, o.w, c.cn, x.w AS w2 FROM (SELECT a.id, a.k, b.w FROM a LEFT JOIN b ON a.k = b.k) o JOIN c ON c.ck = o.k, b x WHERE x.k = o.k;

CREATE STREAM TABLE o_group AS
SELECT a.k, count(*) AS n, count(b.w) AS nb, max(b.w) AS mw, min(b.x) AS mx, sum(b.x) AS sx FROM a LEFT JOIN b ON a.k = b.k GROUP BY a.k HAVING count(*) <> 2;

CREATE STREAM TABLE o_group_right AS
SELECT b.w, count(*) AS n, max(a.id) AS last, sum(a.p) AS p FROM a LEFT JOIN b ON a.k = b.k GROUP BY b.w;

CREATE STREAM TABLE o_group_full AS
SELECT k, count(a.id) AS na, count(b.w) AS nb, max(a.id) AS last FROM a FULL JOIN b USING (k) GROUP BY k;

CREATE STREAM TABLE o_global AS
SELECT count(*) AS n, count(b.k) AS nb, max(b.w) AS mw, sum(a.p) AS p FROM a LEFT JOIN b ON a.k = b.k;

CREATE STREAM TABLE o_below AS
SELECT q.nb, q.m, c.cn FROM (SELECT a.k, count(b.w) AS nb, max(a.id) AS m FROM a LEFT JOIN b ON a.k = b.k GROUP BY a.k) q LEFT JOIN c ON c.ck = q.k;

CREATE STREAM TABLE o_counts AS
SELECT nb, count(*) AS n FROM (SELECT a.id, count(b.w) AS nb FROM a LEFT JOIN b ON a.k = b.k AND b.e <> 'sad' GROUP BY a.id) q GROUP BY nb;

CREATE STREAM TABLE o_groups_full AS
SELECT k, g.n, h.m FROM (SELECT k, count(*) AS n FROM a GROUP BY k) g FULL JOIN (SELECT k, max(x) AS m FROM b GROUP BY k) h USING (k);

CREATE STREAM TABLE o_union AS
SELECT k, w FROM a LEFT JOIN b USING (k) UNION ALL SELECT ck, cn FROM c RIGHT JOIN b ON b.k = c.ck;

CREATE STREAM TABLE o_union_side AS
SELECT u.t, c.cn FROM (SELECT k, t FROM a UNION ALL SELECT k, w FROM b) u FULL JOIN c ON c.ck = u.k;

CREATE STREAM TABLE o_natural AS
SELECT * FROM (SELECT k, w FROM b) x NATURAL FULL JOIN (SELECT k, t AS w, id FROM a) y;

CREATE STREAM TABLE o_stream AS
SELECT d1.k, d1.n, b.w FROM b LEFT JOIN d1 USING (k);

CREATE STREAM TABLE o_stream_group AS
SELECT o_left.w, count(*) AS n, max(d1.n) AS most, count(d1.k) AS nd FROM o_left LEFT JOIN d1 ON d1.k = o_left.k GROUP BY o_left.w;

-- open: equal intervals look different
CREATE STREAM TABLE o_interval AS
SELECT x.i, count(*) AS n, count(y.k) AS m FROM b x LEFT JOIN b y ON x.i = y.i AND x.k < y.k GROUP BY x.i;

CREATE STREAM TABLE o_values AS
SELECT v.n, a.id FROM (VALUES (1), (2), (NULL)) AS v (n) FULL JOIN a ON a.k = v.n;

-- Outer joins with sub-queries and LATERAL.

CREATE STREAM TABLE o_lateral AS
SELECT c.ck, l.n, l.w FROM c LEFT JOIN LATERAL (SELECT count(*) AS n, max(b.w) AS w FROM b WHERE b.k = c.ck HAVING count(*) > 1) l ON true;

CREATE STREAM TABLE o_lateral_rows AS
SELECT a.id, l.x FROM a LEFT JOIN LATERAL (SELECT b.x FROM b WHERE b.k = a.k AND b.x > a.id) l ON l.x IS NOT NULL AND a.f;

CREATE STREAM TABLE o_ask AS
SELECT a.id, b.w FROM a LEFT JOIN b ON b.k = a.k AND EXISTS (SELECT 1 FROM c WHERE c.ck = a.k AND c.b_k = b.k);

CREATE STREAM TABLE o_ask_right AS
SELECT a.id, c.cn FROM a RIGHT JOIN c ON c.ck = a.k AND a.p > (SELECT avg(p) FROM a a2 WHERE a2.k = a.k);

CREATE STREAM TABLE o_exists AS
SELECT a.id FROM a WHERE EXISTS (SELECT 1 FROM b LEFT JOIN c ON c.ck = b.k AND c.b_k > a.id WHERE b.k = a.k AND (c.ck IS NULL OR c.cn = 'A'));

CREATE STREAM TABLE o_scalar AS
SELECT c.ck, (SELECT count(a.id) FROM b LEFT JOIN a ON a.k = b.k AND a.id > c.ck WHERE b.k = c.b_k) AS n FROM c;

CREATE STREAM TABLE o_scalar_full AS
SELECT c.ck, (SELECT count(*) FROM (SELECT k, w FROM b WHERE b.k >= c.ck) x FULL JOIN a ON a.k = x.k) AS n FROM c;

CREATE STREAM TABLE o_over_asked AS
SELECT q.id, q.e, b.w FROM (SELECT id, k, EXISTS (SELECT 1 FROM b WHERE b.k = a.k) AS e FROM a) q FULL JOIN b ON b.k = q.k AND q.e;

CREATE STREAM TABLE o_asked_over AS
SELECT o.id, o.w, (SELECT count(*) FROM c WHERE c.ck = o.k AND c.cn = o.w) AS n FROM (SELECT a.id, a.k, b.w FROM a LEFT JOIN b ON a.k = b.k) o WHERE NOT EXISTS (SELECT 1 FROM c WHERE c.b_k = o.k AND o.w IS NULL);

CREATE STREAM TABLE q_distinct AS
SELECT DISTINCT k, t, f FROM a;

-- open: 1.5 and 1.50 are one row
CREATE STREAM TABLE q_distinct_open AS
SELECT DISTINCT v, p, d FROM a WHERE f IS NOT FALSE;

-- open: equal intervals look different
CREATE STREAM TABLE q_distinct_i AS
SELECT DISTINCT i, e FROM b;

CREATE STREAM TABLE q_distinct_group AS
SELECT DISTINCT count(*) AS n, max(id) - min(id) AS spread FROM a GROUP BY k;

CREATE STREAM TABLE q_group_distinct AS
SELECT t, count(*) AS n, sum(k) AS s FROM (SELECT DISTINCT k, t FROM a) x GROUP BY t;

CREATE STREAM TABLE q_distinct_join AS
SELECT DISTINCT a.k, b.w FROM a JOIN b ON a.k = b.k;

CREATE STREAM TABLE q_join_distinct AS
SELECT x.k, x.w, y.t FROM (SELECT DISTINCT k, w FROM b) x JOIN (SELECT DISTINCT k, t FROM a) y ON x.k = y.k;

CREATE STREAM TABLE q_union AS
SELECT k, t FROM a UNION SELECT k, w FROM b UNION SELECT ck, cn FROM c UNION SELECT 1, 'x';

CREATE STREAM TABLE q_union_mixed AS
(SELECT k, t FROM a UNION SELECT k, w FROM b) UNION ALL SELECT b_k, cn FROM c;

CREATE STREAM TABLE q_except AS
SELECT k, t FROM a EXCEPT SELECT k, w FROM b;

CREATE STREAM TABLE q_except_all AS
SELECT k FROM b EXCEPT ALL SELECT k FROM a;

CREATE STREAM TABLE q_intersect AS
SELECT k, w FROM b INTERSECT SELECT k, t FROM a;

CREATE STREAM TABLE q_intersect_all AS
SELECT k, w FROM b INTERSECT ALL SELECT k, t FROM a;

-- open: 1.5 and 1.50 are one row
CREATE STREAM TABLE q_except_open AS
SELECT v FROM a WHERE f EXCEPT ALL SELECT v FROM a WHERE NOT f;

CREATE STREAM TABLE q_setops AS
(SELECT k FROM a UNION ALL SELECT k FROM b) EXCEPT ALL (SELECT ck FROM c UNION ALL SELECT k FROM a INTERSECT ALL SELECT k FROM b) UNION ALL SELECT b_k FROM c EXCEPT SELECT 4;

CREATE STREAM TABLE q_setop_join AS
SELECT x.k, x.n, c.cn FROM (SELECT k, count(*) AS n FROM (SELECT k, t FROM a EXCEPT ALL SELECT k, w FROM b) e GROUP BY k) x JOIN c ON c.ck = x.k;
