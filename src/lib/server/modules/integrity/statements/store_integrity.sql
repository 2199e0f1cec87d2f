-- Replaces what a check had found by what it found now: {key: {expected, found}}. What was found before keeps its time.
-- @param name        text
-- @param row_count   bigint
-- @param differences bigint
-- @param note        text
-- @param findings    json
-- @param now         bigint
-- @writes
-- @fenced
DELETE FROM integrity_findings WHERE check_name = :name AND key NOT IN (SELECT key FROM json_each(:findings));

INSERT INTO integrity_findings (check_name, key, expected, found, first_seen)
SELECT :name, key, value ->> 'expected', value ->> 'found', :now
FROM json_each(:findings)
WHERE TRUE
ON CONFLICT (check_name, key) DO UPDATE SET expected = excluded.expected, found = excluded.found;

INSERT INTO integrity_checks (name, checked_at, row_count, differences, note)
VALUES (:name, :now, :row_count, :differences, :note)
ON CONFLICT (name) DO UPDATE SET
  checked_at = excluded.checked_at, row_count = excluded.row_count, differences = excluded.differences, note = excluded.note
