-- Keys of programs, and metering: who used what, by event, by minute and by period. Portable.

-- The key itself is never stored. prefix: its first characters, by which it is found; hash: SHA-256 of all of it, hex.
-- scopes: JSON list. A row stays when its key is revoked, so that a restore of an older backup does not bring it back.
CREATE TABLE IF NOT EXISTS api_keys (
  id           TEXT   PRIMARY KEY,
  name         TEXT   NOT NULL,
  prefix       TEXT   NOT NULL,
  hash         TEXT   NOT NULL,
  scopes       TEXT   NOT NULL,
  plan         TEXT   NOT NULL,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT,
  revoked_at   BIGINT,
  last_used_at BIGINT
);
CREATE INDEX IF NOT EXISTS api_keys_by_prefix ON api_keys (prefix);

-- Amounts of tokens pass 63 bits in sums, so each is two numbers: high * 1000000000000000 + low, low below that base.
-- quota NULL: no quota. warn: 80 % of it, rounded up. billing: JSON [{from, day}], the days on which periods begin, since when
-- (unix seconds). version grows with every change, so that nobody counts by a period that is over.
CREATE TABLE IF NOT EXISTS meter_tenants (
  name       TEXT    PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('app', 'key', 'upstream')),
  plan       TEXT    NOT NULL CHECK (plan IN ('alert', 'enforce')),
  billing    TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  quota_high BIGINT,
  quota_low  BIGINT,
  warn_high  BIGINT,
  warn_low   BIGINT,
  slack_url  TEXT,
  created_at BIGINT  NOT NULL,
  updated_at BIGINT  NOT NULL
);

-- One row per tenant: whoever counts for a tenant locks it first, so that replicas count in turn. turn is set to NULL, which
-- NOT NULL refuses, to make a write fail that was prepared for another state of the tenant.
CREATE TABLE IF NOT EXISTS meter_turns (
  tenant TEXT    PRIMARY KEY,
  turn   INTEGER NOT NULL
);

-- id: made of tenant and idempotency key where there is one. body: what the key was first used for, hashed.
CREATE TABLE IF NOT EXISTS meter_events (
  id          TEXT   PRIMARY KEY,
  tenant      TEXT   NOT NULL,
  feature     TEXT   NOT NULL,
  tokens      BIGINT NOT NULL CHECK (tokens >= 0),
  at          BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  body        TEXT
);

CREATE TABLE IF NOT EXISTS meter_minutes (
  tenant      TEXT   NOT NULL,
  minute      BIGINT NOT NULL,
  feature     TEXT   NOT NULL,
  tokens_high BIGINT NOT NULL,
  tokens_low  BIGINT NOT NULL,
  event_count BIGINT NOT NULL,
  PRIMARY KEY (tenant, minute, feature)
);

CREATE TABLE IF NOT EXISTS meter_totals (
  tenant       TEXT   NOT NULL,
  period_start BIGINT NOT NULL,
  period_end   BIGINT NOT NULL,
  tokens_high  BIGINT NOT NULL,
  tokens_low   BIGINT NOT NULL,
  event_count  BIGINT NOT NULL,
  PRIMARY KEY (tenant, period_start)
);

-- A threshold is crossed once in a period. told_at NULL: nobody has been told yet.
CREATE TABLE IF NOT EXISTS meter_thresholds (
  tenant       TEXT    NOT NULL,
  period_start BIGINT  NOT NULL,
  threshold    INTEGER NOT NULL CHECK (threshold IN (80, 100)),
  crossed_at   BIGINT  NOT NULL,
  told_at      BIGINT,
  PRIMARY KEY (tenant, period_start, threshold)
);
CREATE INDEX IF NOT EXISTS meter_thresholds_untold ON meter_thresholds (crossed_at) WHERE told_at IS NULL;
