-- What pages ask of payments besides their time: who paid, what kind of app, how much. Portable; harmless to apply again.
-- The files of this number for one engine fill the roll-ups from the payments that there are.

-- Sums per 1,000 blocks, day, source and kind of app ('' = none known). A range of blocks is a range of sort keys, so a page
-- of any days and kinds finds its place here, and its total and sums are exact.
CREATE TABLE IF NOT EXISTS revenue_kinds (
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

-- What a payer paid for each app ('' = none known).
CREATE TABLE IF NOT EXISTS revenue_payer_apps (
  from_address  TEXT    NOT NULL,
  app_name      TEXT    NOT NULL,
  payment_count INTEGER NOT NULL,
  amount_sat    BIGINT  NOT NULL,
  PRIMARY KEY (from_address, app_name)
);

-- source: that of the newest payment. app_count: apps that are known by name.
CREATE TABLE IF NOT EXISTS revenue_payers (
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
CREATE INDEX IF NOT EXISTS revenue_payers_by_amount ON revenue_payers (amount_sat, from_address);

CREATE INDEX IF NOT EXISTS revenue_transactions_by_payer ON revenue_transactions (from_address, sort_key);
-- The columns that a list by amount is filtered by are in the index: it is walked without looking at a row.
CREATE INDEX IF NOT EXISTS revenue_transactions_by_amount
  ON revenue_transactions (amount_sat, sort_key, date, source, app_type, usd_micros);
