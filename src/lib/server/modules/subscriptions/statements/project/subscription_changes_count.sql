-- How much the projector has to look at again, by kind.
SELECT kind, COUNT(*) AS changes
FROM subscription_changes
GROUP BY kind
ORDER BY kind
