/**
 * The steps that append to the log of changes, as part of whatever transaction makes the change (see sql.ts).
 *
 * The head's row is locked from the first step to the commit, so the log is numbered in the order in which commits become
 * visible, without a gap, also among processes. Without events nothing is locked or written. They stand before the last
 * step of a statement: its answer stays what it was, and the lock is held for as short as can be.
 */

/** Given by whoever calls a statement that tells: EventDraft[]. */
export const EVENTS_PARAM = { name: 'events', type: 'json' };

const ANY = 'EXISTS (SELECT 1 FROM json_each(:events))';

/**
 * Takes `:events`. A statement may append by itself before them, with numbers from the head's on, once it has locked it: the
 * last two steps see to whatever lies above the head's number. What was told already is left out, or, of states that may come back, told under a further id. */
export const APPEND_STEPS = [
  `INSERT INTO event_head (name, seq, floor_seq)
SELECT 'log', 0, 0
WHERE ${ANY}
ON CONFLICT (name) DO UPDATE SET seq = event_head.seq`,

  `WITH given AS MATERIALIZED (SELECT CAST(key AS INTEGER) AS place, value FROM json_each(:events)),
unknown AS (
  SELECT place, value, EXISTS (SELECT 1 FROM events e WHERE e.id = given.value ->> 'id') AS is_known
  FROM given
),
numbered AS (
  SELECT h.seq + ROW_NUMBER() OVER (ORDER BY u.place) AS seq, u.value, u.is_known
  FROM unknown u
  CROSS JOIN (
    SELECT COALESCE((SELECT MAX(e.seq) FROM events e WHERE e.seq > head.seq), head.seq) AS seq FROM event_head head
  ) h
  WHERE NOT u.is_known OR CAST(u.value ->> 'recurs' AS INTEGER) = 1
)
INSERT INTO events (seq, id, type, version, subject, height, at, data)
SELECT seq,
       value ->> 'id' || CASE WHEN is_known THEN ':' || CAST(seq AS TEXT) ELSE '' END,
       value ->> 'type',
       CAST(value ->> 'version' AS INTEGER),
       value ->> 'subject',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'at' AS BIGINT),
       value ->> 'data'
FROM numbered
WHERE TRUE
ON CONFLICT (id) DO NOTHING`,

  // The outbox: what was appended just now lies above the head's number.
  `INSERT INTO deliveries (id, webhook_id, seq, event_id, type, subject, state, attempts, created_at, tried_since, next_at)
SELECT w.id || '.' || CAST(e.seq AS TEXT), w.id, e.seq, e.id, e.type, e.subject, 'pending', 0, e.at, e.at, 0
FROM webhooks w
CROSS JOIN events e
WHERE e.seq > (SELECT h.seq FROM event_head h)
  AND EXISTS (SELECT 1 FROM json_each(w.types) t WHERE t.key = e.type)
  AND (w.subjects = '{}' OR EXISTS (SELECT 1 FROM json_each(w.subjects) s WHERE s.key = e.subject))
ON CONFLICT (id) DO NOTHING`,

  `UPDATE event_head
SET seq = (SELECT MAX(e.seq) FROM events e)
WHERE EXISTS (SELECT 1 FROM events e WHERE e.seq > event_head.seq)`
];

/**
 * For changes that are not told one by one: the log begins anew. One number is left out, so that every reader, also one that
 * had read all of it, learns that it has to read the whole again.
 */
export const RESTART_STEPS = [
  `INSERT INTO event_head (name, seq, floor_seq)
VALUES ('log', 1, 1)
ON CONFLICT (name) DO UPDATE SET seq = event_head.seq + 1, floor_seq = event_head.seq + 1`,
  'DELETE FROM events WHERE TRUE'
];
