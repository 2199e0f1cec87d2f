-- What operators have set.
SELECT rule, threshold, silenced_until, updated_at FROM alert_rules ORDER BY rule
