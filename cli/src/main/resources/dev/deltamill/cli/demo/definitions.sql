-- Queries of the TPC-H specification with its validation parameters. Q3 and Q10 show all rows instead of the first 10 and 20.

CREATE STREAM TABLE q01_pricing_summary AS
SELECT
  l_returnflag,
  l_linestatus,
  sum(l_quantity) AS sum_qty,
  sum(l_extendedprice) AS sum_base_price,
  sum(l_extendedprice * (1 - l_discount)) AS sum_disc_price,
  sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) AS sum_charge,
  avg(l_quantity) AS avg_qty,
  avg(l_extendedprice) AS avg_price,
  avg(l_discount) AS avg_disc,
  count(*) AS count_order
FROM lineitem
WHERE l_shipdate <= date '1998-12-01' - interval '90' day
GROUP BY l_returnflag, l_linestatus
ORDER BY l_returnflag, l_linestatus;

CREATE STREAM TABLE q03_shipping_priority AS
SELECT
  l_orderkey,
  sum(l_extendedprice * (1 - l_discount)) AS revenue,
  o_orderdate,
  o_shippriority
FROM customer, orders, lineitem
WHERE c_mktsegment = 'BUILDING'
  AND c_custkey = o_custkey
  AND l_orderkey = o_orderkey
  AND o_orderdate < date '1995-03-15'
  AND l_shipdate > date '1995-03-15'
GROUP BY l_orderkey, o_orderdate, o_shippriority
ORDER BY revenue DESC, o_orderdate;

CREATE STREAM TABLE q05_local_supplier_volume AS
SELECT
  n_name,
  sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM customer, orders, lineitem, supplier, nation, region
WHERE c_custkey = o_custkey
  AND l_orderkey = o_orderkey
  AND l_suppkey = s_suppkey
  AND c_nationkey = s_nationkey
  AND s_nationkey = n_nationkey
  AND n_regionkey = r_regionkey
  AND r_name = 'ASIA'
  AND o_orderdate >= date '1994-01-01'
  AND o_orderdate < date '1994-01-01' + interval '1' year
GROUP BY n_name
ORDER BY revenue DESC;

CREATE STREAM TABLE q06_forecasting_revenue_change AS
SELECT sum(l_extendedprice * l_discount) AS revenue
FROM lineitem
WHERE l_shipdate >= date '1994-01-01'
  AND l_shipdate < date '1994-01-01' + interval '1' year
  AND l_discount BETWEEN .06 - 0.01 AND .06 + 0.01
  AND l_quantity < 24;

CREATE STREAM TABLE q10_returned_items AS
SELECT
  c_custkey,
  c_name,
  sum(l_extendedprice * (1 - l_discount)) AS revenue,
  c_acctbal,
  n_name,
  c_address,
  c_phone,
  c_comment
FROM customer, orders, lineitem, nation
WHERE c_custkey = o_custkey
  AND l_orderkey = o_orderkey
  AND o_orderdate >= date '1993-10-01'
  AND o_orderdate < date '1993-10-01' + interval '3' month
  AND l_returnflag = 'R'
  AND c_nationkey = n_nationkey
GROUP BY c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment
ORDER BY revenue DESC;

CREATE STREAM TABLE q12_shipping_modes AS
SELECT
  l_shipmode,
  sum(CASE WHEN o_orderpriority = '1-URGENT' OR o_orderpriority = '2-HIGH' THEN 1 ELSE 0 END) AS high_line_count,
  sum(CASE WHEN o_orderpriority <> '1-URGENT' AND o_orderpriority <> '2-HIGH' THEN 1 ELSE 0 END) AS low_line_count
FROM orders, lineitem
WHERE o_orderkey = l_orderkey
  AND l_shipmode IN ('MAIL', 'SHIP')
  AND l_commitdate < l_receiptdate
  AND l_shipdate < l_commitdate
  AND l_receiptdate >= date '1994-01-01'
  AND l_receiptdate < date '1994-01-01' + interval '1' year
GROUP BY l_shipmode
ORDER BY l_shipmode;

-- Sales by kind of part.
CREATE STREAM TABLE brand_sales AS
SELECT
  p_brand,
  p_container,
  count(*) AS lines,
  sum(l_quantity) AS quantity,
  sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM part
JOIN lineitem ON l_partkey = p_partkey
GROUP BY p_brand, p_container;

-- Stream tables over a stream table: what each order is worth, and what that makes for each nation and market segment.
CREATE STREAM TABLE order_value AS
SELECT
  o_orderkey,
  o_custkey,
  count(*) AS lines,
  sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM orders
JOIN lineitem ON l_orderkey = o_orderkey
GROUP BY o_orderkey, o_custkey;

CREATE STREAM TABLE nation_revenue AS
SELECT
  n_name,
  count(*) AS orders,
  sum(revenue) AS revenue,
  max(revenue) AS largest_order
FROM order_value
JOIN customer ON c_custkey = o_custkey
JOIN nation ON n_nationkey = c_nationkey
GROUP BY n_name;

CREATE STREAM TABLE segment_revenue AS
SELECT
  c_mktsegment,
  count(*) AS orders,
  avg(revenue) AS average,
  min(revenue) AS smallest_order
FROM order_value
JOIN customer ON c_custkey = o_custkey
GROUP BY c_mktsegment
HAVING count(*) > 0;
