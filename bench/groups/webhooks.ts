/**
 * Deliveries to 20 targets, of which one breaks off and one takes seconds: three webhooks each, since one is sent no more than ten
 * a second. What is told is the crossed quota of a tenant, from when the request that crosses it is answered. That none is lost or
 * doubled over kills is tested in src/tests; here it is over the run.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { askAs, newKey } from '../harness/ask.ts';
import type { Bench } from '../harness/bench.ts';
import { watchCpu } from '../harness/cpu.ts';
import { cross, EVENTS_PER_TENANT, makeTenants } from '../harness/crossings.ts';
import { copyDatabase, planted } from '../harness/planted.ts';
import type { Product } from '../harness/product.ts';
import { startReceivers, type Manner } from '../harness/receivers.ts';
import { all, atLeast, atMost, text, type Row } from '../harness/row.ts';

const PAYMENTS = 10_000;
const HEALTHY = 18;
const WEBHOOKS_PER_TARGET = 3;
/** 9.6 events a second, to 54 webhooks each: 518 deliveries a second. */
const TENANTS_PER_SECOND = 4.8;
const SECONDS = 30;
const WARM_SECONDS = 5;
/** For the last ones to arrive. */
const REST_MS = 5_000;

export async function webhooks(bench: Bench): Promise<Row[]> {
  const product = await productThatMaySend(bench);
  const ask = askAs(product);
  const key = await newKey(ask, ['meter:write']);
  const manners: Manner[] = [...Array.from({ length: HEALTHY }, (): Manner => 'healthy'), 'dead', 'slow'];
  const receivers = await startReceivers(manners);
  for (const url of receivers.urls) {
    for (let made = 0; made < WEBHOOKS_PER_TARGET; made++) {
      await ask('POST', '/api/admin/webhooks', { url, types: ['quota.threshold'] });
    }
  }
  const perSecond = TENANTS_PER_SECOND;
  const tenants = await makeTenants(ask, 'hook', (WARM_SECONDS + SECONDS) * perSecond);
  bench.say('deliveries to 20 targets');
  await cross(product, { key, tenants: tenants.splice(0, WARM_SECONDS * perSecond), perSecond });
  const cpu = watchCpu(product);
  const toldAt = await cross(product, { key, tenants, perSecond });
  const spent = cpu();
  await pause(REST_MS);
  const received = await receivers.stop(toldAt);
  const told = tenants.length * EVENTS_PER_TENANT * HEALTHY * WEBHOOKS_PER_TARGET;
  return [
    {
      what: `webhooks: ${text(manners.length)} targets, one dead, one slow`,
      ...all(
        atLeast(received.deliveries / SECONDS, 500, 'deliveries/s'),
        atMost(received.p99, 1_000, 'ms p99 to the healthy'),
        atMost(told - received.ids, 0, 'lost'),
        atMost(received.deliveries - received.ids, 0, 'doubled')
      ),
      detail: { received, ...spent }
    }
  ];
}

async function productThatMaySend(bench: Bench): Promise<Product> {
  const dbPath = join(bench.folder(), 'webhooks.sqlite3');
  copyDatabase(await planted(PAYMENTS, bench.say), dbPath);
  const { env } = await bench.simulator(['--scale', '0.01']);
  const product = await bench.product({ dbPath, upstreams: { ...env, WEBHOOK_ALLOW: '127.0.0.0/8' } });
  await product.untilQuiet();
  return product;
}
