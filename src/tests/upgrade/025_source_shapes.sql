-- Schema 025_source_shapes with a few rows; written by upgrade.test.ts.
CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, applied_at BIGINT NOT NULL);
CREATE TABLE leases (
  name          TEXT   PRIMARY KEY,
  holder        TEXT   NOT NULL,
  fence         BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL,
  checked_fence BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE chain_transactions (
  txid       TEXT    PRIMARY KEY,
  height     INTEGER NOT NULL CHECK (height >= 0),
  block_hash TEXT    NOT NULL,
  block_time BIGINT  NOT NULL,
  payload    TEXT    NOT NULL
);
CREATE INDEX chain_transactions_by_height ON chain_transactions (height);
CREATE TABLE revenue_transactions (
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
CREATE INDEX revenue_transactions_by_date    ON revenue_transactions (date, sort_key);
CREATE INDEX revenue_transactions_by_time    ON revenue_transactions (block_time);
CREATE INDEX revenue_transactions_by_app     ON revenue_transactions (app_name, sort_key) WHERE app_name IS NOT NULL;
CREATE INDEX revenue_transactions_by_source  ON revenue_transactions (source, sort_key);
CREATE INDEX revenue_transactions_unsettled  ON revenue_transactions (sort_key) WHERE settled = 0;
CREATE INDEX revenue_transactions_unpriced   ON revenue_transactions (sort_key) WHERE price_source IS NULL OR price_source = 'live';
CREATE INDEX revenue_transactions_unknown    ON revenue_transactions (sort_key)
  WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL;
CREATE TABLE revenue_daily (
  date          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL,
  PRIMARY KEY (date, source)
);
CREATE TABLE revenue_apps (
  app_name      TEXT    PRIMARY KEY,
  app_type      TEXT,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL,
  first_payment BIGINT,
  last_payment  BIGINT
);
CREATE INDEX revenue_apps_by_amount ON revenue_apps (amount_sat, app_name);
CREATE TABLE revenue_block_ranges (
  block_range   INTEGER NOT NULL,
  source        TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  PRIMARY KEY (block_range, source)
);
CREATE TABLE flux_price_history (
  date       TEXT   PRIMARY KEY CHECK (date LIKE '____-__-__'),
  price_e8   BIGINT NOT NULL CHECK (price_e8 > 0),
  source     TEXT   NOT NULL CHECK (source IN ('imported', 'binance', 'coingecko', 'cryptocompare')),
  fetched_at BIGINT NOT NULL,
  applied_e8 BIGINT
);
CREATE TABLE current_metrics (
  name   TEXT   PRIMARY KEY,
  value  TEXT   NOT NULL,
  source TEXT   NOT NULL,
  as_of  BIGINT NOT NULL
);
CREATE TABLE sync_cursors (
  address    TEXT    PRIMARY KEY,
  height     INTEGER NOT NULL,
  updated_at BIGINT  NOT NULL
);
CREATE TABLE sync_status (
  name       TEXT   PRIMARY KEY,
  value      TEXT   NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE failed_txids (
  txid            TEXT    PRIMARY KEY,
  height          INTEGER NOT NULL,
  reason          TEXT    NOT NULL,
  attempts        INTEGER NOT NULL,
  first_failed_at BIGINT  NOT NULL,
  last_failed_at  BIGINT  NOT NULL
);
CREATE TABLE reorgs (
  id          TEXT    NOT NULL,
  txid        TEXT    NOT NULL,
  detected_at BIGINT  NOT NULL,
  old_height  INTEGER NOT NULL,
  new_height  INTEGER,
  amount_sat  BIGINT,
  PRIMARY KEY (id, txid)
);
CREATE TABLE jobs (
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
CREATE UNIQUE INDEX jobs_one_running ON jobs (name) WHERE state = 'running';
CREATE INDEX jobs_by_start ON jobs (started_at, id);
CREATE INDEX jobs_by_name  ON jobs (name, started_at);
CREATE TABLE audit_log (
  id      TEXT   PRIMARY KEY,
  at      BIGINT NOT NULL,
  actor   TEXT   NOT NULL,
  client  TEXT   NOT NULL,
  action  TEXT   NOT NULL,
  detail  TEXT   NOT NULL,
  outcome TEXT   NOT NULL
);
CREATE INDEX audit_log_by_time ON audit_log (at, id);
CREATE VIRTUAL TABLE revenue_search
  USING fts5(haystack, tokenize = 'trigram', content = '', contentless_delete = 1, detail = 'none');
CREATE TRIGGER revenue_search_insert AFTER INSERT ON revenue_transactions BEGIN
  INSERT INTO revenue_search (rowid, haystack) VALUES (new.sort_key,
    lower(new.txid || '
' || new.from_address || '
' || COALESCE(new.app_name, '') || '
' || CAST(new.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + new.amount_sat % 100000000 AS TEXT), 2)));
END;
CREATE TRIGGER revenue_search_delete AFTER DELETE ON revenue_transactions BEGIN
  DELETE FROM revenue_search WHERE rowid = old.sort_key;
END;
CREATE TRIGGER revenue_search_update AFTER UPDATE OF sort_key, txid, from_address, app_name, amount_sat ON revenue_transactions
WHEN old.sort_key <> new.sort_key OR old.txid <> new.txid OR old.from_address <> new.from_address
  OR old.app_name IS NOT new.app_name OR old.amount_sat <> new.amount_sat
BEGIN
  DELETE FROM revenue_search WHERE rowid = old.sort_key;
  INSERT INTO revenue_search (rowid, haystack) VALUES (new.sort_key,
    lower(new.txid || '
' || new.from_address || '
' || COALESCE(new.app_name, '') || '
' || CAST(new.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + new.amount_sat % 100000000 AS TEXT), 2)));
END;
CREATE TABLE network_nodes (
  collateral      TEXT PRIMARY KEY,
  tier            TEXT NOT NULL CHECK (tier IN ('cumulus', 'nimbus', 'stratus')),
  payment_address TEXT NOT NULL,
  ip              TEXT,
  active_since    BIGINT,
  country         TEXT,
  country_code    TEXT,
  provider        TEXT,
  -- JSON {benchmark, locked, isDataCenter} of its machine; NULL when the statistics do not show it.
  machine         TEXT
);
CREATE INDEX network_nodes_by_ip ON network_nodes (ip) WHERE ip IS NOT NULL;
CREATE TABLE observed_apps (
  id   INTEGER PRIMARY KEY,
  name TEXT    NOT NULL UNIQUE
);
CREATE TABLE app_observations (
  app_id           INTEGER NOT NULL,
  place_id         INTEGER NOT NULL,
  from_at          BIGINT  NOT NULL,
  to_at            BIGINT,
  is_end_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (is_end_uncertain IN (0, 1)),
  PRIMARY KEY (app_id, place_id, from_at)
);
CREATE INDEX app_observations_open     ON app_observations (app_id, place_id) WHERE to_at IS NULL;
CREATE INDEX app_observations_by_end   ON app_observations (to_at);
CREATE INDEX app_observations_by_place ON app_observations (place_id, from_at);
CREATE TABLE node_observations (
  collateral       TEXT    NOT NULL,
  from_at          BIGINT  NOT NULL,
  to_at            BIGINT,
  tier             TEXT    NOT NULL,
  payment_address  TEXT    NOT NULL,
  is_end_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (is_end_uncertain IN (0, 1)),
  PRIMARY KEY (collateral, from_at)
);
CREATE INDEX node_observations_open   ON node_observations (collateral) WHERE to_at IS NULL;
CREATE INDEX node_observations_by_end ON node_observations (to_at);
CREATE TABLE observed_days (
  kind          TEXT    NOT NULL CHECK (kind IN ('apps', 'nodes')),
  date          TEXT    NOT NULL CHECK (date LIKE '____-__-__'),
  last_cycle_at BIGINT  NOT NULL,
  cycle_count   INTEGER NOT NULL,
  PRIMARY KEY (kind, date)
);
CREATE TABLE daily_snapshots (
  snapshot_date           TEXT    PRIMARY KEY CHECK (snapshot_date LIKE '____-__-__'),
  origin                  TEXT    NOT NULL CHECK (origin IN ('observed', 'backfilled', 'imported')),
  taken_at                BIGINT  NOT NULL,
  revenue_sat             BIGINT,
  revenue_usd_micros      BIGINT,
  payment_count           INTEGER,
  priced_count            INTEGER,
  price_e8                BIGINT,
  node_cumulus            INTEGER,
  node_nimbus             INTEGER,
  node_stratus            INTEGER,
  node_total              INTEGER,
  wallet_count            INTEGER,
  collateral_cumulus_flux BIGINT,
  collateral_nimbus_flux  BIGINT,
  collateral_stratus_flux BIGINT,
  cpu_total_millicores    BIGINT,
  cpu_used_millicores     BIGINT,
  ram_total_mb            BIGINT,
  ram_used_mb             BIGINT,
  storage_total_mb        BIGINT,
  storage_used_mb         BIGINT,
  app_count               INTEGER,
  watchtower_count        INTEGER,
  git_count               INTEGER,
  docker_count            INTEGER,
  resolved_count          INTEGER,
  gaming_count            INTEGER,
  crypto_count            INTEGER,
  wordpress_count         INTEGER
);
CREATE TABLE repo_images (
  id            INTEGER PRIMARY KEY,
  image_name    TEXT    NOT NULL UNIQUE,
  -- Without tag and digest.
  repository    TEXT    NOT NULL,
  category      TEXT    CHECK (category IN ('gaming', 'crypto', 'wordpress', 'other')),
  product_slug  TEXT,
  product_label TEXT
);
CREATE INDEX repo_images_by_repository ON repo_images (repository);
CREATE INDEX repo_images_by_category   ON repo_images (category, product_slug);
CREATE TABLE repo_snapshots (
  snapshot_date  TEXT    NOT NULL CHECK (snapshot_date LIKE '____-__-__'),
  image_id       INTEGER NOT NULL,
  instance_count INTEGER NOT NULL,
  category_count INTEGER NOT NULL,
  PRIMARY KEY (snapshot_date, image_id)
);
CREATE INDEX repo_snapshots_by_image ON repo_snapshots (image_id, snapshot_date);
CREATE TABLE product_snapshots (
  snapshot_date  TEXT    NOT NULL CHECK (snapshot_date LIKE '____-__-__'),
  slug           TEXT    NOT NULL,
  instance_count INTEGER NOT NULL,
  PRIMARY KEY (snapshot_date, slug)
);
CREATE TABLE store_epochs (
  epoch     INTEGER PRIMARY KEY CHECK (epoch >= 0),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  at        BIGINT  NOT NULL,
  reason    TEXT    NOT NULL
);
CREATE TABLE restore_slices (
  table_name TEXT    NOT NULL,
  slice      INTEGER NOT NULL,
  rows       JSON    NOT NULL,
  PRIMARY KEY (table_name, slice)
);
CREATE TABLE "network_apps" (
  name         TEXT    PRIMARY KEY,
  owner        TEXT    NOT NULL,
  spec_version INTEGER,
  hash         TEXT    NOT NULL,
  height       INTEGER NOT NULL,
  -- NULL where it ends at a time, or nobody knows when.
  end_height   INTEGER,
  -- Unix seconds.
  end_time     BIGINT,
  instances    INTEGER,
  expire       INTEGER,
  -- JSON [{name, repotag, cpu, ramMb, hddGb}]; empty when encrypted, null when its kind cannot be read.
  components   TEXT    NOT NULL,
  -- JSON [text]; null when not known.
  geolocation  TEXT    NOT NULL,
  is_encrypted INTEGER NOT NULL CHECK (is_encrypted IN (0, 1))
);
CREATE INDEX network_apps_by_height   ON network_apps (height);
CREATE INDEX network_apps_by_end      ON network_apps (end_height);
CREATE INDEX network_apps_by_end_time ON network_apps (end_time) WHERE end_time IS NOT NULL;
CREATE TABLE "app_messages" (
  hash         TEXT    PRIMARY KEY,
  type         TEXT    NOT NULL CHECK (type IN ('register', 'update')),
  txid         TEXT,
  height       INTEGER NOT NULL,
  value_sat    BIGINT,
  timestamp_ms BIGINT,
  app_name     TEXT    NOT NULL,
  owner        TEXT    NOT NULL,
  spec_version INTEGER,
  components   TEXT    NOT NULL,
  instances    INTEGER,
  expire       INTEGER,
  end_time     BIGINT,
  geolocation  TEXT    NOT NULL,
  is_encrypted INTEGER NOT NULL CHECK (is_encrypted IN (0, 1))
);
CREATE INDEX app_messages_by_app  ON app_messages (app_name, height);
CREATE INDEX app_messages_unknown ON app_messages (hash) WHERE components = 'null';
CREATE TABLE "observed_places" (
  id      INTEGER PRIMARY KEY,
  ip      TEXT    NOT NULL,
  replica TEXT    NOT NULL DEFAULT '',
  UNIQUE (ip, replica)
);
CREATE TABLE events (
  seq     INTEGER PRIMARY KEY,
  id      TEXT    NOT NULL UNIQUE,
  type    TEXT    NOT NULL,
  version INTEGER NOT NULL,
  subject TEXT    NOT NULL,
  height  INTEGER,
  at      BIGINT  NOT NULL,
  data    TEXT    NOT NULL
);
CREATE INDEX events_by_type ON events (type, seq) WHERE type <> 'payment.settled';
CREATE TABLE event_head (
  name      TEXT   PRIMARY KEY CHECK (name = 'log'),
  seq       BIGINT NOT NULL,
  floor_seq BIGINT NOT NULL
);
CREATE TABLE deliveries (
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
CREATE INDEX deliveries_due        ON deliveries (webhook_id, next_at) WHERE state = 'pending';
CREATE INDEX deliveries_in_order   ON deliveries (webhook_id, subject, seq) WHERE state = 'pending';
CREATE INDEX deliveries_of_webhook ON deliveries (webhook_id, seq, id);
CREATE INDEX deliveries_attempted  ON deliveries (webhook_id, attempted_at);
CREATE INDEX deliveries_finished   ON deliveries (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE delivery_attempts (
  id          TEXT    PRIMARY KEY,
  delivery_id TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  duration_ms INTEGER NOT NULL,
  status      INTEGER,
  outcome     TEXT    NOT NULL
);
CREATE INDEX delivery_attempts_by_delivery ON delivery_attempts (delivery_id, at);
CREATE TABLE subscription_changes (
  kind     TEXT   NOT NULL CHECK (kind IN ('tx', 'app', 'days')),
  key      TEXT   NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE TABLE subscription_links (
  txid         TEXT    PRIMARY KEY,
  message_hash TEXT    NOT NULL,
  height       INTEGER NOT NULL,
  block_time   BIGINT  NOT NULL,
  is_free      INTEGER NOT NULL CHECK (is_free IN (0, 1)),
  amount_sat   BIGINT  NOT NULL,
  usd_micros   BIGINT,
  sender       TEXT    NOT NULL,
  recipient    TEXT    NOT NULL
);
CREATE INDEX subscription_links_by_hash ON subscription_links (message_hash) WHERE message_hash <> '';
CREATE TABLE subscriptions (
  id             TEXT    PRIMARY KEY,
  -- The height at which it was first seen: pages are in this order, which a reorganisation does not change.
  order_height   INTEGER NOT NULL,
  is_listed      INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
  outcome        TEXT    NOT NULL CHECK (outcome IN ('bought', 'unpaid', 'underpaid', 'duplicate_hash', 'no_message', 'orphaned')),
  app_name       TEXT,
  txid           TEXT    NOT NULL,
  message_hash   TEXT    NOT NULL,
  sender         TEXT,
  owner          TEXT,
  recipient      TEXT,
  deposit_sat    BIGINT  NOT NULL,
  deposit_usd    BIGINT,
  carried_in_sat BIGINT  NOT NULL,
  carried_in_usd BIGINT,
  start_height   INTEGER NOT NULL,
  start_time     BIGINT  NOT NULL,
  end_height     INTEGER,
  end_time       BIGINT,
  stop_height    INTEGER,
  stop_time      BIGINT,
  stop_reason    TEXT    CHECK (stop_reason IN ('superseded', 'cancelled_by_owner')),
  -- What had not been earned when it was stopped: carried out when superseded, broken when cancelled.
  left_sat       BIGINT  NOT NULL,
  -- At or above the height from which nothing of it moves any more.
  last_height    INTEGER NOT NULL,
  -- Start of the next segment of the app; paid segments before it; whole days of its term.
  next_height    INTEGER,
  renewals       INTEGER NOT NULL,
  term_days      INTEGER,
  spec_version   INTEGER,
  instances      INTEGER,
  is_encrypted   INTEGER,
  -- Of one instance; NULL when the specification cannot be read.
  cpu_millicores BIGINT,
  ram_mb         BIGINT,
  hdd_gb         BIGINT
);
CREATE INDEX subscriptions_by_order     ON subscriptions (order_height, id) WHERE is_listed = 1;
CREATE INDEX subscriptions_by_app       ON subscriptions (app_name, order_height, id);
CREATE INDEX subscriptions_by_txid      ON subscriptions (txid);
CREATE INDEX subscriptions_by_sender    ON subscriptions (sender, order_height, id);
CREATE INDEX subscriptions_by_owner     ON subscriptions (owner, order_height, id);
CREATE INDEX subscriptions_by_recipient ON subscriptions (recipient, order_height, id);
CREATE INDEX subscriptions_by_last      ON subscriptions (last_height, id);
CREATE INDEX subscriptions_cancelled    ON subscriptions (id) WHERE stop_reason = 'cancelled_by_owner';
CREATE INDEX subscriptions_of_nothing   ON subscriptions (outcome) WHERE outcome NOT IN ('bought', 'unpaid');
CREATE TABLE subscription_days (
  date          TEXT    PRIMARY KEY CHECK (date LIKE '____-__-__'),
  -- The last block of the day, as far as stored blocks tell.
  height        INTEGER NOT NULL,
  time          BIGINT  NOT NULL,
  payment_count INTEGER NOT NULL,
  cash_sat      BIGINT  NOT NULL,
  accrued_sat   BIGINT  NOT NULL,
  breakage_sat  BIGINT  NOT NULL,
  deferred_sat  BIGINT  NOT NULL
);
CREATE TABLE stream_agreements (
  id              TEXT   PRIMARY KEY,
  idempotency_key TEXT   NOT NULL UNIQUE,
  body_hash       TEXT   NOT NULL,
  sender          TEXT   NOT NULL,
  recipient       TEXT   NOT NULL,
  deposit_sat     BIGINT NOT NULL,
  -- 1e-18 FLUX a second, as text: it passes 64 bits.
  rate_e18        TEXT   NOT NULL,
  start_time      BIGINT NOT NULL,
  end_time        BIGINT NOT NULL,
  note            TEXT   NOT NULL,
  created_at      BIGINT NOT NULL,
  ended_at        BIGINT
);
CREATE INDEX stream_agreements_by_time ON stream_agreements (created_at, id);
CREATE INDEX app_messages_by_txid ON app_messages (txid);
CREATE INDEX subscription_links_free ON subscription_links (block_time) WHERE is_free = 1;
CREATE TABLE insight_days (
  figure TEXT   NOT NULL,
  date   TEXT   NOT NULL CHECK (date LIKE '____-__-__'),
  part   TEXT   NOT NULL,
  value  BIGINT NOT NULL,
  PRIMARY KEY (figure, date, part)
);
CREATE INDEX insight_days_by_date ON insight_days (date);
CREATE TABLE coinbases (
  height     INTEGER PRIMARY KEY,
  block_hash TEXT    NOT NULL,
  block_time BIGINT  NOT NULL,
  outputs    TEXT    NOT NULL
);
CREATE TABLE earnings_addresses (
  address     TEXT    PRIMARY KEY,
  from_height INTEGER NOT NULL,
  to_height   INTEGER NOT NULL,
  -- First day that is known completely.
  from_date   TEXT    NOT NULL CHECK (from_date LIKE '____-__-__'),
  read_at     BIGINT  NOT NULL
);
CREATE TABLE earnings_days (
  address      TEXT    NOT NULL,
  date         TEXT    NOT NULL CHECK (date LIKE '____-__-__'),
  output_count INTEGER NOT NULL,
  amount_sat   BIGINT  NOT NULL,
  PRIMARY KEY (address, date)
);
CREATE TABLE reports (
  period   TEXT   NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly', 'quarterly', 'yearly')),
  end_date TEXT   NOT NULL CHECK (end_date LIKE '____-__-__'),
  made_at  BIGINT NOT NULL,
  body     TEXT   NOT NULL,
  PRIMARY KEY (period, end_date)
);
CREATE TABLE alert_rules (
  rule           TEXT   PRIMARY KEY,
  -- Decimal text in the unit of the rule.
  threshold      TEXT,
  silenced_until BIGINT,
  updated_at     BIGINT NOT NULL
);
CREATE TABLE alert_states (
  rule       TEXT   NOT NULL,
  subject    TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (rule, subject)
);
CREATE TABLE alerts (
  id          TEXT    PRIMARY KEY,
  rule        TEXT    NOT NULL,
  subject     TEXT    NOT NULL,
  opened_at   BIGINT  NOT NULL,
  closed_at   BIGINT,
  detail      TEXT    NOT NULL,
  is_silenced INTEGER NOT NULL CHECK (is_silenced IN (0, 1))
);
CREATE INDEX alerts_by_opening ON alerts (opened_at, id);
CREATE UNIQUE INDEX alerts_open ON alerts (rule, subject) WHERE closed_at IS NULL;
CREATE TABLE api_keys (
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
CREATE INDEX api_keys_by_prefix ON api_keys (prefix);
CREATE TABLE meter_tenants (
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
CREATE TABLE meter_turns (
  tenant TEXT    PRIMARY KEY,
  turn   INTEGER NOT NULL
);
CREATE TABLE meter_events (
  id          TEXT   PRIMARY KEY,
  tenant      TEXT   NOT NULL,
  feature     TEXT   NOT NULL,
  tokens      BIGINT NOT NULL CHECK (tokens >= 0),
  at          BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  body        TEXT
);
CREATE TABLE meter_minutes (
  tenant      TEXT   NOT NULL,
  minute      BIGINT NOT NULL,
  feature     TEXT   NOT NULL,
  tokens_high BIGINT NOT NULL,
  tokens_low  BIGINT NOT NULL,
  event_count BIGINT NOT NULL,
  PRIMARY KEY (tenant, minute, feature)
);
CREATE TABLE meter_totals (
  tenant       TEXT   NOT NULL,
  period_start BIGINT NOT NULL,
  period_end   BIGINT NOT NULL,
  tokens_high  BIGINT NOT NULL,
  tokens_low   BIGINT NOT NULL,
  event_count  BIGINT NOT NULL,
  PRIMARY KEY (tenant, period_start)
);
CREATE TABLE meter_thresholds (
  tenant       TEXT    NOT NULL,
  period_start BIGINT  NOT NULL,
  threshold    INTEGER NOT NULL CHECK (threshold IN (80, 100)),
  crossed_at   BIGINT  NOT NULL,
  told_at      BIGINT,
  PRIMARY KEY (tenant, period_start, threshold)
);
CREATE INDEX meter_thresholds_untold ON meter_thresholds (crossed_at) WHERE told_at IS NULL;
CREATE TABLE revenue_kinds (
  block_range   INTEGER NOT NULL,
  date          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  app_type      TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL,
  PRIMARY KEY (block_range, date, source, app_type)
);
CREATE TABLE revenue_payer_apps (
  from_address  TEXT    NOT NULL,
  app_name      TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  PRIMARY KEY (from_address, app_name)
);
CREATE TABLE revenue_payers (
  from_address  TEXT    PRIMARY KEY,
  source        TEXT,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL,
  app_count     INTEGER NOT NULL,
  first_payment BIGINT,
  last_payment  BIGINT
);
CREATE INDEX revenue_payers_by_amount ON revenue_payers (amount_sat, from_address);
CREATE INDEX revenue_transactions_by_payer ON revenue_transactions (from_address, sort_key);
CREATE INDEX revenue_transactions_by_amount
  ON revenue_transactions (amount_sat, sort_key, date, source, app_type, usd_micros);
CREATE TABLE revenue_changes (
  date          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  block_range   INTEGER NOT NULL,
  app_name      TEXT,
  app_type      TEXT    NOT NULL,
  from_address  TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  usd_micros    BIGINT  NOT NULL,
  priced_count  INTEGER NOT NULL
);
CREATE TABLE delivery_targets (
  origin      TEXT    PRIMARY KEY,
  failures    INTEGER NOT NULL,
  opened_at   BIGINT,
  probe       TEXT,
  probe_until BIGINT
);
CREATE TABLE "webhooks" (
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
CREATE TABLE integrity_checks (
  name        TEXT   PRIMARY KEY,
  checked_at  BIGINT NOT NULL,
  row_count   BIGINT NOT NULL,
  differences BIGINT NOT NULL,
  note        TEXT
);
CREATE TABLE integrity_findings (
  check_name TEXT   NOT NULL,
  key        TEXT   NOT NULL,
  expected   TEXT   NOT NULL,
  found      TEXT   NOT NULL,
  first_seen BIGINT NOT NULL,
  PRIMARY KEY (check_name, key)
);
CREATE TABLE replays (
  id             TEXT    PRIMARY KEY,
  projector      TEXT    NOT NULL,
  from_height    INTEGER,
  to_height      INTEGER,
  batch_size     INTEGER NOT NULL,
  is_dry_run     INTEGER NOT NULL CHECK (is_dry_run IN (0, 1)),
  state          TEXT    NOT NULL CHECK (state IN ('open', 'completed', 'failed')),
  job_id         TEXT    NOT NULL,
  cursor         TEXT    NOT NULL,
  total_rows     BIGINT  NOT NULL,
  replayed_rows  BIGINT  NOT NULL,
  run_started_at BIGINT  NOT NULL,
  run_rows       BIGINT  NOT NULL,
  started_at     BIGINT  NOT NULL,
  finished_at    BIGINT,
  error          TEXT
);
CREATE UNIQUE INDEX replays_one_open ON replays (state) WHERE state = 'open';
CREATE INDEX replays_by_start ON replays (started_at, id);
CREATE TABLE replay_rows (
  replay_id  TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  height     INTEGER,
  row_before JSON,
  row_after  JSON,
  events     JSON    NOT NULL,
  is_stale   INTEGER NOT NULL CHECK (is_stale IN (0, 1)),
  PRIMARY KEY (replay_id, key)
);
CREATE TABLE source_stalls (
  source       TEXT   PRIMARY KEY,
  since        BIGINT NOT NULL,
  latched_at   BIGINT NOT NULL,
  recovered_at BIGINT
);
CREATE TABLE subscription_checkpoints (
  height         INTEGER PRIMARY KEY,
  time           BIGINT  NOT NULL,
  apps           INTEGER NOT NULL,
  encrypted      INTEGER NOT NULL,
  counted        INTEGER NOT NULL,
  instances      BIGINT  NOT NULL,
  readable       INTEGER NOT NULL,
  cpu_millicores BIGINT  NOT NULL,
  ram_mb         BIGINT  NOT NULL,
  hdd_gb         BIGINT  NOT NULL,
  owners         TEXT    NOT NULL
);
CREATE INDEX subscriptions_by_start    ON subscriptions (start_height);
CREATE INDEX subscriptions_by_end_time ON subscriptions (end_time) WHERE end_time IS NOT NULL;
CREATE INDEX app_observations_by_start  ON app_observations (from_at);
CREATE INDEX node_observations_by_tier  ON node_observations (tier, from_at, to_at);
CREATE INDEX meter_events_by_at ON meter_events (at);
CREATE INDEX meter_minutes_by_minute ON meter_minutes (minute);
CREATE TABLE meter_floor (
  name   TEXT   PRIMARY KEY CHECK (name = 'events'),
  before BIGINT NOT NULL
);
CREATE TABLE market_closes (
  asset      TEXT   NOT NULL,
  currency   TEXT   NOT NULL,
  date       TEXT   NOT NULL CHECK (date LIKE '____-__-__'),
  price_e8   BIGINT NOT NULL CHECK (price_e8 > 0),
  source     TEXT   NOT NULL,
  fetched_at BIGINT NOT NULL,
  PRIMARY KEY (asset, currency, date)
);
CREATE TABLE market_prices (
  asset    TEXT   NOT NULL,
  currency TEXT   NOT NULL,
  price_e8 BIGINT NOT NULL CHECK (price_e8 > 0),
  source   TEXT   NOT NULL,
  as_of    BIGINT NOT NULL,
  PRIMARY KEY (asset, currency)
);
CREATE TABLE market_lists (
  name   TEXT   PRIMARY KEY,
  body   TEXT   NOT NULL,
  source TEXT   NOT NULL,
  as_of  BIGINT NOT NULL
);
CREATE TABLE market_balances (
  address    TEXT   PRIMARY KEY,
  amount_sat BIGINT NOT NULL CHECK (amount_sat >= 0),
  source     TEXT   NOT NULL,
  as_of      BIGINT NOT NULL
);
CREATE TABLE bitcoin_blocks (
  height          INTEGER PRIMARY KEY,
  hash            TEXT    NOT NULL,
  time            BIGINT  NOT NULL,
  version         BIGINT,
  tx_count        INTEGER,
  size_bytes      INTEGER,
  weight          INTEGER,
  fees_sat        BIGINT,
  subsidy_sat     BIGINT,
  output_sat      BIGINT,
  -- Thousandths of a satoshi per virtual byte.
  median_rate_e3  BIGINT,
  miner           TEXT,
  source          TEXT    NOT NULL
);
CREATE INDEX bitcoin_blocks_by_time ON bitcoin_blocks (time, height);
CREATE TABLE bitcoin_large_transactions (
  txid       TEXT    PRIMARY KEY,
  amount_sat BIGINT  NOT NULL,
  fee_sat    BIGINT,
  vsize      INTEGER NOT NULL,
  seen_at    BIGINT  NOT NULL
);
CREATE INDEX bitcoin_large_by_seeing ON bitcoin_large_transactions (seen_at, txid);
CREATE INDEX bitcoin_large_by_amount ON bitcoin_large_transactions (amount_sat, txid);
CREATE TABLE bitcoin_panels (
  name      TEXT   PRIMARY KEY,
  body      TEXT,
  source    TEXT,
  as_of     BIGINT,
  failed_at BIGINT,
  state     TEXT   NOT NULL,
  reason    TEXT
);
CREATE TABLE service_days (
  kind     TEXT    NOT NULL CHECK (kind IN ('source', 'job')),
  name     TEXT    NOT NULL,
  date     TEXT    NOT NULL CHECK (LENGTH(date) = 10),
  good     INTEGER NOT NULL,
  bad      INTEGER NOT NULL,
  answers  INTEGER NOT NULL,
  ms_sum   BIGINT  NOT NULL,
  ms_most  BIGINT  NOT NULL,
  PRIMARY KEY (kind, name, date)
);
CREATE INDEX service_days_by_date ON service_days (date);
CREATE TABLE subscription_start (name TEXT PRIMARY KEY CHECK (name = 'projector'));
CREATE TRIGGER subscription_fact_added AFTER INSERT ON chain_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_fact_changed AFTER UPDATE ON chain_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_fact_removed AFTER DELETE ON chain_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', old.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_payment_added AFTER INSERT ON revenue_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_payment_changed AFTER UPDATE ON revenue_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start) AND (old.amount_sat <> new.amount_sat OR old.usd_micros IS NOT new.usd_micros OR old.block_height <> new.block_height
  OR old.block_time <> new.block_time OR old.from_address <> new.from_address OR old.address <> new.address)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', new.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_payment_removed AFTER DELETE ON revenue_transactions
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('tx', old.txid, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_message_added AFTER INSERT ON app_messages
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('app', new.app_name, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_message_changed AFTER UPDATE ON app_messages
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('app', new.app_name, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TRIGGER subscription_message_removed AFTER DELETE ON app_messages
WHEN EXISTS (SELECT 1 FROM subscription_start)
BEGIN
  INSERT INTO subscription_changes (kind, key, revision) VALUES ('app', old.app_name, 1)
  ON CONFLICT (kind, key) DO UPDATE SET revision = subscription_changes.revision + 1;
END;
CREATE TABLE source_shapes (
  document     TEXT   PRIMARY KEY,
  source       TEXT   NOT NULL,
  revision     BIGINT NOT NULL,
  baseline     TEXT   NOT NULL,
  last_good_at BIGINT,
  changed_at   BIGINT NOT NULL
);
CREATE TABLE source_drifts (
  document     TEXT    NOT NULL,
  opened_at    BIGINT  NOT NULL,
  closed_at    BIGINT,
  closed_by    TEXT    CHECK (closed_by IN ('shape', 'time', 'operator')),
  is_frozen    INTEGER NOT NULL CHECK (is_frozen IN (0, 1)),
  changes      TEXT    NOT NULL,
  sample       TEXT    NOT NULL,
  candidate    TEXT    NOT NULL,
  stable_since BIGINT  NOT NULL,
  last_good_at BIGINT,
  PRIMARY KEY (document, opened_at)
);
CREATE UNIQUE INDEX source_drifts_open ON source_drifts (document) WHERE closed_at IS NULL;
INSERT INTO schema_migrations (version, applied_at) VALUES ('001_schema', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('002_sqlite', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('003_census', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('006_failover', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('008_backup', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('010_app_kinds_sqlite', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('011_events', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('012_webhooks', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('013_subscriptions', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('013_subscriptions_sqlite', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('014_insights', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('015_usage', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('016_payers', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('016_payers_sqlite', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('017_webhooks', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('017_webhooks_sqlite', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('018_integrity', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('018_replays', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('018_stalls', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('019_subscription_checkpoints', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('020_meter_events', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('021_markets', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('022_bitcoin', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('023_service_days', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('024_subscription_start', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('024_subscription_start_sqlite', 1700000000);
INSERT INTO schema_migrations (version, applied_at) VALUES ('025_source_shapes', 1700000000);
INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload) VALUES ('aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11', 100, 'b10c', 1772366400, '{"p":"t1Ann","o":[],"r":[]}');
INSERT INTO revenue_transactions (sort_key, txid, block_height, block_hash, block_time, date, address, from_address, amount_sat, usd_micros, price_source, message_hash, app_name, app_type, source, settled) VALUES (6575598, 'aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11', 100, 'b10c', 1772366400, '2026-03-01', 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', 't1Ann', 165388268, 330777, 'close', NULL, 'Palworld', 'docker', 'other', 1);
INSERT INTO revenue_transactions (sort_key, txid, block_height, block_hash, block_time, date, address, from_address, amount_sat, usd_micros, price_source, message_hash, app_name, app_type, source, settled) VALUES (6641134, 'aa11bb22aa11bb22aa11bb22aa11bb22aa11bb22aa11bb22aa11bb22aa11bb22', 101, 'b10c', 1772366520, '2026-03-01', 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', 't1Ben', 1, NULL, NULL, NULL, NULL, NULL, 'other', 1);
INSERT INTO revenue_transactions (sort_key, txid, block_height, block_hash, block_time, date, address, from_address, amount_sat, usd_micros, price_source, message_hash, app_name, app_type, source, settled) VALUES (6706670, 'aa11cc33aa11cc33aa11cc33aa11cc33aa11cc33aa11cc33aa11cc33aa11cc33', 102, 'b10c', 1772452800, '2026-03-02', 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', 't1Ann', 9007199254740993, 5, 'close', NULL, 'Palworld', 'docker', 'other', 1);
INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count) VALUES ('2026-03-01', 'other', 2, 165388269, 330777, 1);
INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count) VALUES ('2026-03-02', 'other', 1, 9007199254740993, 5, 1);
INSERT INTO revenue_apps (app_name, app_type, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment) VALUES ('Palworld', 'docker', 2, 9007199420129261, 330782, 2, 1772366400, 1772452800);
INSERT INTO revenue_block_ranges (block_range, source, payment_count) VALUES (0, 'other', 3);
INSERT INTO flux_price_history (date, price_e8, source, fetched_at, applied_e8) VALUES ('2026-03-01', 20000000, 'coingecko', 1772455000, 20000000);
INSERT INTO sync_cursors (address, height, updated_at) VALUES ('t3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', 2000000, 1773835200);
INSERT INTO sync_status (name, value, updated_at) VALUES ('revenue', '{"tip":2000059,"tipTime":1773835170,"completedAt":1773835200,"complete":true}', 1773835200);
INSERT INTO node_observations (collateral, from_at, to_at, tier, payment_address, is_end_uncertain) VALUES ('c0:0', 1772366400, 1772370000, 'stratus', 't1Node', 0);
INSERT INTO daily_snapshots (snapshot_date, origin, taken_at, revenue_sat, revenue_usd_micros, payment_count, priced_count, price_e8, node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux, cpu_total_millicores, cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb, app_count, watchtower_count, git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count) VALUES ('2026-03-01', 'observed', 1772410000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 6700, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label) VALUES (7, 'thijsvanloef/palworld-server-docker:v1', 'thijsvanloef/palworld-server-docker', 'gaming', 'palworld', 'Palworld');
INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count) VALUES ('2026-03-01', 7, 42, 41);
