/**
 * The client of a load of posts, in a process of its own. At a rate it is an open model: a request begins when it is due, however
 * slow the answers are, and its time counts from then. Without a rate each connection sends the next one when it is answered.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { percentile } from './percentiles.ts';
import type { Posted, PostOptions } from './post.ts';

/** More that wait at once are failures: nobody would wait in such a queue. */
const MAX_OPEN = 5_000;

process.once('disconnect', () => process.exit(0));
process.once('message', (options: PostOptions) => {
  void run(options).then((posted) => process.send?.(posted));
});

async function run({ warmSeconds = 0, ...options }: PostOptions): Promise<Posted> {
  const pool = new Pool(options.url, { connections: options.connections, pipelining: 1 });
  const warm = await load(pool, { ...options, seconds: warmSeconds });
  const { tookMs, statuses, seconds } = await load(pool, options);
  await pool.destroy();
  const accepted = statuses['201'] ?? 0;
  return {
    accepted,
    warmAccepted: warm.statuses['201'] ?? 0,
    statuses,
    perSecond: accepted / seconds,
    p50: percentile(tookMs, 50),
    p99: percentile(tookMs, 99),
    maxMs: percentile(tookMs, 100)
  };
}

interface Sent {
  tookMs: number[];
  statuses: Record<string, number>;
  seconds: number;
}

let count = 0;

async function load(pool: Pool, { path, headers, body, connections, perSecond, seconds }: PostOptions): Promise<Sent> {
  const tookMs: number[] = [];
  const statuses: Record<string, number> = {};
  const startedAt = performance.now();
  const send = async (dueAt: number): Promise<void> => {
    const filled = body.replaceAll('#', `${process.pid}-${count++}`);
    const status = await pool.request({ path, method: 'POST', headers, body: filled }).then(
      async ({ statusCode, body: answer }) => {
        await answer.dump();
        return statusCode;
      },
      () => 0
    );
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === 201) tookMs.push(performance.now() - startedAt - dueAt);
  };
  const isOver = () => performance.now() - startedAt >= seconds * 1_000;
  const open = new Set<Promise<void>>();
  if (perSecond === null) {
    const worker = async () => {
      while (!isOver()) await send(performance.now() - startedAt);
    };
    await Promise.all(Array.from({ length: connections }, worker));
  } else {
    for (let dueAt = 0; dueAt < seconds * 1_000; dueAt += 1_000 / perSecond) {
      const waitMs = dueAt - (performance.now() - startedAt);
      if (waitMs > 1) await pause(waitMs);
      if (open.size >= MAX_OPEN) {
        statuses['unsent'] = (statuses['unsent'] ?? 0) + 1;
        continue;
      }
      const sent: Promise<void> = send(dueAt).finally(() => open.delete(sent));
      open.add(sent);
    }
    await Promise.all(open);
  }
  return { tookMs, statuses, seconds: (performance.now() - startedAt) / 1_000 };
}
