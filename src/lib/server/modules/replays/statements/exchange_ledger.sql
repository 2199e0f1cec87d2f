-- What a replay has laid aside of payments and roll-ups takes its place, is told, and the replay ends: all of it or nothing.
-- Rows with a height are payments, the others keys of roll-ups: {date, block_range, app_name, from_address}. Every roll-up that a
-- payment touches is made again from the payments. revenue_changes holds the keys meanwhile.
-- @param id  text
-- @param now bigint
-- @writes
-- @fenced
-- @tells
DELETE FROM revenue_changes WHERE TRUE;

INSERT INTO revenue_changes (date, source, block_range, app_name, app_type, from_address, payment_count, amount_sat, usd_micros,
  priced_count)
SELECT t.date, '', t.block_height / 1000, t.app_name, '', t.from_address, 0, 0, 0, 0
FROM replay_rows r
JOIN revenue_transactions t ON t.txid = r.key
WHERE r.replay_id = :id AND r.height IS NOT NULL;

INSERT INTO revenue_changes (date, source, block_range, app_name, app_type, from_address, payment_count, amount_sat, usd_micros,
  priced_count)
SELECT COALESCE(row_after ->> 'date', ''), '', COALESCE(CAST(row_after ->> 'block_range' AS INTEGER), -1), row_after ->> 'app_name',
       '', COALESCE(row_after ->> 'from_address', ''), 0, 0, 0, 0
FROM replay_rows
WHERE replay_id = :id AND height IS NULL;

DELETE FROM revenue_transactions
WHERE txid IN (SELECT key FROM replay_rows WHERE replay_id = :id AND height IS NOT NULL);

INSERT INTO revenue_transactions (txid, sort_key, block_height, block_hash, block_time, date, address, from_address, amount_sat,
  usd_micros, price_source, message_hash, app_name, app_type, source, settled)
SELECT row_after ->> 'txid',
       CAST(row_after ->> 'sort_key' AS BIGINT),
       CAST(row_after ->> 'block_height' AS INTEGER),
       row_after ->> 'block_hash',
       CAST(row_after ->> 'block_time' AS BIGINT),
       row_after ->> 'date',
       row_after ->> 'address',
       row_after ->> 'from_address',
       CAST(row_after ->> 'amount_sat' AS BIGINT),
       CAST(row_after ->> 'usd_micros' AS BIGINT),
       row_after ->> 'price_source',
       row_after ->> 'message_hash',
       row_after ->> 'app_name',
       row_after ->> 'app_type',
       row_after ->> 'source',
       CAST(row_after ->> 'settled' AS INTEGER)
FROM replay_rows
WHERE replay_id = :id AND height IS NOT NULL AND row_after IS NOT NULL
ORDER BY CAST(row_after ->> 'sort_key' AS BIGINT);

INSERT INTO revenue_changes (date, source, block_range, app_name, app_type, from_address, payment_count, amount_sat, usd_micros,
  priced_count)
SELECT t.date, '', t.block_height / 1000, t.app_name, '', t.from_address, 0, 0, 0, 0
FROM replay_rows r
JOIN revenue_transactions t ON t.txid = r.key
WHERE r.replay_id = :id AND r.height IS NOT NULL;

DELETE FROM revenue_daily WHERE date IN (SELECT date FROM revenue_changes);

INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count)
SELECT date, source, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros)
FROM revenue_transactions
WHERE date IN (SELECT date FROM revenue_changes)
GROUP BY date, source;

DELETE FROM revenue_apps WHERE app_name IN (SELECT app_name FROM revenue_changes WHERE app_name IS NOT NULL);

INSERT INTO revenue_apps (app_name, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment, app_type)
SELECT app_name, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1),
       (SELECT app_type FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_transactions p
WHERE app_name IN (SELECT app_name FROM revenue_changes WHERE app_name IS NOT NULL)
GROUP BY app_name;

DELETE FROM revenue_block_ranges WHERE block_range IN (SELECT block_range FROM revenue_changes);

INSERT INTO revenue_block_ranges (block_range, source, payment_count)
SELECT r.block_range, t.source, COUNT(*)
FROM (SELECT DISTINCT block_range FROM revenue_changes) r
JOIN revenue_transactions t
  ON t.sort_key >= CAST(r.block_range AS BIGINT) * 65536000 AND t.sort_key < (CAST(r.block_range AS BIGINT) + 1) * 65536000
GROUP BY r.block_range, t.source;

DELETE FROM revenue_kinds WHERE block_range IN (SELECT block_range FROM revenue_changes);

INSERT INTO revenue_kinds (block_range, date, source, app_type, payment_count, amount_sat, usd_micros, priced_count)
SELECT r.block_range, t.date, t.source, COALESCE(t.app_type, ''), COUNT(*), SUM(t.amount_sat), SUM(COALESCE(t.usd_micros, 0)),
       COUNT(t.usd_micros)
FROM (SELECT DISTINCT block_range FROM revenue_changes) r
JOIN revenue_transactions t
  ON t.sort_key >= CAST(r.block_range AS BIGINT) * 65536000 AND t.sort_key < (CAST(r.block_range AS BIGINT) + 1) * 65536000
GROUP BY r.block_range, t.date, t.source, COALESCE(t.app_type, '');

DELETE FROM revenue_payer_apps WHERE from_address IN (SELECT from_address FROM revenue_changes);

INSERT INTO revenue_payer_apps (from_address, app_name, payment_count, amount_sat)
SELECT from_address, COALESCE(app_name, ''), COUNT(*), SUM(amount_sat)
FROM revenue_transactions
WHERE from_address IN (SELECT from_address FROM revenue_changes)
GROUP BY from_address, COALESCE(app_name, '');

DELETE FROM revenue_payers WHERE from_address IN (SELECT from_address FROM revenue_changes);

INSERT INTO revenue_payers (from_address, source, payment_count, amount_sat, usd_micros, priced_count, app_count, first_payment,
  last_payment)
SELECT from_address,
       (SELECT source FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key DESC LIMIT 1),
       COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
       (SELECT COUNT(*) FROM revenue_payer_apps a WHERE a.from_address = p.from_address AND a.app_name <> ''),
       (SELECT block_time FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_transactions p
WHERE from_address IN (SELECT from_address FROM revenue_changes)
GROUP BY from_address;

DELETE FROM revenue_changes WHERE TRUE;

INSERT INTO event_head (name, seq, floor_seq)
SELECT 'log', 0, 0
WHERE EXISTS (SELECT 1 FROM replay_rows r WHERE r.replay_id = :id)
ON CONFLICT (name) DO UPDATE SET seq = event_head.seq;

WITH given AS MATERIALIZED (
  SELECT r.key, CAST(e.key AS INTEGER) AS place, e.value
  FROM replay_rows r
  CROSS JOIN json_each(r.events) e
  WHERE r.replay_id = :id
),
unknown AS (
  SELECT key, place, value, EXISTS (SELECT 1 FROM events e WHERE e.id = given.value ->> 'id') AS is_known FROM given
),
numbered AS (
  SELECT h.seq + ROW_NUMBER() OVER (ORDER BY u.key, u.place) AS seq, u.value, u.is_known
  FROM unknown u
  CROSS JOIN event_head h
  WHERE NOT u.is_known OR CAST(u.value ->> 'recurs' AS INTEGER) = 1
)
INSERT INTO events (seq, id, type, version, subject, height, at, data)
SELECT seq,
       value ->> 'id' || CASE WHEN is_known THEN ':' || CAST(seq AS TEXT) ELSE '' END,
       value ->> 'type',
       CAST(value ->> 'version' AS INTEGER),
       value ->> 'subject',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'at' AS BIGINT),
       value ->> 'data'
FROM numbered
WHERE TRUE
ON CONFLICT (id) DO NOTHING;

UPDATE replays SET state = 'completed', finished_at = :now WHERE id = :id AND state = 'open'
