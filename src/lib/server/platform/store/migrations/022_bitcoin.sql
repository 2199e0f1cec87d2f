-- Bitcoin: blocks and large transactions that were seen, and the newest figures of each panel. Portable.

-- Blocks of the best chain as they were seen. What a source does not tell is null.
CREATE TABLE IF NOT EXISTS bitcoin_blocks (
  height          INTEGER PRIMARY KEY,
  hash            TEXT    NOT NULL,
  time            BIGINT  NOT NULL,
  version         BIGINT,
  tx_count        INTEGER,
  size_bytes      INTEGER,
  weight          INTEGER,
  fees_sat        BIGINT,
  subsidy_sat     BIGINT,
  output_sat      BIGINT,
  -- Thousandths of a satoshi per virtual byte.
  median_rate_e3  BIGINT,
  miner           TEXT,
  source          TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS bitcoin_blocks_by_time ON bitcoin_blocks (time, height);

-- Transactions of the mempool that were among the largest of their hour, day or of all.
CREATE TABLE IF NOT EXISTS bitcoin_large_transactions (
  txid       TEXT    PRIMARY KEY,
  amount_sat BIGINT  NOT NULL,
  fee_sat    BIGINT,
  vsize      INTEGER NOT NULL,
  seen_at    BIGINT  NOT NULL
);
CREATE INDEX IF NOT EXISTS bitcoin_large_by_seeing ON bitcoin_large_transactions (seen_at, txid);
CREATE INDEX IF NOT EXISTS bitcoin_large_by_amount ON bitcoin_large_transactions (amount_sat, txid);

-- The newest figures of each panel. body: JSON, null before the first. failed_at and reason: of the newest failure after it.
CREATE TABLE IF NOT EXISTS bitcoin_panels (
  name      TEXT   PRIMARY KEY,
  body      TEXT,
  source    TEXT,
  as_of     BIGINT,
  failed_at BIGINT,
  state     TEXT   NOT NULL,
  reason    TEXT
);
