-- How many keys the roll-ups have: days, ranges of blocks, apps, payers.
-- @heavy
SELECT (SELECT COUNT(DISTINCT date) FROM revenue_daily) AS days,
       (SELECT COUNT(DISTINCT block_range) FROM revenue_block_ranges) AS ranges,
       (SELECT COUNT(*) FROM revenue_apps) AS apps,
       (SELECT COUNT(*) FROM revenue_payers) AS payers
