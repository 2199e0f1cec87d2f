-- What the payments of the days from start to end bought, put together by what they have in common. type NULL: the message
-- is not known. is_old: bought before the fork. timed_seconds: from the payments to the ends of terms that end at a time.
-- @param start text
-- @param end   text
-- @heavy
SELECT p.date, p.source, m.type, m.is_encrypted, m.spec_version, m.expire,
       CASE WHEN m.height < 2020000 THEN 1 ELSE 0 END AS is_old,
       COUNT(*) AS payment_count,
       CAST(SUM(p.amount_sat) AS TEXT) AS amount_sat,
       CAST(COALESCE(SUM(p.usd_micros), 0) AS TEXT) AS usd_micros,
       COUNT(p.usd_micros) AS priced_count,
       CAST(COALESCE(SUM(CASE WHEN p.usd_micros IS NOT NULL THEN p.amount_sat END), 0) AS TEXT) AS priced_sat,
       COUNT(m.end_time) AS timed_count,
       CAST(COALESCE(SUM(m.end_time - p.block_time), 0) AS BIGINT) AS timed_seconds
FROM revenue_transactions p
LEFT JOIN app_messages m ON m.hash = p.message_hash
WHERE p.date BETWEEN :start AND :end
GROUP BY p.date, p.source, m.type, m.is_encrypted, m.spec_version, m.expire, CASE WHEN m.height < 2020000 THEN 1 ELSE 0 END
ORDER BY p.date, p.source, m.type NULLS LAST, m.is_encrypted NULLS LAST, m.spec_version NULLS LAST, m.expire NULLS LAST, is_old
