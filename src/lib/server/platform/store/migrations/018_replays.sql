-- Replays: what a projection would be if it was made again, laid aside until it takes the place of what is stored. Portable.

-- cursor: how far it has come, in the projector's own words. run_*: of the run that is under way, from which the pace is taken.
CREATE TABLE IF NOT EXISTS replays (
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
CREATE UNIQUE INDEX IF NOT EXISTS replays_one_open ON replays (state) WHERE state = 'open';
CREATE INDEX IF NOT EXISTS replays_by_start ON replays (started_at, id);

-- What differs. before, after: JSON of the row, NULL where there is none. events: JSON list of what is told of it. is_stale: what
-- is stored has changed since it was looked at, so it is to be looked at again.
CREATE TABLE IF NOT EXISTS replay_rows (
  replay_id  TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  height     INTEGER,
  row_before JSON,
  row_after  JSON,
  events     JSON    NOT NULL,
  is_stale   INTEGER NOT NULL CHECK (is_stale IN (0, 1)),
  PRIMARY KEY (replay_id, key)
);
