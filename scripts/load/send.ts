/**
 * Sends requests when they are due, however slow the answers are: an open model, as visitors are. A latency counts from the
 * moment at which the request was due, so that a product which stalls is not spared what waited meanwhile.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';

export interface Measured {
  path: string;
  /** 0: no answer. */
  status: number;
  ms: number;
}

/** More that wait at once are failures: nobody would wait in such a queue. */
const MAX_OPEN = 5_000;
const LIMIT_MS = 30_000;

export async function sendAll(origin: string, paths: readonly string[], due: Iterable<number>): Promise<Measured[]> {
  const agent = new Agent({ connections: 256, pipelining: 1 });
  const measured: Measured[] = [];
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  let count = 0;

  const send = async (path: string, dueAt: number): Promise<void> => {
    const status = await request(origin + path, { dispatcher: agent, signal: AbortSignal.timeout(LIMIT_MS) }).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode;
      },
      () => 0
    );
    measured.push({ path, status, ms: performance.now() - startedAt - dueAt });
  };

  for (const dueAt of due) {
    const waitMs = dueAt - (performance.now() - startedAt);
    if (waitMs > 1) await pause(waitMs);
    const path = paths[count++ % paths.length] ?? '/';
    if (open.size >= MAX_OPEN) measured.push({ path, status: 0, ms: LIMIT_MS });
    else {
      const sent: Promise<void> = send(path, dueAt).finally(() => open.delete(sent));
      open.add(sent);
    }
  }
  await Promise.all(open);
  await agent.close();
  return measured;
}
