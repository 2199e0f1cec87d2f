-- Where a rule stands now, with the alert that it opened or closed, all or nothing. opened_id: empty where it opened none.
-- An alert that is open already stays the one that it is.
-- @param rule        text
-- @param subject     text
-- @param state       text
-- @param opened_id   text
-- @param detail      text
-- @param is_silenced integer
-- @param is_closed   integer
-- @param now         bigint
-- @writes
-- @fenced
-- @tells
INSERT INTO alert_states (rule, subject, state, updated_at)
VALUES (:rule, :subject, :state, :now)
ON CONFLICT (rule, subject) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at;

INSERT INTO alerts (id, rule, subject, opened_at, closed_at, detail, is_silenced)
SELECT :opened_id, :rule, :subject, :now, NULL, :detail, :is_silenced
WHERE :opened_id <> ''
  AND NOT EXISTS (SELECT 1 FROM alerts WHERE rule = :rule AND subject = :subject AND closed_at IS NULL)
ON CONFLICT (id) DO NOTHING;

UPDATE alerts SET closed_at = :now
WHERE :is_closed = 1 AND rule = :rule AND subject = :subject AND closed_at IS NULL
