-- What a document usually looks like.
-- @param document text
SELECT document, source, revision, baseline, last_good_at FROM source_shapes WHERE document = :document
