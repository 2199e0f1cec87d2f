-- Countries and providers of the nodes, of one country or of all (''), with how many there are; of all also the largest
-- providers of a country (kind both: its code, and the name of the provider).
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
UNION ALL
SELECT kind, code, name, node_count
FROM (
  SELECT 'both' AS kind, country_code AS code, provider AS name, COUNT(*) AS node_count
  FROM network_nodes
  WHERE :country = '' AND country_code IS NOT NULL AND provider IS NOT NULL
  GROUP BY country_code, provider
  ORDER BY node_count DESC, name, code
  LIMIT 12
) AS largest
ORDER BY node_count DESC, name, code
