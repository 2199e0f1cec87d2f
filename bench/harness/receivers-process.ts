/** Receivers of webhooks: the healthy answer at once, the slow after seconds, the dead break off. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { percentile } from './percentiles.ts';
import type { Manner, Received } from './receivers.ts';

const SLOW_MS = 5_000;
const ABOUT = /"tenant":"([\w-]+)"/;

const came: { id: string; tenant: string; at: number }[] = [];

process.once('disconnect', () => process.exit(0));
process.once('message', (manners: Manner[]) => {
  process.once('message', (toldAt: Record<string, number>) => process.send?.(figuresOf(toldAt)));
  void Promise.all(manners.map(start)).then((urls) => process.send?.(urls));
});

async function start(manner: Manner): Promise<string> {
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.once('end', () => {
      const tenant = ABOUT.exec(Buffer.concat(parts).toString('utf8'))?.[1] ?? '';
      const at = performance.timeOrigin + performance.now();
      if (manner === 'healthy') came.push({ id: String(req.headers['webhook-id']), tenant, at });
      if (manner === 'dead') req.socket.destroy();
      else setTimeout(() => res.end(), manner === 'slow' ? SLOW_MS : 0);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

function figuresOf(toldAt: Record<string, number>): Received {
  const ofTold = came.filter(({ tenant }) => tenant in toldAt);
  const tookMs = ofTold.map(({ tenant, at }) => at - (toldAt[tenant] ?? NaN));
  return {
    deliveries: ofTold.length,
    ids: new Set(ofTold.map(({ id }) => id)).size,
    p50: percentile(tookMs, 50),
    p99: percentile(tookMs, 99),
    maxMs: percentile(tookMs, 100)
  };
}
