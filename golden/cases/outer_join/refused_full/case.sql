-- PostgreSQL computes a full join by merging or hashing, which takes an equality.
-- schema
CREATE TABLE a (x int);
CREATE TABLE b (x int);
-- definition
CREATE STREAM TABLE near AS
SELECT a.x, b.x AS other
FROM a
FULL JOIN b ON a.x < b.x;
-- expect: FULL JOIN is only supported with merge-joinable or hash-joinable join conditions
