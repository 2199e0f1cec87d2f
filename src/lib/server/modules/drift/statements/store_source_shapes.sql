-- Stores what was found of documents: {document: {source, revision, baseline, last_good_at, drift}}, `drift` null where there never
-- was one. One that was changed since it was read, by an operator or another process, keeps what that one stored.
-- @param shapes json
-- @param now    bigint
-- @writes
-- @fenced
INSERT INTO source_drifts
  (document, opened_at, closed_at, closed_by, is_frozen, changes, sample, candidate, stable_since, last_good_at)
SELECT
  given.key,
  CAST(given.value -> 'drift' ->> 'opened_at' AS BIGINT),
  CAST(given.value -> 'drift' ->> 'closed_at' AS BIGINT),
  given.value -> 'drift' ->> 'closed_by',
  CAST(given.value -> 'drift' ->> 'is_frozen' AS INTEGER),
  given.value -> 'drift' ->> 'changes',
  given.value -> 'drift' ->> 'sample',
  given.value -> 'drift' ->> 'candidate',
  CAST(given.value -> 'drift' ->> 'stable_since' AS BIGINT),
  CAST(given.value -> 'drift' ->> 'last_good_at' AS BIGINT)
FROM json_each(:shapes) AS given
WHERE given.value -> 'drift' ->> 'opened_at' IS NOT NULL
  AND CAST(given.value ->> 'revision' AS BIGINT)
    = COALESCE((SELECT known.revision FROM source_shapes AS known WHERE known.document = given.key), 0)
ON CONFLICT (document, opened_at) DO UPDATE SET
  closed_at = excluded.closed_at,
  closed_by = excluded.closed_by,
  is_frozen = excluded.is_frozen,
  changes = excluded.changes,
  sample = excluded.sample,
  candidate = excluded.candidate,
  stable_since = excluded.stable_since,
  last_good_at = excluded.last_good_at;

INSERT INTO source_shapes (document, source, revision, baseline, last_good_at, changed_at)
SELECT
  given.key,
  given.value ->> 'source',
  CAST(given.value ->> 'revision' AS BIGINT) + 1,
  given.value ->> 'baseline',
  CAST(given.value ->> 'last_good_at' AS BIGINT),
  :now
FROM json_each(:shapes) AS given
WHERE CAST(given.value ->> 'revision' AS BIGINT)
  = COALESCE((SELECT known.revision FROM source_shapes AS known WHERE known.document = given.key), 0)
ON CONFLICT (document) DO UPDATE SET
  revision = excluded.revision,
  baseline = excluded.baseline,
  last_good_at = excluded.last_good_at,
  changed_at = excluded.changed_at
