-- The newest change of a document's shape, open or closed.
-- @param document text
SELECT document, opened_at, closed_at, closed_by, is_frozen, changes, sample, candidate, stable_since, last_good_at
FROM source_drifts
WHERE document = :document
ORDER BY opened_at DESC
LIMIT 1
