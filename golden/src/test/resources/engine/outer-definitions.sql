CREATE STREAM TABLE q13 AS
SELECT c_count, count(*) AS custdist FROM (SELECT c_custkey, count(o_orderkey) FROM customer LEFT OUTER JOIN orders ON c_custkey = o_custkey AND o_comment NOT LIKE '%special%requests%' GROUP BY c_custkey) AS c_orders (c_custkey, c_count) GROUP BY c_count;

CREATE STREAM TABLE no_orders AS
SELECT c_custkey, c_name, n_name, o_orderkey FROM customer LEFT JOIN orders ON o_custkey = c_custkey AND o_orderdate >= date '1995-01-01' LEFT JOIN nation ON n_nationkey = c_nationkey AND n_regionkey < 3;

CREATE STREAM TABLE late AS
SELECT o_orderkey, count(l_linenumber) AS late, max(l_receiptdate) AS last, sum(l_quantity) AS quantity FROM orders LEFT JOIN lineitem ON l_orderkey = o_orderkey AND l_receiptdate > o_orderdate + 60 GROUP BY o_orderkey;

CREATE STREAM TABLE placed AS
SELECT o_orderkey, l_linenumber, s_name FROM orders FULL JOIN (lineitem JOIN supplier ON s_suppkey = l_suppkey) ON l_orderkey = o_orderkey;
