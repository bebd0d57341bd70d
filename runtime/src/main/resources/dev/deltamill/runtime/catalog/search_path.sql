SELECT s.name
FROM unnest(current_schemas(true)) WITH ORDINALITY AS s (name, position)
WHERE s.name !~ '^pg_temp_'
ORDER BY s.position
