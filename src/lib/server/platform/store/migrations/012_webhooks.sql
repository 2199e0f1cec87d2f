-- Webhooks and what is to be delivered to them. Portable.

-- types, subjects: {name: 1}; no subject: whatever an event is about. Secrets are kept as they are: they sign.
CREATE TABLE IF NOT EXISTS webhooks (
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
  created_at      BIGINT NOT NULL
);

-- One row per webhook and event, made in the transaction of the event. id and body never change; the body is put there
-- before the first attempt. claimed_by: the attempt under way, which is over at claimed_until whatever became of it.
CREATE TABLE IF NOT EXISTS deliveries (
  id            TEXT    PRIMARY KEY,
  webhook_id    TEXT    NOT NULL,
  seq           BIGINT  NOT NULL,
  event_id      TEXT    NOT NULL,
  type          TEXT    NOT NULL,
  subject       TEXT    NOT NULL,
  body          TEXT,
  state         TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts      INTEGER NOT NULL,
  created_at    BIGINT  NOT NULL,
  -- Since when it is tried: its creation, or when it was asked for again.
  tried_since   BIGINT  NOT NULL,
  next_at       BIGINT  NOT NULL,
  attempted_at  BIGINT,
  claimed_by    TEXT,
  claimed_until BIGINT,
  finished_at   BIGINT
);
CREATE INDEX IF NOT EXISTS deliveries_due        ON deliveries (webhook_id, next_at) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS deliveries_in_order   ON deliveries (webhook_id, subject, seq) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS deliveries_of_webhook ON deliveries (webhook_id, seq, id);
CREATE INDEX IF NOT EXISTS deliveries_attempted  ON deliveries (webhook_id, attempted_at);
CREATE INDEX IF NOT EXISTS deliveries_finished   ON deliveries (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS delivery_attempts (
  id          TEXT    PRIMARY KEY,
  delivery_id TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  duration_ms INTEGER NOT NULL,
  status      INTEGER,
  outcome     TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS delivery_attempts_by_delivery ON delivery_attempts (delivery_id, at);
