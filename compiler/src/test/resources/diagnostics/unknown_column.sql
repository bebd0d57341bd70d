CREATE STREAM TABLE s AS
SELECT o.o_orderky, o_totalprise, x.y
FROM orders o
WHERE nope = 1 AND ctid IS NOT NULL;
