-- Takes the new shapes of documents for the usual ones, and closes their incidents: {document: {baseline}}. Answers the documents.
-- @param baselines json
-- @param now       bigint
-- @writes
UPDATE source_shapes
SET
  baseline = (SELECT given.value ->> 'baseline' FROM json_each(:baselines) AS given WHERE given.key = source_shapes.document),
  revision = revision + 1,
  last_good_at = :now,
  changed_at = :now
WHERE document IN (SELECT key FROM json_each(:baselines))
  AND document IN (SELECT document FROM source_drifts WHERE closed_at IS NULL);

UPDATE source_drifts
SET closed_at = :now, closed_by = 'operator', is_frozen = 0
WHERE closed_at IS NULL AND document IN (SELECT key FROM json_each(:baselines))
RETURNING document
