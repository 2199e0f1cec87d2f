-- Replaces the days from a date on.
-- @param from_date text
-- @param days      json
-- @param processed json
-- @writes
-- @fenced
DELETE FROM subscription_days WHERE date >= :from_date;

WITH given AS MATERIALIZED (SELECT value FROM json_each(:days))
INSERT INTO subscription_days (date, height, time, payment_count, cash_sat, accrued_sat, breakage_sat, deferred_sat)
SELECT value ->> 'date',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'time' AS BIGINT),
       CAST(value ->> 'payment_count' AS INTEGER),
       CAST(value ->> 'cash_sat' AS BIGINT),
       CAST(value ->> 'accrued_sat' AS BIGINT),
       CAST(value ->> 'breakage_sat' AS BIGINT),
       CAST(value ->> 'deferred_sat' AS BIGINT)
FROM given;

DELETE FROM subscription_changes
WHERE (kind, key, revision) IN (
  SELECT value ->> 'kind', value ->> 'key', CAST(value ->> 'revision' AS BIGINT) FROM json_each(:processed)
)
