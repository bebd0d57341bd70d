-- Storage of public.open_items: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_open_items__rows (
  item integer,
  region text,
  __count bigint NOT NULL,
  __count_in_left bigint NOT NULL,
  __count_in_right bigint NOT NULL,
  __visible boolean NOT NULL,
  __key_hash bigint NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX public_open_items__key ON deltamill.public_open_items__rows (__key_hash);

-- What users read.
CREATE VIEW public.open_items AS
SELECT
  item,
  region
FROM
  deltamill.public_open_items__rows
WHERE __visible;
