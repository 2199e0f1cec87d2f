-- The network census: what there is now, what was seen from when to when, and one snapshot a day. Portable.
-- Units are in the names: a GB is 1,000 MB, a core 1,000 millicores. Every metric may be NULL: not known, never 0.

-- The newest complete answers, one row each; a census cycle changes what changed.
CREATE TABLE IF NOT EXISTS network_nodes (
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
CREATE INDEX IF NOT EXISTS network_nodes_by_ip ON network_nodes (ip) WHERE ip IS NOT NULL;

CREATE TABLE IF NOT EXISTS network_apps (
  name         TEXT    PRIMARY KEY,
  owner        TEXT    NOT NULL,
  spec_version INTEGER NOT NULL,
  hash         TEXT    NOT NULL,
  height       INTEGER NOT NULL,
  end_height   INTEGER NOT NULL,
  instances    INTEGER NOT NULL,
  expire       INTEGER,
  -- JSON [{name, repotag, cpu, ramMb, hddGb}]; empty when encrypted.
  components   TEXT    NOT NULL,
  -- JSON [text]
  geolocation  TEXT    NOT NULL,
  is_encrypted INTEGER NOT NULL CHECK (is_encrypted IN (0, 1))
);
CREATE INDEX IF NOT EXISTS network_apps_by_height ON network_apps (height);
CREATE INDEX IF NOT EXISTS network_apps_by_end    ON network_apps (end_height);

-- Observation history: it can never be fetched again. Intervals from the first complete cycle that showed something to the
-- last that did; to_at NULL = still there. is_end_uncertain: the cycles after it were missing for long.
CREATE TABLE IF NOT EXISTS observed_apps (
  id   INTEGER PRIMARY KEY,
  name TEXT    NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS observed_places (
  id INTEGER PRIMARY KEY,
  ip TEXT    NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS app_observations (
  app_id           INTEGER NOT NULL,
  place_id         INTEGER NOT NULL,
  from_at          BIGINT  NOT NULL,
  to_at            BIGINT,
  is_end_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (is_end_uncertain IN (0, 1)),
  PRIMARY KEY (app_id, place_id, from_at)
);
CREATE INDEX IF NOT EXISTS app_observations_open     ON app_observations (app_id, place_id) WHERE to_at IS NULL;
CREATE INDEX IF NOT EXISTS app_observations_by_end   ON app_observations (to_at);
CREATE INDEX IF NOT EXISTS app_observations_by_place ON app_observations (place_id, from_at);

CREATE TABLE IF NOT EXISTS node_observations (
  collateral       TEXT    NOT NULL,
  from_at          BIGINT  NOT NULL,
  to_at            BIGINT,
  tier             TEXT    NOT NULL,
  payment_address  TEXT    NOT NULL,
  is_end_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (is_end_uncertain IN (0, 1)),
  PRIMARY KEY (collateral, from_at)
);
CREATE INDEX IF NOT EXISTS node_observations_open   ON node_observations (collateral) WHERE to_at IS NULL;
CREATE INDEX IF NOT EXISTS node_observations_by_end ON node_observations (to_at);

-- Days with complete cycles, per kind of observation: a day that is not here was not watched.
CREATE TABLE IF NOT EXISTS observed_days (
  kind          TEXT    NOT NULL CHECK (kind IN ('apps', 'nodes')),
  date          TEXT    NOT NULL CHECK (date LIKE '____-__-__'),
  last_cycle_at BIGINT  NOT NULL,
  cycle_count   INTEGER NOT NULL,
  PRIMARY KEY (kind, date)
);

-- One row per UTC day. Revenue is derived from the transactions once the day has ended, and again when they change.
CREATE TABLE IF NOT EXISTS daily_snapshots (
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

-- Every image ever seen, with what today's tables make of it: changed tables change history by changing these rows.
CREATE TABLE IF NOT EXISTS repo_images (
  id            INTEGER PRIMARY KEY,
  image_name    TEXT    NOT NULL UNIQUE,
  -- Without tag and digest.
  repository    TEXT    NOT NULL,
  category      TEXT    CHECK (category IN ('gaming', 'crypto', 'wordpress', 'other')),
  product_slug  TEXT,
  product_label TEXT
);
CREATE INDEX IF NOT EXISTS repo_images_by_repository ON repo_images (repository);
CREATE INDEX IF NOT EXISTS repo_images_by_category   ON repo_images (category, product_slug);

-- One row per image and day. category_count: those containers that count for the image's category, which leaves out those
-- that count by their app's name (product_snapshots).
CREATE TABLE IF NOT EXISTS repo_snapshots (
  snapshot_date  TEXT    NOT NULL CHECK (snapshot_date LIKE '____-__-__'),
  image_id       INTEGER NOT NULL,
  instance_count INTEGER NOT NULL,
  category_count INTEGER NOT NULL,
  PRIMARY KEY (snapshot_date, image_id)
);
CREATE INDEX IF NOT EXISTS repo_snapshots_by_image ON repo_snapshots (image_id, snapshot_date);

-- Containers that count by their app's name, whatever their image, per product and day.
CREATE TABLE IF NOT EXISTS product_snapshots (
  snapshot_date  TEXT    NOT NULL CHECK (snapshot_date LIKE '____-__-__'),
  slug           TEXT    NOT NULL,
  instance_count INTEGER NOT NULL,
  PRIMARY KEY (snapshot_date, slug)
);
