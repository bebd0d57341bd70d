-- Storage of public.sensors: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_sensors__rows (
  sensor integer NOT NULL,
  days bigint,
  total bigint,
  __count bigint NOT NULL,
  __sum_value bigint NOT NULL,
  __count_value bigint NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_sensors__key ON deltamill.public_sensors__rows (sensor);

-- What users read.
CREATE VIEW public.sensors AS
SELECT
  sensor,
  days,
  total
FROM
  deltamill.public_sensors__rows;
