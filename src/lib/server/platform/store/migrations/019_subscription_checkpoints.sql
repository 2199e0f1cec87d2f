-- Checkpoints of the time machine, and the indexes by which it finds what has changed since one. Portable.

-- The apps whose term lasted at a block, summed, and how many of them each owner has: {owner: apps}. The writer of subscriptions
-- deletes what a change reaches back to, in the transaction of the change; time is that of the block as it was known then.
CREATE TABLE IF NOT EXISTS subscription_checkpoints (
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

CREATE INDEX IF NOT EXISTS subscriptions_by_start    ON subscriptions (start_height);
CREATE INDEX IF NOT EXISTS subscriptions_by_end_time ON subscriptions (end_time) WHERE end_time IS NOT NULL;

-- How much ran at a time: what had come by then, without what had gone.
CREATE INDEX IF NOT EXISTS app_observations_by_start  ON app_observations (from_at);
CREATE INDEX IF NOT EXISTS node_observations_by_tier  ON node_observations (tier, from_at, to_at);
