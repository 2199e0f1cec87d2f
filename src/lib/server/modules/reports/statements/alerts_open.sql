-- Alerts that are open, at most one of each rule and subject.
SELECT id, rule, subject, opened_at, closed_at, detail, is_silenced
FROM alerts
WHERE closed_at IS NULL
ORDER BY rule, subject
