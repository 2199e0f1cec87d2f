/** Loaded before the web process: by its clock as much time has passed as a test says, on top of what has. */
const now = performance.now.bind(performance);
let aheadMs = 0;
performance.now = () => now() + aheadMs;

process.on('message', (passMs: unknown) => {
  if (typeof passMs !== 'number') return;
  aheadMs += passMs;
  process.send?.(aheadMs);
});
// Listening for a test is no reason to stay.
process.channel?.unref();
