-- What a restore lays aside before it replaces anything: some rows of a table at a time, {number: {column: value}}. Empty
-- between two restores. Portable.
CREATE TABLE IF NOT EXISTS restore_slices (
  table_name TEXT    NOT NULL,
  slice      INTEGER NOT NULL,
  rows       JSON    NOT NULL,
  PRIMARY KEY (table_name, slice)
);
