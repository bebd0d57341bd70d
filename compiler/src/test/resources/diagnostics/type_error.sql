CREATE STREAM TABLE s AS
SELECT k + t AS a, upper(k) AS b, nosuch(k, 'x') AS c, coalesce(k, t) AS d, '1' + '2' AS e, u::date AS f
FROM ev
WHERE k AND dt = '2024-02-30';
