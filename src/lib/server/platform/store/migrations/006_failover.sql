-- Which of two databases is in use, as far as this one knows: the highest epoch found in either of them tells. Portable.

-- is_active: whether this database is the one in use since then. Epoch 0 says nothing: the primary is in use until somebody
-- has switched. Its row is made on demand and locked by whoever takes a lease, starts a job or begins an epoch.
CREATE TABLE IF NOT EXISTS store_epochs (
  epoch     INTEGER PRIMARY KEY CHECK (epoch >= 0),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  at        BIGINT  NOT NULL,
  reason    TEXT    NOT NULL
);
