-- Subscriptions: what each payment bought of an app's life, and where its value is. Portable.
-- Amounts are satoshi, dollars are millionths; times are unix seconds.

-- What the projector has to look at again: transactions by txid, apps by name, days from a date on. Triggers on facts, payments
-- and messages write it in the transaction of the change. revision: whoever has worked on a change deletes it only as it was.
CREATE TABLE IF NOT EXISTS subscription_changes (
  kind     TEXT   NOT NULL CHECK (kind IN ('tx', 'app', 'days')),
  key      TEXT   NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (kind, key)
);

-- Which message hash a transaction is taken for by the network. message_hash is empty where there is none.
CREATE TABLE IF NOT EXISTS subscription_links (
  txid         TEXT    PRIMARY KEY,
  message_hash TEXT    NOT NULL,
  height       INTEGER NOT NULL,
  block_time   BIGINT  NOT NULL,
  is_free      INTEGER NOT NULL CHECK (is_free IN (0, 1)),
  amount_sat   BIGINT  NOT NULL,
  usd_micros   BIGINT,
  sender       TEXT    NOT NULL,
  recipient    TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS subscription_links_by_hash ON subscription_links (message_hash) WHERE message_hash <> '';

-- One row per segment of an app's life, and one per payment that bought nothing. outcome 'unpaid': a message that the network
-- took and whose payment is not known; it is part of the life and, unless it carries value, not listed.
CREATE TABLE IF NOT EXISTS subscriptions (
  id             TEXT    PRIMARY KEY,
  -- The height at which it was first seen: pages are in this order, which a reorganisation does not change.
  order_height   INTEGER NOT NULL,
  is_listed      INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
  outcome        TEXT    NOT NULL CHECK (outcome IN ('bought', 'unpaid', 'underpaid', 'duplicate_hash', 'no_message', 'orphaned')),
  app_name       TEXT,
  txid           TEXT    NOT NULL,
  message_hash   TEXT    NOT NULL,
  sender         TEXT,
  owner          TEXT,
  recipient      TEXT,
  deposit_sat    BIGINT  NOT NULL,
  deposit_usd    BIGINT,
  carried_in_sat BIGINT  NOT NULL,
  carried_in_usd BIGINT,
  start_height   INTEGER NOT NULL,
  start_time     BIGINT  NOT NULL,
  end_height     INTEGER,
  end_time       BIGINT,
  stop_height    INTEGER,
  stop_time      BIGINT,
  stop_reason    TEXT    CHECK (stop_reason IN ('superseded', 'cancelled_by_owner')),
  -- What had not been earned when it was stopped: carried out when superseded, broken when cancelled.
  left_sat       BIGINT  NOT NULL,
  -- At or above the height from which nothing of it moves any more.
  last_height    INTEGER NOT NULL,
  -- Start of the next segment of the app; paid segments before it; whole days of its term.
  next_height    INTEGER,
  renewals       INTEGER NOT NULL,
  term_days      INTEGER,
  spec_version   INTEGER,
  instances      INTEGER,
  is_encrypted   INTEGER,
  -- Of one instance; NULL when the specification cannot be read.
  cpu_millicores BIGINT,
  ram_mb         BIGINT,
  hdd_gb         BIGINT
);
CREATE INDEX IF NOT EXISTS subscriptions_by_order     ON subscriptions (order_height, id) WHERE is_listed = 1;
CREATE INDEX IF NOT EXISTS subscriptions_by_app       ON subscriptions (app_name, order_height, id);
CREATE INDEX IF NOT EXISTS subscriptions_by_txid      ON subscriptions (txid);
CREATE INDEX IF NOT EXISTS subscriptions_by_sender    ON subscriptions (sender, order_height, id);
CREATE INDEX IF NOT EXISTS subscriptions_by_owner     ON subscriptions (owner, order_height, id);
CREATE INDEX IF NOT EXISTS subscriptions_by_recipient ON subscriptions (recipient, order_height, id);
CREATE INDEX IF NOT EXISTS subscriptions_by_last      ON subscriptions (last_height, id);
CREATE INDEX IF NOT EXISTS subscriptions_cancelled    ON subscriptions (id) WHERE stop_reason = 'cancelled_by_owner';
CREATE INDEX IF NOT EXISTS subscriptions_of_nothing   ON subscriptions (outcome) WHERE outcome NOT IN ('bought', 'unpaid');

-- What came in, what was earned and what was broken on each UTC day, and what was owed at its end.
CREATE TABLE IF NOT EXISTS subscription_days (
  date          TEXT    PRIMARY KEY CHECK (date LIKE '____-__-__'),
  -- The last block of the day, as far as stored blocks tell.
  height        INTEGER NOT NULL,
  time          BIGINT  NOT NULL,
  payment_count INTEGER NOT NULL,
  cash_sat      BIGINT  NOT NULL,
  accrued_sat   BIGINT  NOT NULL,
  breakage_sat  BIGINT  NOT NULL,
  deferred_sat  BIGINT  NOT NULL
);

-- Agreements outside the chain. Never summed into figures of the chain.
CREATE TABLE IF NOT EXISTS stream_agreements (
  id              TEXT   PRIMARY KEY,
  idempotency_key TEXT   NOT NULL UNIQUE,
  body_hash       TEXT   NOT NULL,
  sender          TEXT   NOT NULL,
  recipient       TEXT   NOT NULL,
  deposit_sat     BIGINT NOT NULL,
  -- 1e-18 FLUX a second, as text: it passes 64 bits.
  rate_e18        TEXT   NOT NULL,
  start_time      BIGINT NOT NULL,
  end_time        BIGINT NOT NULL,
  note            TEXT   NOT NULL,
  created_at      BIGINT NOT NULL,
  ended_at        BIGINT
);
CREATE INDEX IF NOT EXISTS stream_agreements_by_time ON stream_agreements (created_at, id);

-- Everything that is stored already has to be looked at once; applied again, this adds nothing.
INSERT INTO subscription_changes (kind, key, revision)
SELECT kind, key, 1
FROM (
  SELECT 'tx' AS kind, txid AS key FROM chain_transactions
  UNION SELECT 'tx', txid FROM revenue_transactions
  UNION SELECT 'app', app_name FROM app_messages
) known
WHERE NOT EXISTS (SELECT 1 FROM subscription_changes)
  AND NOT EXISTS (SELECT 1 FROM subscriptions)
  AND NOT EXISTS (SELECT 1 FROM subscription_links);

-- Which message a transaction is said to have paid for.
CREATE INDEX IF NOT EXISTS app_messages_by_txid ON app_messages (txid);
CREATE INDEX IF NOT EXISTS subscription_links_free ON subscription_links (block_time) WHERE is_free = 1;
