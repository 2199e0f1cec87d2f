-- SQLite only: whose a webhook is; null: the operator's. Harmless to apply again.
DROP TABLE IF EXISTS webhooks_next;
CREATE TABLE webhooks_next (
  id              TEXT   PRIMARY KEY,
  url             TEXT   NOT NULL,
  types           TEXT   NOT NULL,
  subjects        TEXT   NOT NULL,
  format          TEXT   NOT NULL CHECK (format IN ('json', 'slack', 'discord')),
  ordering        TEXT   NOT NULL CHECK (ordering IN ('subject', 'none')),
  state           TEXT   NOT NULL CHECK (state IN ('active', 'paused')),
  secret          TEXT   NOT NULL,
  previous_secret TEXT,
  previous_until  BIGINT,
  created_at      BIGINT NOT NULL,
  key_id          TEXT
);
INSERT INTO webhooks_next
SELECT old.id, old.url, old.types, old.subjects, old.format, old.ordering, old.state, old.secret, old.previous_secret,
       old.previous_until, old.created_at, (SELECT key_id FROM webhooks known WHERE known.id = old.id)
FROM webhooks old, (SELECT NULL AS key_id) beside;
DROP TABLE webhooks;
ALTER TABLE webhooks_next RENAME TO webhooks;
