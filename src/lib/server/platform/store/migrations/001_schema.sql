-- Tables. Portable: SQLite and Postgres run this same file.
-- Amounts are satoshi (1e-8 FLUX), dollars are millionths, prices are 1e-8 USD; times are unix seconds, dates are UTC days.

-- One row per job family. `fence` grows with every takeover; checked_fence exists to make a stale write fail (see @fenced
-- in the statements): it is set to NULL, which NOT NULL refuses, when the writer's number is not the current one.
CREATE TABLE IF NOT EXISTS leases (
  name          TEXT   PRIMARY KEY,
  holder        TEXT   NOT NULL,
  fence         BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL,
  checked_fence BIGINT NOT NULL DEFAULT 0
);

-- Raw facts: every chain transaction that touches a tracked address, as fetched.
-- payload: {"p": payer or null, "o": [[address, sat as text], ...], "r": [OP_RETURN script hex, ...]}
CREATE TABLE IF NOT EXISTS chain_transactions (
  txid       TEXT    PRIMARY KEY,
  height     INTEGER NOT NULL CHECK (height >= 0),
  block_hash TEXT    NOT NULL,
  block_time BIGINT  NOT NULL,
  payload    TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS chain_transactions_by_height ON chain_transactions (height);

-- Payments, derived from the facts. sort_key: height descending then txid ascending is sort_key descending. An INTEGER
-- PRIMARY KEY is SQLite's row id (64 bits), so rows lie in ledger order; 002_postgres.sql makes it a BIGINT there.
CREATE TABLE IF NOT EXISTS revenue_transactions (
  sort_key     INTEGER PRIMARY KEY,
  txid         TEXT    NOT NULL UNIQUE,
  block_height INTEGER NOT NULL,
  block_hash   TEXT    NOT NULL,
  block_time   BIGINT  NOT NULL,
  date         TEXT    NOT NULL CHECK (date LIKE '____-__-__'),
  address      TEXT    NOT NULL,
  from_address TEXT    NOT NULL,
  amount_sat   BIGINT  NOT NULL CHECK (amount_sat > 0),
  usd_micros   BIGINT,
  price_source TEXT    CHECK (price_source IN ('close', 'live')),
  message_hash TEXT,
  app_name     TEXT,
  app_type     TEXT    CHECK (app_type IN ('git', 'docker', 'fluxdrive', 'unregistered')),
  source       TEXT    NOT NULL CHECK (source IN ('team', 'fiat', 'other')),
  settled      INTEGER NOT NULL CHECK (settled IN (0, 1))
);
CREATE INDEX IF NOT EXISTS revenue_transactions_by_date    ON revenue_transactions (date, sort_key);
CREATE INDEX IF NOT EXISTS revenue_transactions_by_time    ON revenue_transactions (block_time);
CREATE INDEX IF NOT EXISTS revenue_transactions_by_app     ON revenue_transactions (app_name, sort_key) WHERE app_name IS NOT NULL;
CREATE INDEX IF NOT EXISTS revenue_transactions_by_source  ON revenue_transactions (source, sort_key);
CREATE INDEX IF NOT EXISTS revenue_transactions_unsettled  ON revenue_transactions (sort_key) WHERE settled = 0;
CREATE INDEX IF NOT EXISTS revenue_transactions_unpriced   ON revenue_transactions (sort_key) WHERE price_source IS NULL OR price_source = 'live';
CREATE INDEX IF NOT EXISTS revenue_transactions_unknown    ON revenue_transactions (sort_key)
  WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL;

-- Roll-ups, kept exact inside the transaction that changes a payment.
CREATE TABLE IF NOT EXISTS revenue_daily (
  date          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL,
  PRIMARY KEY (date, source)
);
CREATE TABLE IF NOT EXISTS revenue_apps (
  app_name      TEXT    PRIMARY KEY,
  app_type      TEXT,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL,
  first_payment BIGINT,
  last_payment  BIGINT
);
CREATE INDEX IF NOT EXISTS revenue_apps_by_amount ON revenue_apps (amount_sat, app_name);
-- Payments per 1,000 blocks: deep pages find their place here instead of counting rows.
CREATE TABLE IF NOT EXISTS revenue_block_ranges (
  block_range   INTEGER NOT NULL,
  source        TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  PRIMARY KEY (block_range, source)
);
-- What a write takes from the roll-ups and adds to them: filled and emptied within its transaction.
CREATE TABLE IF NOT EXISTS revenue_changes (
  date          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  block_range   INTEGER NOT NULL,
  app_name      TEXT,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS app_messages (
  hash         TEXT    PRIMARY KEY,
  type         TEXT    NOT NULL CHECK (type IN ('register', 'update')),
  txid         TEXT    NOT NULL,
  height       INTEGER NOT NULL,
  value_sat    BIGINT  NOT NULL,
  timestamp_ms BIGINT  NOT NULL,
  app_name     TEXT    NOT NULL,
  owner        TEXT    NOT NULL,
  spec_version INTEGER NOT NULL,
  components   TEXT    NOT NULL,
  instances    INTEGER,
  expire       INTEGER,
  geolocation  TEXT    NOT NULL,
  is_encrypted INTEGER NOT NULL CHECK (is_encrypted IN (0, 1))
);
CREATE INDEX IF NOT EXISTS app_messages_by_app ON app_messages (app_name, height);

-- Closes of UTC days. applied_e8 is the close that the day's payments were last valued with: a difference asks for revaluation.
CREATE TABLE IF NOT EXISTS flux_price_history (
  date       TEXT   PRIMARY KEY CHECK (date LIKE '____-__-__'),
  price_e8   BIGINT NOT NULL CHECK (price_e8 > 0),
  source     TEXT   NOT NULL CHECK (source IN ('imported', 'binance', 'coingecko', 'cryptocompare')),
  fetched_at BIGINT NOT NULL,
  applied_e8 BIGINT
);

-- The newest known value of each current figure, one row per writer: a writer replaces its own row and no other.
CREATE TABLE IF NOT EXISTS current_metrics (
  name   TEXT   PRIMARY KEY,
  value  TEXT   NOT NULL,
  source TEXT   NOT NULL,
  as_of  BIGINT NOT NULL
);

-- Up to which height an address is known completely.
CREATE TABLE IF NOT EXISTS sync_cursors (
  address    TEXT    PRIMARY KEY,
  height     INTEGER NOT NULL,
  updated_at BIGINT  NOT NULL
);
CREATE TABLE IF NOT EXISTS sync_status (
  name       TEXT   PRIMARY KEY,
  value      TEXT   NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS failed_txids (
  txid            TEXT    PRIMARY KEY,
  height          INTEGER NOT NULL,
  reason          TEXT    NOT NULL,
  attempts        INTEGER NOT NULL,
  first_failed_at BIGINT  NOT NULL,
  last_failed_at  BIGINT  NOT NULL
);
CREATE TABLE IF NOT EXISTS reorgs (
  id          TEXT    NOT NULL,
  txid        TEXT    NOT NULL,
  detected_at BIGINT  NOT NULL,
  old_height  INTEGER NOT NULL,
  new_height  INTEGER,
  amount_sat  BIGINT,
  PRIMARY KEY (id, txid)
);

CREATE TABLE IF NOT EXISTS jobs (
  id           TEXT   PRIMARY KEY,
  name         TEXT   NOT NULL,
  state        TEXT   NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'interrupted')),
  requested_by TEXT   NOT NULL,
  arguments    TEXT   NOT NULL,
  holder       TEXT   NOT NULL,
  started_at   BIGINT NOT NULL,
  updated_at   BIGINT NOT NULL,
  finished_at  BIGINT,
  done         BIGINT,
  total        BIGINT,
  error        TEXT,
  result       TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS jobs_one_running ON jobs (name) WHERE state = 'running';
CREATE INDEX IF NOT EXISTS jobs_by_start ON jobs (started_at, id);
CREATE INDEX IF NOT EXISTS jobs_by_name  ON jobs (name, started_at);

CREATE TABLE IF NOT EXISTS audit_log (
  id      TEXT   PRIMARY KEY,
  at      BIGINT NOT NULL,
  actor   TEXT   NOT NULL,
  client  TEXT   NOT NULL,
  action  TEXT   NOT NULL,
  detail  TEXT   NOT NULL,
  outcome TEXT   NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_log_by_time ON audit_log (at, id);
