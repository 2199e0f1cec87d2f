-- The market of Bitcoin: closes that were told, live prices, lists of others. Portable.

-- What one coin cost at the end of a UTC day, in 1e-8 of the currency. A day that nobody told has no row.
CREATE TABLE IF NOT EXISTS market_closes (
  asset      TEXT   NOT NULL,
  currency   TEXT   NOT NULL,
  date       TEXT   NOT NULL CHECK (date LIKE '____-__-__'),
  price_e8   BIGINT NOT NULL CHECK (price_e8 > 0),
  source     TEXT   NOT NULL,
  fetched_at BIGINT NOT NULL,
  PRIMARY KEY (asset, currency, date)
);

-- The newest live price of each pair. as_of: of when it is, by its source.
CREATE TABLE IF NOT EXISTS market_prices (
  asset    TEXT   NOT NULL,
  currency TEXT   NOT NULL,
  price_e8 BIGINT NOT NULL CHECK (price_e8 > 0),
  source   TEXT   NOT NULL,
  as_of    BIGINT NOT NULL,
  PRIMARY KEY (asset, currency)
);

-- The newest list of each kind as its source told it. body: JSON.
CREATE TABLE IF NOT EXISTS market_lists (
  name   TEXT   PRIMARY KEY,
  body   TEXT   NOT NULL,
  source TEXT   NOT NULL,
  as_of  BIGINT NOT NULL
);

-- What labelled addresses held when they were last asked about.
CREATE TABLE IF NOT EXISTS market_balances (
  address    TEXT   PRIMARY KEY,
  amount_sat BIGINT NOT NULL CHECK (amount_sat >= 0),
  source     TEXT   NOT NULL,
  as_of      BIGINT NOT NULL
);
