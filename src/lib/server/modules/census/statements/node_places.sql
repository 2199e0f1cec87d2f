-- Countries and providers of the nodes, of one country or of all (''), with how many there are.
-- @param country text
-- @heavy
SELECT 'country' AS kind, country_code AS code, MAX(country) AS name, COUNT(*) AS node_count
FROM network_nodes
WHERE country_code IS NOT NULL AND country IS NOT NULL
GROUP BY country_code
UNION ALL
SELECT 'provider' AS kind, '' AS code, provider AS name, COUNT(*) AS node_count
FROM network_nodes
WHERE provider IS NOT NULL AND (:country = '' OR country_code = :country)
GROUP BY provider
ORDER BY node_count DESC, name, code
