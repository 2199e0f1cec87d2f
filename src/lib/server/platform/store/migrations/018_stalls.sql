-- Stalls: sources that have told nothing for too long, until an operator has seen it. Portable.

-- since: when the source had last told something. recovered_at NULL: it still tells nothing.
CREATE TABLE IF NOT EXISTS source_stalls (
  source       TEXT   PRIMARY KEY,
  since        BIGINT NOT NULL,
  latched_at   BIGINT NOT NULL,
  recovered_at BIGINT
);
