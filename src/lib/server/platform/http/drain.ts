/**
 * The end of a listener: what is open is answered, and so is what still comes in while the edge in front empties itself.
 *
 * The edge asks the API for the pages that it is rendering, so the API listens on until nothing was asked for a moment.
 * What is still open after the limit is cut.
 */
import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Longer than the edge goes on taking requests. */
const QUIET_MS = 600;
const STEP_MS = 50;

/** Call it before the server listens. Answers the function that drains it; `onEnd` ends what the server does not count. */
export function createDrain(server: Server, onEnd: () => void = () => undefined): (withinMs: number) => Promise<void> {
  let open = 0;
  let isDraining = false;
  let lastEndAt = 0;
  server.prependListener('request', (_, res) => {
    open++;
    if (isDraining) res.shouldKeepAlive = false;
    res.once('close', () => {
      open--;
      lastEndAt = performance.now();
    });
  });

  return async (withinMs) => {
    isDraining = true;
    const deadline = performance.now() + withinMs;
    lastEndAt = performance.now();
    while (performance.now() < deadline && (open > 0 || performance.now() - lastEndAt < QUIET_MS)) await pause(STEP_MS);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    onEnd();
    await closed;
  };
}
