-- Replaces every backed-up table by its staged rows, all of them or none, and derives the roll-ups of the payments again.
-- What belongs to the installation stays: its backups, drills and first start, and its record of administrative calls, to
-- which those of the backup are added. A column that a backup of an older schema does not have comes in as NULL.
-- @writes
-- @fenced
-- @restored_tables
INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count)
SELECT date, source, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros)
FROM revenue_transactions
GROUP BY date, source;

INSERT INTO revenue_apps (app_name, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment, app_type)
SELECT app_name, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1),
       (SELECT app_type FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_transactions p
WHERE app_name IS NOT NULL
GROUP BY app_name;

INSERT INTO revenue_block_ranges (block_range, source, payment_count)
SELECT block_height / 1000, source, COUNT(*)
FROM revenue_transactions
GROUP BY block_height / 1000, source;

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

DELETE FROM restore_slices WHERE TRUE
