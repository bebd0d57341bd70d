CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

CREATE TABLE a (
  id int PRIMARY KEY,
  k int,
  v numeric,
  p numeric(15,2) NOT NULL,
  t varchar(10),
  d date,
  ts timestamptz,
  f boolean
);

-- No key: the same row may be there more than once.
CREATE TABLE b (k int, w text, e mood, x bigint, i interval);

CREATE TABLE c (ck int PRIMARY KEY, cn text NOT NULL, b_k int);
