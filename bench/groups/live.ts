/**
 * The live feed through the public port: 2,000 listeners, half by SSE and half by WebSocket, 20 events a second, and what kept answers
 * lose meanwhile. An event is the crossed quota of a tenant, two for each: it is told from when the request that crosses it is answered.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { askAs, newKey, type Ask } from '../harness/ask.ts';
import type { Bench } from '../harness/bench.ts';
import { watchCpu } from '../harness/cpu.ts';
import { startListeners } from '../harness/live.ts';
import { runLoad } from '../harness/load.ts';
import { sumMb, watchMemory } from '../harness/memory.ts';
import type { Product } from '../harness/product.ts';
import { all, atLeast, atMost, text, type Row } from '../harness/row.ts';

const PAYMENTS = 10_000;
const LISTENERS = 2_000;
const TENANTS_PER_SECOND = 10;
const EVENTS_PER_TENANT = 2;
const SECONDS = 20;
const LOAD_SECONDS = 5;
/** For the last messages to arrive. */
const REST_MS = 3_000;
const KEPT_PATH = '/api/transactions/summary';

export async function live(bench: Bench): Promise<Row[]> {
  const { product } = await bench.productWith(PAYMENTS);
  const ask = askAs(product);
  const key = await newKey(ask, ['meter:write']);
  const load = { url: product.web, paths: [KEPT_PATH], connections: 32, seconds: LOAD_SECONDS };
  const alone = await runLoad(load);

  const tenants = Array.from({ length: (SECONDS + LOAD_SECONDS + 2) * TENANTS_PER_SECOND }, (_, at) => `live-${at}`);
  for (const name of tenants) await ask('POST', '/api/admin/tenants', { name, monthlyQuota: 1 });
  const restingMb = sumMb(product.pids);
  bench.say(`${text(LISTENERS)} listeners`);
  const memory = watchMemory(product.pids);
  const listeners = await startListeners({ url: product.web, tickets: await tickets(ask) });
  const cpu = watchCpu(product);
  const toldAt = await tell(product, { key, tenants: tenants.splice(0, SECONDS * TENANTS_PER_SECOND) });
  const spent = cpu();
  bench.say('kept answers meanwhile');
  const [beside] = await Promise.all([runLoad(load), tell(product, { key, tenants })]);
  await pause(REST_MS);
  const heard = await listeners.stop(toldAt);
  memory.stop();
  const missing = SECONDS * TENANTS_PER_SECOND * EVENTS_PER_TENANT * LISTENERS - heard.messages;
  return [
    {
      what: `live: ${text(LISTENERS)} listeners, ${TENANTS_PER_SECOND * EVENTS_PER_TENANT} events a second`,
      ...all(
        atMost(heard.p99, 250, 'ms p99 from commit to client'),
        atMost(memory.peakMb() - restingMb, 100, 'MB more'),
        atMost(Math.abs(missing), 0, 'messages lost or doubled')
      ),
      detail: { heard, ...spent, restingMb }
    },
    {
      what: 'live: kept answers meanwhile',
      ...atLeast(beside.requestsPerSecond / alone.requestsPerSecond, 0.7, 'of their rate'),
      detail: { alone, beside }
    }
  ];
}

async function tickets(ask: Ask): Promise<string[]> {
  const made: string[] = [];
  while (made.length < LISTENERS) {
    made.push(((await ask('POST', '/api/live/ticket', {})) as { ticket: string }).ticket);
  }
  return made;
}

/** Lets each tenant cross its quota, at an even pace. Resolves with when each was told that it did, unix ms. */
async function tell(product: Product, { key, tenants }: { key: string; tenants: string[] }) {
  const toldAt: Record<string, number> = {};
  const startedAt = performance.now();
  const sent = tenants.map(async (tenant, at) => {
    await pause(startedAt + (at * 1_000) / TENANTS_PER_SECOND - performance.now());
    const answer = await fetch(`${product.web}/api/meter/events`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ tenant, feature: 'live', tokens: 1 })
    });
    if (answer.status !== 201) throw new Error(`metering answered ${answer.status}`);
    await answer.arrayBuffer();
    toldAt[tenant] = performance.timeOrigin + performance.now();
  });
  await Promise.all(sent);
  return toldAt;
}
