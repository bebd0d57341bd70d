CREATE STREAM TABLE a WITH (refersh = 'auto', schedule = '5 parsecs', refresh = 'diferential') AS SELECT x FROM a1;
CREATE STREAM TABLE b WITH (schedule = '0 25 * * *', schedule = 'manual') AS SELECT x FROM a1;
CREATE STREAM TABLE a AS SELECT x FROM a1;
CREATE STREAM TABLE a_name_that_is_longer_than_postgresql_keeps_which_is_sixty_three_bytes AS SELECT x FROM a1;
