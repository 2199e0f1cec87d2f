-- Puts nodes of the list as they are now; has_machines = 0: what is known of their machines stays.
-- @param nodes        json
-- @param has_machines integer
-- @writes
-- @fenced
INSERT INTO network_nodes (collateral, tier, payment_address, ip, active_since, country, country_code, provider, machine)
SELECT value ->> 'collateral',
       value ->> 'tier',
       value ->> 'payment_address',
       value ->> 'ip',
       CAST(value ->> 'active_since' AS BIGINT),
       value ->> 'country',
       value ->> 'country_code',
       value ->> 'provider',
       value ->> 'machine'
FROM json_each(:nodes)
WHERE TRUE
ON CONFLICT (collateral) DO UPDATE SET
  tier = excluded.tier, payment_address = excluded.payment_address, ip = excluded.ip, active_since = excluded.active_since,
  country      = CASE WHEN :has_machines = 1 THEN excluded.country ELSE network_nodes.country END,
  country_code = CASE WHEN :has_machines = 1 THEN excluded.country_code ELSE network_nodes.country_code END,
  provider     = CASE WHEN :has_machines = 1 THEN excluded.provider ELSE network_nodes.provider END,
  machine      = CASE WHEN :has_machines = 1 THEN excluded.machine ELSE network_nodes.machine END
WHERE network_nodes.tier <> excluded.tier
   OR network_nodes.payment_address <> excluded.payment_address
   OR network_nodes.ip IS DISTINCT FROM excluded.ip
   OR network_nodes.active_since IS DISTINCT FROM excluded.active_since
   OR (:has_machines = 1 AND (network_nodes.machine IS DISTINCT FROM excluded.machine
                           OR network_nodes.country IS DISTINCT FROM excluded.country
                           OR network_nodes.country_code IS DISTINCT FROM excluded.country_code
                           OR network_nodes.provider IS DISTINCT FROM excluded.provider))
