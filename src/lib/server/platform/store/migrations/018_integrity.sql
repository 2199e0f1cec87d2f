-- Integrity: what was held against what it follows from, and what differed. Portable.

-- note: why a check could not be made; NULL: it was.
CREATE TABLE IF NOT EXISTS integrity_checks (
  name        TEXT   PRIMARY KEY,
  checked_at  BIGINT NOT NULL,
  row_count   BIGINT NOT NULL,
  differences BIGINT NOT NULL,
  note        TEXT
);

-- The first of what differs, by check. first_seen: when it was found first.
CREATE TABLE IF NOT EXISTS integrity_findings (
  check_name TEXT   NOT NULL,
  key        TEXT   NOT NULL,
  expected   TEXT   NOT NULL,
  found      TEXT   NOT NULL,
  first_seen BIGINT NOT NULL,
  PRIMARY KEY (check_name, key)
);
