-- How many rows of each table are of a time that has not come: a clock was wrong when they were written. Tables without are
-- left out. `latest`: what clocks may differ by is still now. A close of a day that has not ended was not its close.
-- @param today  text
-- @param latest bigint
SELECT found.name, found.rows
FROM (
  SELECT 'app_observations' AS name, COUNT(*) AS rows FROM app_observations WHERE from_at > :latest OR to_at > :latest
  UNION ALL
  SELECT 'audit_log', COUNT(*) FROM audit_log WHERE at > :latest
  UNION ALL
  SELECT 'current_metrics', COUNT(*) FROM current_metrics WHERE as_of > :latest
  UNION ALL
  SELECT 'daily_snapshots', COUNT(*) FROM daily_snapshots WHERE snapshot_date > :today OR taken_at > :latest
  UNION ALL
  SELECT 'failed_txids', COUNT(*) FROM failed_txids WHERE first_failed_at > :latest OR last_failed_at > :latest
  UNION ALL
  SELECT 'flux_price_history', COUNT(*) FROM flux_price_history
  WHERE date > :today OR (source <> 'imported' AND (date = :today OR fetched_at > :latest))
  UNION ALL
  SELECT 'jobs', COUNT(*) FROM jobs WHERE started_at > :latest OR updated_at > :latest OR finished_at > :latest
  UNION ALL
  SELECT 'leases', COUNT(*) FROM leases WHERE expires_at > :latest
  UNION ALL
  SELECT 'node_observations', COUNT(*) FROM node_observations WHERE from_at > :latest OR to_at > :latest
  UNION ALL
  SELECT 'observed_days', COUNT(*) FROM observed_days WHERE date > :today OR last_cycle_at > :latest
  UNION ALL
  SELECT 'product_snapshots', COUNT(*) FROM product_snapshots WHERE snapshot_date > :today
  UNION ALL
  SELECT 'reorgs', COUNT(*) FROM reorgs WHERE detected_at > :latest
  UNION ALL
  SELECT 'repo_snapshots', COUNT(*) FROM repo_snapshots WHERE snapshot_date > :today
  UNION ALL
  SELECT 'sync_cursors', COUNT(*) FROM sync_cursors WHERE updated_at > :latest
  UNION ALL
  SELECT 'sync_status', COUNT(*) FROM sync_status WHERE updated_at > :latest
) found
WHERE found.rows > 0
ORDER BY found.name
