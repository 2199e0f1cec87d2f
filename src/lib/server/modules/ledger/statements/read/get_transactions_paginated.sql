-- The payments below a sort key, newest first, after :skip of them, which are skipped on the index alone: the caller chooses
-- the key so near (see payments_per_range) that there are few.
-- @param before_key text
-- @param skip       integer
-- @param limit      integer
WITH keys AS MATERIALIZED (
  SELECT sort_key
  FROM revenue_transactions
  WHERE sort_key < CAST(:before_key AS BIGINT)
  ORDER BY sort_key DESC
  LIMIT :limit
  OFFSET :skip
)
SELECT
  -- @columns shown_payment t
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.sort_key DESC
