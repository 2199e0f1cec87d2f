-- One complete cycle of "which app on which node": opens what is new, closes what has gone.
-- @param opened           json
-- @param closed           json
-- @param at               bigint
-- @param date             text
-- @param closed_at        bigint
-- @param is_end_uncertain integer
-- @writes
-- @fenced
INSERT INTO observed_apps (id, name)
SELECT (SELECT COALESCE(MAX(id), 0) FROM observed_apps) + ROW_NUMBER() OVER (ORDER BY unseen.name), unseen.name
FROM (SELECT DISTINCT value ->> 'app_name' AS name FROM json_each(:opened)) unseen
WHERE NOT EXISTS (SELECT 1 FROM observed_apps known WHERE known.name = unseen.name);

INSERT INTO observed_places (id, ip, replica)
SELECT (SELECT COALESCE(MAX(id), 0) FROM observed_places) + ROW_NUMBER() OVER (ORDER BY unseen.ip, unseen.replica),
       unseen.ip, unseen.replica
FROM (SELECT DISTINCT value ->> 'ip' AS ip, COALESCE(value ->> 'replica', '') AS replica FROM json_each(:opened)) unseen
WHERE NOT EXISTS (SELECT 1 FROM observed_places known WHERE known.ip = unseen.ip AND known.replica = unseen.replica);

UPDATE app_observations
SET to_at = :closed_at, is_end_uncertain = :is_end_uncertain
WHERE to_at IS NULL
  AND (app_id, place_id) IN (
    SELECT a.id, p.id
    FROM json_each(:closed) gone
    JOIN observed_apps a ON a.name = gone.value ->> 'app_name'
    JOIN observed_places p ON p.ip = gone.value ->> 'ip' AND p.replica = COALESCE(gone.value ->> 'replica', '')
  );

INSERT INTO app_observations (app_id, place_id, from_at)
SELECT a.id, p.id, :at
FROM json_each(:opened) seen
JOIN observed_apps a ON a.name = seen.value ->> 'app_name'
JOIN observed_places p ON p.ip = seen.value ->> 'ip' AND p.replica = COALESCE(seen.value ->> 'replica', '')
WHERE TRUE
ON CONFLICT (app_id, place_id, from_at) DO UPDATE SET to_at = NULL, is_end_uncertain = 0;

INSERT INTO observed_days (kind, date, last_cycle_at, cycle_count)
VALUES ('apps', :date, :at, 1)
ON CONFLICT (kind, date) DO UPDATE SET last_cycle_at = excluded.last_cycle_at, cycle_count = observed_days.cycle_count + 1
