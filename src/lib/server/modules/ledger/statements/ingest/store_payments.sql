-- The one writer of facts, payments and their roll-ups: replaces what is given, moves the cursors, all of it or none.
-- The roll-ups change by the difference: revenue_changes collects what the affected payments were, with a minus sign, and
-- what they have become.
-- affected: {txid: 1} of every payment given or removed. Payments come in ascending sort_key (the search index wants it).
-- priced: {date: {price_e8}} with the close that was used: the table's own may have changed since it was read.
-- history: 1 when every payment is final and was not there before. Each is then told as settled by its row as it came, which
-- costs a first sync a tenth of what events cost that are made one by one (readStored in contract/ledger/events.ts).
-- parked, unparked: what could not be read, and what failed before and is read or gone now.
-- @param facts            json
-- @param payments         json
-- @param removed_facts    json
-- @param removed_payments json
-- @param affected         json
-- @param cursors          json
-- @param parked           json
-- @param unparked         json
-- @param reorgs           json
-- @param priced           json
-- @param status           json
-- @param history          integer
-- @param now              bigint
-- @writes
-- @fenced
-- @tells
DELETE FROM revenue_changes WHERE TRUE;

INSERT INTO revenue_changes (date, source, block_range, app_name, app_type, from_address, payment_count, amount_sat, usd_micros,
  priced_count)
SELECT t.date, t.source, t.block_height / 1000, t.app_name, COALESCE(t.app_type, ''), t.from_address, -1, -t.amount_sat,
       -COALESCE(t.usd_micros, 0), CASE WHEN t.usd_micros IS NULL THEN 0 ELSE -1 END
FROM json_each(:affected) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key;

DELETE FROM revenue_transactions WHERE txid IN (SELECT key FROM json_each(:removed_payments));

DELETE FROM chain_transactions WHERE txid IN (SELECT key FROM json_each(:removed_facts));

WITH given AS MATERIALIZED (SELECT value FROM json_each(:facts))
INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload)
SELECT value ->> 'txid',
       CAST(value ->> 'height' AS INTEGER),
       value ->> 'block_hash',
       CAST(value ->> 'block_time' AS BIGINT),
       value ->> 'payload'
FROM given
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  height = excluded.height, block_hash = excluded.block_hash, block_time = excluded.block_time, payload = excluded.payload;

WITH given AS MATERIALIZED (SELECT value FROM json_each(:payments))
INSERT INTO revenue_transactions (txid, sort_key, block_height, block_hash, block_time, date, address, from_address, amount_sat,
  usd_micros, price_source, message_hash, app_name, app_type, source, settled)
SELECT value ->> 'txid',
       CAST(value ->> 'sort_key' AS BIGINT),
       CAST(value ->> 'block_height' AS INTEGER),
       value ->> 'block_hash',
       CAST(value ->> 'block_time' AS BIGINT),
       value ->> 'date',
       value ->> 'address',
       value ->> 'from_address',
       CAST(value ->> 'amount_sat' AS BIGINT),
       CAST(value ->> 'usd_micros' AS BIGINT),
       value ->> 'price_source',
       value ->> 'message_hash',
       value ->> 'app_name',
       value ->> 'app_type',
       value ->> 'source',
       CAST(value ->> 'settled' AS INTEGER)
FROM given
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  sort_key = excluded.sort_key, block_height = excluded.block_height, block_hash = excluded.block_hash,
  block_time = excluded.block_time, date = excluded.date, address = excluded.address, from_address = excluded.from_address,
  amount_sat = excluded.amount_sat, usd_micros = excluded.usd_micros, price_source = excluded.price_source,
  message_hash = excluded.message_hash, app_name = excluded.app_name, app_type = excluded.app_type,
  source = excluded.source, settled = excluded.settled;

INSERT INTO revenue_changes (date, source, block_range, app_name, app_type, from_address, payment_count, amount_sat, usd_micros,
  priced_count)
SELECT t.date, t.source, t.block_height / 1000, t.app_name, COALESCE(t.app_type, ''), t.from_address, 1, t.amount_sat,
       COALESCE(t.usd_micros, 0), CASE WHEN t.usd_micros IS NULL THEN 0 ELSE 1 END
FROM json_each(:affected) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key;

INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count)
SELECT date, source, SUM(payment_count), SUM(amount_sat), SUM(usd_micros), SUM(priced_count)
FROM revenue_changes
WHERE TRUE
GROUP BY date, source
ON CONFLICT (date, source) DO UPDATE SET
  payment_count = revenue_daily.payment_count + excluded.payment_count,
  amount_sat    = revenue_daily.amount_sat + excluded.amount_sat,
  usd_micros    = revenue_daily.usd_micros + excluded.usd_micros,
  priced_count  = revenue_daily.priced_count + excluded.priced_count;

DELETE FROM revenue_daily
WHERE payment_count = 0 AND date IN (SELECT date FROM revenue_changes WHERE payment_count < 0);

INSERT INTO revenue_apps (app_name, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment, app_type)
SELECT app_name, SUM(payment_count), SUM(amount_sat), SUM(usd_micros), SUM(priced_count),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = c.app_name ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = c.app_name ORDER BY t.sort_key DESC LIMIT 1),
       (SELECT app_type FROM revenue_transactions t WHERE t.app_name = c.app_name ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_changes c
WHERE app_name IS NOT NULL
GROUP BY app_name
ON CONFLICT (app_name) DO UPDATE SET
  payment_count = revenue_apps.payment_count + excluded.payment_count,
  amount_sat    = revenue_apps.amount_sat + excluded.amount_sat,
  usd_micros    = revenue_apps.usd_micros + excluded.usd_micros,
  priced_count  = revenue_apps.priced_count + excluded.priced_count,
  first_payment = excluded.first_payment,
  last_payment  = excluded.last_payment,
  app_type      = excluded.app_type;

DELETE FROM revenue_apps
WHERE payment_count = 0 AND app_name IN (SELECT app_name FROM revenue_changes WHERE payment_count < 0);

INSERT INTO revenue_block_ranges (block_range, source, payment_count)
SELECT block_range, source, SUM(payment_count)
FROM revenue_changes
WHERE TRUE
GROUP BY block_range, source
ON CONFLICT (block_range, source) DO UPDATE SET payment_count = revenue_block_ranges.payment_count + excluded.payment_count;

DELETE FROM revenue_block_ranges
WHERE payment_count = 0 AND block_range IN (SELECT block_range FROM revenue_changes WHERE payment_count < 0);

INSERT INTO revenue_kinds (block_range, date, source, app_type, payment_count, amount_sat, usd_micros, priced_count)
SELECT block_range, date, source, app_type, SUM(payment_count), SUM(amount_sat), SUM(usd_micros), SUM(priced_count)
FROM revenue_changes
WHERE TRUE
GROUP BY block_range, date, source, app_type
ON CONFLICT (block_range, date, source, app_type) DO UPDATE SET
  payment_count = revenue_kinds.payment_count + excluded.payment_count,
  amount_sat    = revenue_kinds.amount_sat + excluded.amount_sat,
  usd_micros    = revenue_kinds.usd_micros + excluded.usd_micros,
  priced_count  = revenue_kinds.priced_count + excluded.priced_count;

DELETE FROM revenue_kinds
WHERE payment_count = 0 AND block_range IN (SELECT block_range FROM revenue_changes WHERE payment_count < 0);

INSERT INTO revenue_payer_apps (from_address, app_name, payment_count, amount_sat)
SELECT from_address, COALESCE(app_name, ''), SUM(payment_count), SUM(amount_sat)
FROM revenue_changes
WHERE TRUE
GROUP BY from_address, COALESCE(app_name, '')
ON CONFLICT (from_address, app_name) DO UPDATE SET
  payment_count = revenue_payer_apps.payment_count + excluded.payment_count,
  amount_sat    = revenue_payer_apps.amount_sat + excluded.amount_sat;

DELETE FROM revenue_payer_apps
WHERE payment_count = 0 AND from_address IN (SELECT from_address FROM revenue_changes WHERE payment_count < 0);

INSERT INTO revenue_payers (from_address, source, payment_count, amount_sat, usd_micros, priced_count, app_count, first_payment,
  last_payment)
SELECT from_address,
       (SELECT source FROM revenue_transactions t WHERE t.from_address = c.from_address ORDER BY t.sort_key DESC LIMIT 1),
       SUM(payment_count), SUM(amount_sat), SUM(usd_micros), SUM(priced_count),
       (SELECT COUNT(*) FROM revenue_payer_apps a WHERE a.from_address = c.from_address AND a.app_name <> ''),
       (SELECT block_time FROM revenue_transactions t WHERE t.from_address = c.from_address ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.from_address = c.from_address ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_changes c
WHERE TRUE
GROUP BY from_address
ON CONFLICT (from_address) DO UPDATE SET
  payment_count = revenue_payers.payment_count + excluded.payment_count,
  amount_sat    = revenue_payers.amount_sat + excluded.amount_sat,
  usd_micros    = revenue_payers.usd_micros + excluded.usd_micros,
  priced_count  = revenue_payers.priced_count + excluded.priced_count,
  source        = excluded.source,
  app_count     = excluded.app_count,
  first_payment = excluded.first_payment,
  last_payment  = excluded.last_payment;

DELETE FROM revenue_payers
WHERE payment_count = 0 AND from_address IN (SELECT from_address FROM revenue_changes WHERE payment_count < 0);

DELETE FROM revenue_changes WHERE TRUE;

-- COALESCE: there are few of them, and the facts are looked through only if there are any.
DELETE FROM failed_txids
WHERE COALESCE(txid, '') IN (SELECT value ->> 'txid' FROM json_each(:facts))
   OR COALESCE(txid, '') IN (SELECT key FROM json_each(:removed_facts))
   OR COALESCE(txid, '') IN (SELECT key FROM json_each(:unparked));

INSERT INTO failed_txids (txid, height, reason, attempts, first_failed_at, last_failed_at)
SELECT value ->> 'txid', CAST(value ->> 'height' AS INTEGER), value ->> 'reason', 1, :now, :now
FROM json_each(:parked)
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  height = excluded.height, reason = excluded.reason, attempts = failed_txids.attempts + 1, last_failed_at = excluded.last_failed_at;

INSERT INTO reorgs (id, txid, detected_at, old_height, new_height, amount_sat)
SELECT value ->> 'id',
       value ->> 'txid',
       :now,
       CAST(value ->> 'old_height' AS INTEGER),
       CAST(value ->> 'new_height' AS INTEGER),
       CAST(value ->> 'amount_sat' AS BIGINT)
FROM json_each(:reorgs)
WHERE TRUE
ON CONFLICT (id, txid) DO NOTHING;

UPDATE flux_price_history
SET applied_e8 = (SELECT CAST(value ->> 'price_e8' AS BIGINT) FROM json_each(:priced) WHERE key = flux_price_history.date)
WHERE date IN (SELECT key FROM json_each(:priced));

INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', :now
FROM json_each(:status)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;

INSERT INTO event_head (name, seq, floor_seq)
SELECT 'log', 0, 0
WHERE :history = 1
ON CONFLICT (name) DO UPDATE SET seq = event_head.seq;

WITH given AS MATERIALIZED (
  SELECT CAST(key AS INTEGER) AS place, value, 'payment.settled:' || (value ->> 'txid') || ':' || (value ->> 'block_hash') AS id
  FROM json_each(:payments)
  WHERE :history = 1
),
numbered AS (
  SELECT h.seq + ROW_NUMBER() OVER (ORDER BY g.place) AS seq, g.value, g.id,
         EXISTS (SELECT 1 FROM events e WHERE e.id = g.id) AS is_known
  FROM given g
  CROSS JOIN event_head h
)
INSERT INTO events (seq, id, type, version, subject, height, at, data)
SELECT seq, id || CASE WHEN is_known THEN ':' || CAST(seq AS TEXT) ELSE '' END, 'payment.settled', 1, value ->> 'txid',
       CAST(value ->> 'block_height' AS INTEGER), :now, CAST(value AS TEXT)
FROM numbered;

INSERT INTO sync_cursors (address, height, updated_at)
SELECT key, CAST(value ->> 'height' AS INTEGER), :now
FROM json_each(:cursors)
WHERE TRUE
ON CONFLICT (address) DO UPDATE SET height = excluded.height, updated_at = excluded.updated_at
