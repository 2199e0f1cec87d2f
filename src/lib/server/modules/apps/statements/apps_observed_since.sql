-- Since when it is observed where apps run; NULL: never.
SELECT MIN(from_at) AS since FROM app_observations
