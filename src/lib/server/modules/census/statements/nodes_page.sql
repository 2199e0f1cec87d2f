-- One page of nodes: of a tier, country, provider or payment address ('' = all), all or those like a pattern (lower case) in one of
-- their fields; highest tier first, or by the start or a figure of the benchmark, unknown last; direction -1 = highest first.
-- Always answers at least one row: past the end its collateral is NULL and only its total counts. The
-- engines read a stored document in different words.
-- @param tier      text
-- @param country   text
-- @param provider  text
-- @param wallet    text
-- @param pattern   text
-- @param sort      text
-- @param direction integer
-- @param skip      bigint
-- @param limit     integer
-- @heavy
WITH found AS MATERIALIZED (
  SELECT collateral,
         CASE tier WHEN 'stratus' THEN 0 WHEN 'nimbus' THEN 1 ELSE 2 END * CASE WHEN :sort = 'tier' THEN -:direction ELSE 1 END AS place,
         CASE :sort WHEN 'since' THEN CAST(active_since AS DOUBLE PRECISION)
                    WHEN 'cores' THEN CAST(CAST(machine AS json) -> 'benchmark' ->> 'cores' AS DOUBLE PRECISION)
                    WHEN 'ram' THEN CAST(CAST(machine AS json) -> 'benchmark' ->> 'ramGb' AS DOUBLE PRECISION)
                    WHEN 'storage' THEN CAST(CAST(machine AS json) -> 'benchmark' ->> 'storageGb' AS DOUBLE PRECISION)
                    WHEN 'eps' THEN CAST(CAST(machine AS json) -> 'benchmark' ->> 'eps' AS DOUBLE PRECISION)
                    WHEN 'download' THEN CAST(CAST(machine AS json) -> 'benchmark' ->> 'download' AS DOUBLE PRECISION)
                    WHEN 'upload' THEN CAST(CAST(machine AS json) -> 'benchmark' ->> 'upload' AS DOUBLE PRECISION)
         END * :direction AS measure
  FROM network_nodes
  WHERE (:tier = '' OR tier = :tier)
    AND (:country = '' OR country_code = :country)
    AND (:provider = '' OR provider = :provider)
    AND (:wallet = '' OR payment_address = :wallet)
    AND (:pattern = '' OR LOWER(collateral || '
' || payment_address || '
' || COALESCE(ip, '') || '
' || COALESCE(country, '') || '
' || COALESCE(provider, '')) LIKE :pattern ESCAPE '\')
),
page AS MATERIALIZED (
  SELECT collateral, place, measure FROM found ORDER BY measure NULLS LAST, place, collateral LIMIT :limit OFFSET :skip
)
SELECT (SELECT COUNT(*) FROM found) AS total,
       n.collateral, n.tier, n.payment_address, n.ip, n.active_since, n.country, n.country_code, n.provider, n.machine
FROM (SELECT 1 AS one) always
LEFT JOIN page p ON TRUE
LEFT JOIN network_nodes n ON n.collateral = p.collateral
ORDER BY p.measure NULLS LAST, p.place NULLS LAST, p.collateral
