CREATE STREAM TABLE s WITH (refresh = 'differential') AS
SELECT id, random() AS r, tz::date AS d
FROM ev
WHERE ts > now() AND dt > 'today' AND tz > '2024-01-01 00:00';
