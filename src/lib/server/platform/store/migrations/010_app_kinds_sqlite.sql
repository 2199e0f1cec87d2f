-- SQLite only: what newer kinds of apps and messages do not tell, and what they tell besides. Tables are made anew because a
-- column cannot lose its NOT NULL otherwise; harmless to apply again. A new column is looked for in the table and, as long
-- as it has none, found in the row beside it, where it has the value of old rows.

DROP TABLE IF EXISTS network_apps_next;
CREATE TABLE network_apps_next (
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
INSERT INTO network_apps_next
SELECT old.name, old.owner, old.spec_version, old.hash, old.height, old.end_height,
       (SELECT end_time FROM network_apps known WHERE known.name = old.name),
       old.instances, old.expire, old.components, old.geolocation, old.is_encrypted
FROM network_apps old, (SELECT NULL AS end_time) beside;
DROP TABLE network_apps;
ALTER TABLE network_apps_next RENAME TO network_apps;
CREATE INDEX IF NOT EXISTS network_apps_by_height   ON network_apps (height);
CREATE INDEX IF NOT EXISTS network_apps_by_end      ON network_apps (end_height);
CREATE INDEX IF NOT EXISTS network_apps_by_end_time ON network_apps (end_time) WHERE end_time IS NOT NULL;

DROP TABLE IF EXISTS app_messages_next;
CREATE TABLE app_messages_next (
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
INSERT INTO app_messages_next
SELECT old.hash, old.type, old.txid, old.height, old.value_sat, old.timestamp_ms, old.app_name, old.owner,
       old.spec_version, old.components, old.instances, old.expire,
       (SELECT end_time FROM app_messages known WHERE known.hash = old.hash),
       old.geolocation, old.is_encrypted
FROM app_messages old, (SELECT NULL AS end_time) beside;
DROP TABLE app_messages;
ALTER TABLE app_messages_next RENAME TO app_messages;
CREATE INDEX IF NOT EXISTS app_messages_by_app  ON app_messages (app_name, height);
CREATE INDEX IF NOT EXISTS app_messages_unknown ON app_messages (hash) WHERE components = 'null';

-- A place is a machine and, where it runs an app more than once, which of its instances; empty where there is only one.
DROP TABLE IF EXISTS observed_places_next;
CREATE TABLE observed_places_next (
  id      INTEGER PRIMARY KEY,
  ip      TEXT    NOT NULL,
  replica TEXT    NOT NULL DEFAULT '',
  UNIQUE (ip, replica)
);
INSERT INTO observed_places_next
SELECT old.id, old.ip, (SELECT replica FROM observed_places known WHERE known.id = old.id)
FROM observed_places old, (SELECT '' AS replica) beside;
DROP TABLE observed_places;
ALTER TABLE observed_places_next RENAME TO observed_places;
