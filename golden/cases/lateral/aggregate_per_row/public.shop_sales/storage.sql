-- Storage of public.shop_sales: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_shop_sales__rows (
  id integer,
  sales bigint,
  amount numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_shop_sales__row_id ON deltamill.public_shop_sales__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_shop_sales__lateral1_changes (
  id integer,
  floor integer,
  count bigint,
  sum numeric,
  __weight bigint
);
ANALYZE deltamill.public_shop_sales__lateral1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_shop_sales__lateral1_1_rows (
  id integer,
  floor integer,
  __weight bigint
);
ANALYZE deltamill.public_shop_sales__lateral1_1_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_shop_sales__lateral1_1_keys (
  key1 integer
);
ANALYZE deltamill.public_shop_sales__lateral1_1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_shop_sales__delta (
  id integer,
  sales bigint,
  amount numeric,
  __weight bigint
);
ANALYZE deltamill.public_shop_sales__delta;

-- What users read.
CREATE VIEW public.shop_sales AS
SELECT
  id,
  sales,
  amount
FROM
  deltamill.public_shop_sales__rows;
