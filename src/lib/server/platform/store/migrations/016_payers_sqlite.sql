-- SQLite only: room for what the new roll-ups are made of, and the roll-ups of the payments that there are. revenue_changes is
-- empty between transactions, so it is made anew. Harmless to apply again.
DROP TABLE IF EXISTS revenue_changes;
CREATE TABLE revenue_changes (
  date          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  block_range   INTEGER NOT NULL,
  app_name      TEXT,
  app_type      TEXT    NOT NULL,
  from_address  TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL
);

DELETE FROM revenue_kinds WHERE TRUE;
DELETE FROM revenue_payer_apps WHERE TRUE;
DELETE FROM revenue_payers WHERE TRUE;

INSERT INTO revenue_kinds (block_range, date, source, app_type, payment_count, amount_sat, usd_micros, priced_count)
SELECT block_height / 1000, date, source, COALESCE(app_type, ''), COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)),
       COUNT(usd_micros)
FROM revenue_transactions
GROUP BY block_height / 1000, date, source, COALESCE(app_type, '');

INSERT INTO revenue_payer_apps (from_address, app_name, payment_count, amount_sat)
SELECT from_address, COALESCE(app_name, ''), COUNT(*), SUM(amount_sat)
FROM revenue_transactions
GROUP BY from_address, COALESCE(app_name, '');

INSERT INTO revenue_payers (from_address, source, payment_count, amount_sat, usd_micros, priced_count, app_count, first_payment,
  last_payment)
SELECT from_address,
       (SELECT source FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key DESC LIMIT 1),
       COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
       (SELECT COUNT(*) FROM revenue_payer_apps a WHERE a.from_address = p.from_address AND a.app_name <> ''),
       (SELECT block_time FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_transactions p
GROUP BY from_address;
