-- Shapes of the documents of sources: what they usually look like, and when that changed. Portable.

-- revision: grows with each change of the row. last_good_at: when the document was last as usual. Texts hold JSON.
CREATE TABLE IF NOT EXISTS source_shapes (
  document     TEXT   PRIMARY KEY,
  source       TEXT   NOT NULL,
  revision     BIGINT NOT NULL,
  baseline     TEXT   NOT NULL,
  last_good_at BIGINT,
  changed_at   BIGINT NOT NULL
);

-- closed_at NULL: the document still looks so. candidate: the new shape; stable_since: since when it is the same.
CREATE TABLE IF NOT EXISTS source_drifts (
  document     TEXT    NOT NULL,
  opened_at    BIGINT  NOT NULL,
  closed_at    BIGINT,
  closed_by    TEXT    CHECK (closed_by IN ('shape', 'time', 'operator')),
  is_frozen    INTEGER NOT NULL CHECK (is_frozen IN (0, 1)),
  changes      TEXT    NOT NULL,
  sample       TEXT    NOT NULL,
  candidate    TEXT    NOT NULL,
  stable_since BIGINT  NOT NULL,
  last_good_at BIGINT,
  PRIMARY KEY (document, opened_at)
);
CREATE UNIQUE INDEX IF NOT EXISTS source_drifts_open ON source_drifts (document) WHERE closed_at IS NULL;
