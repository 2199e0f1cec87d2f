-- Receivers of webhooks that have failed: what every replica knows of them. Portable.

-- One row per scheme, host and port that failed last time; a receiver without one is well. opened_at: it failed too often, and is
-- left alone since then. probe: the claim that tries whether it is back, until probe_until whatever becomes of it.
CREATE TABLE IF NOT EXISTS delivery_targets (
  origin      TEXT    PRIMARY KEY,
  failures    INTEGER NOT NULL,
  opened_at   BIGINT,
  probe       TEXT,
  probe_until BIGINT
);
