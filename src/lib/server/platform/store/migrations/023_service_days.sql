-- How each source and each job did on each UTC day: how often it was found well, how often not, and how long answers took.

CREATE TABLE IF NOT EXISTS service_days (
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
CREATE INDEX IF NOT EXISTS service_days_by_date ON service_days (date);
