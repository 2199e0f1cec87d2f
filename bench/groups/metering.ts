/**
 * Metering through the public port: single events at an open rate, batches, what both add up to afterwards, and what a key costs a
 * kept answer. Beside it a model of a meter that answers from a queue in memory: what is lost when its process dies.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../harness/bench.ts';
import { askAs, newKey, type Ask } from '../harness/ask.ts';
import { startChild } from '../harness/child.ts';
import { perAnswer, watchCpu } from '../harness/cpu.ts';
import { runLoad } from '../harness/load.ts';
import { sumMb, watchMemory } from '../harness/memory.ts';
import { median } from '../harness/percentiles.ts';
import { post } from '../harness/post.ts';
import type { Product } from '../harness/product.ts';
import { all, atLeast, atMost, type Row } from '../harness/row.ts';

const PAYMENTS = 10_000;
const RATE = 1_000;
const WARM_SECONDS = 15;
const BATCH = 1_000;
const BATCH_SECONDS = 10;
const CONNECTIONS = 64;
const BATCH_CONNECTIONS = 4;
const TURNS = 5;
const KEPT_PATH = '/api/transactions/summary';
const EVENTS = '/api/meter/events';
/** A queue that is stored every second is between empty and full when its process is killed. */
const KILLED_AFTER_MS = [2_200, 2_500, 2_900];

export async function metering(bench: Bench): Promise<Row[]> {
  const { product } = await bench.productWith(PAYMENTS);
  const ask = askAs(product);
  await ask('POST', '/api/admin/tenants', { name: 'bench', monthlyQuota: null });
  const key = await newKey(ask, ['read', 'meter:write']);
  return [
    ...(await single(bench, product, { key, ask })),
    await batches(bench, product, { key, ask }),
    await keyedAnswers(bench, product, ask),
    await queueModel(bench)
  ];
}

interface Access {
  key: string;
  ask: Ask;
}

async function single({ minutes, say }: Bench, product: Product, { key, ask }: Access): Promise<Row[]> {
  say(`${RATE} events a second for ${minutes} min`);
  const body = JSON.stringify({ tenant: 'bench', feature: 'chat', tokens: 3, idempotencyKey: '#' });
  const load = {
    url: product.web,
    path: EVENTS,
    headers: headersOf(key),
    body,
    connections: CONNECTIONS,
    perSecond: RATE
  };
  const restingMb = sumMb(product.pids);
  const memory = watchMemory(product.pids);
  const cpu = watchCpu(product);
  const posted = await post({ ...load, warmSeconds: WARM_SECONDS, seconds: minutes * 60 });
  const sent = posted.accepted + posted.warmAccepted;
  const cost = perAnswer(cpu(), sent);
  memory.stop();
  const counted = await eventCount(ask);
  return [
    {
      what: `metering: ${RATE} single events a second`,
      ...all(
        atLeast(posted.perSecond, RATE * 0.99, '/s'),
        atMost(posted.p99, 50, 'ms p99'),
        atMost(memory.peakMb() - restingMb, 150, 'MB more'),
        atMost(Math.abs(counted - sent), 0, 'events lost or doubled')
      ),
      detail: { posted, cost, restingMb }
    }
  ];
}

async function batches({ say }: Bench, product: Product, { key, ask }: Access): Promise<Row> {
  say(`batches of ${BATCH}`);
  const events = Array.from({ length: BATCH }, (_, n) => ({ tenant: 'bench', feature: `f${n % 10}`, tokens: n }));
  const before = await eventCount(ask);
  const posted = await post({
    url: product.web,
    path: EVENTS,
    headers: headersOf(key),
    body: JSON.stringify(events),
    connections: BATCH_CONNECTIONS,
    perSecond: null,
    seconds: BATCH_SECONDS
  });
  const counted = (await eventCount(ask)) - before;
  return {
    what: `metering: batches of ${BATCH}`,
    ...all(
      atLeast(posted.perSecond * BATCH, 25_000, 'events/s'),
      atMost(Math.abs(counted - posted.accepted * BATCH), 0, 'events lost or doubled')
    ),
    detail: { posted }
  };
}

/** In turns, since on a shared machine nothing else holds still. A key for each connection: one may not ask so often. */
async function keyedAnswers({ say }: Bench, product: Product, ask: Ask): Promise<Row> {
  say('kept answers with a key and without');
  const connections = 32;
  const keys: string[] = [];
  for (let made = 0; made < connections; made++) keys.push(await newKey(ask, ['read', 'meter:write']));
  const load = { url: product.web, paths: [KEPT_PATH], connections, seconds: 3, warmSeconds: 1 };
  const rates: { keyed: number; open: number }[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const open = await runLoad(load);
    const keyed = await runLoad({ ...load, headersByConnection: keys.map((key) => ({ 'x-api-key': key })) });
    if (keyed.failures > 0) throw new Error(`${keyed.failures} answers to keys were refused`);
    rates.push({ keyed: keyed.requestsPerSecond, open: open.requestsPerSecond });
  }
  const ratio = median(rates.map(({ keyed, open }) => keyed / open));
  return { what: 'a kept answer with a key', ...atLeast(ratio, 0.95, 'of the rate without'), detail: { rates } };
}

async function queueModel({ say }: Bench): Promise<Row> {
  say('a meter that answers from its queue');
  const lost: number[] = [];
  for (const ms of KILLED_AFTER_MS) {
    const model = startChild({ name: 'the model of a queue', args: ['bench/harness/queue-model.ts'] });
    const last = { acknowledged: 0, stored: 0 };
    model.process.on('message', (said) => void Object.assign(last, said));
    await once(model.process, 'message');
    await pause(ms);
    model.process.kill('SIGKILL');
    await model.end().catch(() => undefined);
    lost.push(last.acknowledged - last.stored);
  }
  const most = Math.max(...lost);
  return {
    what: 'a queue in memory, killed: acknowledged and lost',
    bar: '-',
    measured: `${Math.min(...lost)} to ${most} events`,
    isPassed: null,
    detail: { lost }
  };
}

const headersOf = (key: string) => ({ 'content-type': 'application/json', 'x-api-key': key });

async function eventCount(ask: Ask): Promise<number> {
  const { eventCount: count } = (await ask('GET', '/api/meter/usage/bench')) as { eventCount: number };
  return count;
}
