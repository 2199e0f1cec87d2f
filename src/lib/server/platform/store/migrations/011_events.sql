-- The log of what changed. Portable; 011_events_postgres.sql makes seq a BIGINT there, as with the keys of payments.

-- id: type, subject and what else makes it the one event it is, so that nothing is told twice. data: JSON of its payload.
CREATE TABLE IF NOT EXISTS events (
  seq     INTEGER PRIMARY KEY,
  id      TEXT    NOT NULL UNIQUE,
  type    TEXT    NOT NULL,
  version INTEGER NOT NULL,
  subject TEXT    NOT NULL,
  height  INTEGER,
  at      BIGINT  NOT NULL,
  data    TEXT    NOT NULL
);
-- Not of the most frequent type, which is found by its numbers as quickly: a first sync appends nothing else.
CREATE INDEX IF NOT EXISTS events_by_type ON events (type, seq) WHERE type <> 'payment.settled';

-- One row. seq: the newest number given. floor_seq: what lies at or below is no longer kept. Whoever appends locks the row
-- until its transaction has ended, so numbers become visible in their order.
CREATE TABLE IF NOT EXISTS event_head (
  name      TEXT   PRIMARY KEY CHECK (name = 'log'),
  seq       BIGINT NOT NULL,
  floor_seq BIGINT NOT NULL
);

-- A ledger from before the log was told by nobody: whoever reads from the beginning learns that something is missing.
INSERT INTO event_head (name, seq, floor_seq)
SELECT 'log', 1, 1
WHERE EXISTS (SELECT 1 FROM revenue_transactions)
ON CONFLICT (name) DO NOTHING;
