-- Adds what was found of sources and jobs to their day.
-- @param rows json
-- @writes
-- @fenced
INSERT INTO service_days (kind, name, date, good, bad, answers, ms_sum, ms_most)
SELECT told.value ->> 'kind', told.value ->> 'name', told.value ->> 'date', CAST(told.value ->> 'good' AS INTEGER),
       CAST(told.value ->> 'bad' AS INTEGER), CAST(told.value ->> 'answers' AS INTEGER),
       CAST(told.value ->> 'ms' AS BIGINT), CAST(told.value ->> 'ms' AS BIGINT)
FROM json_each(:rows) told
WHERE 1 = 1
ON CONFLICT (kind, name, date) DO UPDATE SET
  good = service_days.good + excluded.good,
  bad = service_days.bad + excluded.bad,
  answers = service_days.answers + excluded.answers,
  ms_sum = service_days.ms_sum + excluded.ms_sum,
  ms_most = CASE WHEN excluded.ms_most > service_days.ms_most THEN excluded.ms_most ELSE service_days.ms_most END
