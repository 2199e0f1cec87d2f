-- Adds parts of figures by day; a figure that a day has stays as it is.
-- @param rows json
-- @writes
-- @fenced
INSERT INTO insight_days (figure, date, part, value)
SELECT told.value ->> 'figure', told.value ->> 'date', told.value ->> 'part', CAST(told.value ->> 'value' AS BIGINT)
FROM json_each(:rows) told
WHERE NOT EXISTS (
  SELECT 1 FROM insight_days known
  WHERE known.figure = told.value ->> 'figure' AND known.date = told.value ->> 'date'
)
ON CONFLICT (figure, date, part) DO NOTHING
