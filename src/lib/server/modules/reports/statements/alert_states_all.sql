-- Where every rule stands.
SELECT rule, subject, state FROM alert_states ORDER BY rule, subject
