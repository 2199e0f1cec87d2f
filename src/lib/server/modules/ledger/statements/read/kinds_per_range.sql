-- Number and sums of the payments of some days, sources ({source: 1}) and kinds of app ({type: 1}, '' = none known) per 1,000
-- blocks, newest first.
-- @param start   text
-- @param end     text
-- @param sources json
-- @param types   json
-- @heavy
SELECT block_range,
       CAST(SUM(payment_count) AS BIGINT) AS payment_count,
       CAST(SUM(amount_sat) AS TEXT)      AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT)      AS usd_micros,
       CAST(SUM(priced_count) AS BIGINT)  AS priced_count
FROM revenue_kinds
WHERE date BETWEEN :start AND :end
  AND source IN (SELECT key FROM json_each(:sources))
  AND app_type IN (SELECT key FROM json_each(:types))
GROUP BY block_range
ORDER BY block_range DESC
