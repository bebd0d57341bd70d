-- A view over a view: both queries stand in their places, and what is captured is the table below.
-- schema
CREATE TABLE payments (id int PRIMARY KEY, account int NOT NULL, cents bigint NOT NULL, void boolean NOT NULL DEFAULT false);
INSERT INTO payments VALUES (1, 10, 500, false), (2, 10, 250, false), (3, 20, 75, false), (4, 30, 5, true);
CREATE VIEW valid AS SELECT id, account, cents FROM payments WHERE NOT void;
CREATE VIEW in_euro (payment, account, euro) AS SELECT id, account, cents / 100.0 FROM valid;
-- definition
CREATE STREAM TABLE accounts AS
SELECT account, count(*) AS payments, sum(euro) AS euro FROM in_euro GROUP BY account;
-- changes
UPDATE payments SET void = true WHERE id = 2;
UPDATE payments SET void = false WHERE id = 4;
INSERT INTO payments VALUES (5, 20, 25);
-- expect: accounts: DIFF_SAFE, refreshes by DIFF
-- expect: capture/public.payments
-- expect: "name": "public.in_euro"
-- expect: "name": "public.valid"
-- expect-not: FROM public.valid
