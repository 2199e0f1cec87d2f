-- What figures mean: days that nobody could work out later, what nodes were paid, reports, alerts. Portable.

-- One part of a figure on a UTC day, in whole units: `fill` has running and ordered, `concentration.provider.nodes` has
-- hhi_e2, nakamoto, gini_e4, top1_e2 and so on. A figure that was not known on a day has no row there.
CREATE TABLE IF NOT EXISTS insight_days (
  figure TEXT   NOT NULL,
  date   TEXT   NOT NULL CHECK (date LIKE '____-__-__'),
  part   TEXT   NOT NULL,
  value  BIGINT NOT NULL,
  PRIMARY KEY (figure, date, part)
);
CREATE INDEX IF NOT EXISTS insight_days_by_date ON insight_days (date);

-- Coinbases as the chain has them; outputs: JSON [[address, sat as text], ...].
CREATE TABLE IF NOT EXISTS coinbases (
  height     INTEGER PRIMARY KEY,
  block_hash TEXT    NOT NULL,
  block_time BIGINT  NOT NULL,
  outputs    TEXT    NOT NULL
);

-- What coinbases paid to an address that somebody asked about, by UTC day, and from which height to which it was read.
CREATE TABLE IF NOT EXISTS earnings_addresses (
  address     TEXT    PRIMARY KEY,
  from_height INTEGER NOT NULL,
  to_height   INTEGER NOT NULL,
  -- First day that is known completely.
  from_date   TEXT    NOT NULL CHECK (from_date LIKE '____-__-__'),
  read_at     BIGINT  NOT NULL
);
CREATE TABLE IF NOT EXISTS earnings_days (
  address      TEXT    NOT NULL,
  date         TEXT    NOT NULL CHECK (date LIKE '____-__-__'),
  output_count INTEGER NOT NULL,
  amount_sat   BIGINT  NOT NULL,
  PRIMARY KEY (address, date)
);

-- Reports as they were made: one for each completed period. body: JSON.
CREATE TABLE IF NOT EXISTS reports (
  period   TEXT   NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly', 'quarterly', 'yearly')),
  end_date TEXT   NOT NULL CHECK (end_date LIKE '____-__-__'),
  made_at  BIGINT NOT NULL,
  body     TEXT   NOT NULL,
  PRIMARY KEY (period, end_date)
);

-- What operators have set for a rule of alerts; a rule without a row is as it comes.
CREATE TABLE IF NOT EXISTS alert_rules (
  rule           TEXT   PRIMARY KEY,
  -- Decimal text in the unit of the rule.
  threshold      TEXT,
  silenced_until BIGINT,
  updated_at     BIGINT NOT NULL
);
-- Where each rule stands. state: JSON.
CREATE TABLE IF NOT EXISTS alert_states (
  rule       TEXT   NOT NULL,
  subject    TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (rule, subject)
);
-- Each time that an alert was opened. id: rule, subject and the time of its opening.
CREATE TABLE IF NOT EXISTS alerts (
  id          TEXT    PRIMARY KEY,
  rule        TEXT    NOT NULL,
  subject     TEXT    NOT NULL,
  opened_at   BIGINT  NOT NULL,
  closed_at   BIGINT,
  detail      TEXT    NOT NULL,
  is_silenced INTEGER NOT NULL CHECK (is_silenced IN (0, 1))
);
CREATE INDEX IF NOT EXISTS alerts_by_opening ON alerts (opened_at, id);
CREATE UNIQUE INDEX IF NOT EXISTS alerts_open ON alerts (rule, subject) WHERE closed_at IS NULL;
