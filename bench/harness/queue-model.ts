/**
 * A small model of a meter that answers when an event is in its queue, and stores the queue every second: says after each how
 * many it has acknowledged and stored. Whoever started it kills it, and sees the difference.
 */
const FLUSH_MS = 1_000;
const PER_SECOND = 1_000;
const TICK_MS = 10;
let queued = 0;
let acknowledged = 0;
let stored = 0;

process.once('disconnect', () => process.exit(0));
setInterval(() => {
  queued += (PER_SECOND * TICK_MS) / 1_000;
  acknowledged += (PER_SECOND * TICK_MS) / 1_000;
  process.send?.({ acknowledged, stored });
}, TICK_MS);
setInterval(() => {
  stored += queued;
  queued = 0;
}, FLUSH_MS);
