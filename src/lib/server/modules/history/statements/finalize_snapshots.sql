-- Makes the revenue of the days before a date what their payments are: 0 where there were none. Answers the days that
-- changed. The caller knows that the ledger is complete up to that date.
-- @param before text
-- @writes
-- @fenced
UPDATE daily_snapshots
SET revenue_sat = paid.amount_sat, revenue_usd_micros = paid.usd_micros,
    payment_count = paid.payments, priced_count = paid.priced
FROM (
  SELECT s.snapshot_date AS day,
         CAST(COALESCE(SUM(r.amount_sat), 0) AS BIGINT) AS amount_sat,
         CAST(COALESCE(SUM(r.usd_micros), 0) AS BIGINT) AS usd_micros,
         COALESCE(SUM(r.payment_count), 0) AS payments,
         COALESCE(SUM(r.priced_count), 0) AS priced
  FROM daily_snapshots s
  LEFT JOIN revenue_daily r ON r.date = s.snapshot_date
  WHERE s.snapshot_date < :before
  GROUP BY s.snapshot_date
) paid
WHERE snapshot_date = paid.day
  AND (revenue_sat IS DISTINCT FROM paid.amount_sat
    OR revenue_usd_micros IS DISTINCT FROM paid.usd_micros
    OR daily_snapshots.payment_count IS DISTINCT FROM paid.payments
    OR daily_snapshots.priced_count IS DISTINCT FROM paid.priced)
RETURNING snapshot_date AS date
