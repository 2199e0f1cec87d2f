-- A page of the tenants of a kind, or of all (empty), by name. pattern: a LIKE pattern in lower case, or empty for all.
-- @param kind    text
-- @param pattern text
-- @param after   text
-- @param limit   integer
SELECT name, kind, plan, billing, version, quota_high, quota_low, warn_high, warn_low, slack_url, created_at, updated_at
FROM meter_tenants
WHERE name > :after AND (:kind = '' OR kind = :kind) AND (:pattern = '' OR LOWER(name) LIKE :pattern ESCAPE '\')
ORDER BY name
LIMIT :limit
