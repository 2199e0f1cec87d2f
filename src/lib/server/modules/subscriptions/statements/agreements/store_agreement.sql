-- Adds an agreement unless its key is taken: one row when it was added, none when there is one of this key.
-- @param agreement json
-- @writes
INSERT INTO stream_agreements (id, idempotency_key, body_hash, sender, recipient, deposit_sat, rate_e18, start_time, end_time,
  note, created_at, ended_at)
SELECT value ->> 'id',
       value ->> 'idempotency_key',
       value ->> 'body_hash',
       value ->> 'sender',
       value ->> 'recipient',
       CAST(value ->> 'deposit_sat' AS BIGINT),
       value ->> 'rate_e18',
       CAST(value ->> 'start_time' AS BIGINT),
       CAST(value ->> 'end_time' AS BIGINT),
       value ->> 'note',
       CAST(value ->> 'created_at' AS BIGINT),
       CAST(NULL AS BIGINT)
FROM json_each(:agreement)
WHERE TRUE
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
