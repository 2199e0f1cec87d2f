/**
 * Five minutes of events at an open rate, two of its processes killed amid it: what was acknowledged is stored, once, and adds up in
 * minutes and periods. On a file, and with three replicas on PostgreSQL behind PostgREST, where each threshold is told to Slack once.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconcile } from '../../lib/server/modules/usage/ingest/reconcile.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { startProjectPair } from '../supabase/project-process.ts';
import { isPostgresMissing } from '../supabase/project.ts';
import { startApi, until, type ApiProcess } from './api-process.ts';

const SECONDS = 300;
const LIMIT_MS = 900_000;
const TOKEN = 'a-token-of-the-tests';
const nowhere = 'http://127.0.0.1:1';
const upstreams = Object.fromEntries(
  ['FLUX_API_URL', 'FLUX_STATS_URL', 'FLUX_BLOCKBOOK_URL', 'FLUX_EXPLORER_URL', 'COINGECKO_URL', 'BINANCE_URL'].map(
    (name) => [name, nowhere]
  )
);
const replicas: (ApiProcess | null)[] = [];
const closes: (() => Promise<void> | void)[] = [];
let receiver: Server;
let told: { id: string; text: string }[];

beforeEach(async () => {
  told = [];
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      told.push({ id: String(request.headers['webhook-id']), text: (JSON.parse(body) as { text: string }).text });
      response.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterEach(async () => {
  for (const each of replicas.splice(0)) await each?.kill();
  for (const close of closes.splice(0).toReversed()) await close();
  receiver.close();
}, LIMIT_MS);

it(
  'on a file, at 1,000 a second',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'metering-rate-'));
    closes.push(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'meter.sqlite3');
    await run({ env: { DB_PATH: path }, count: 1, perSecond: 1_000, open: () => openSqlite(path) });
  },
  LIMIT_MS
);

describe.skipIf(isPostgresMissing())('on PostgreSQL', () => {
  it(
    'with three replicas, at 500 a second',
    async () => {
      const pair = await startProjectPair();
      closes.push(() => pair.close());
      const { url, serviceKey } = pair.primary;
      const env = { DB_TYPE: 'supabase', SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: serviceKey };
      await run({ env, count: 3, perSecond: 500, open: () => Promise.resolve(openSupabase({ url, serviceKey })) });
    },
    LIMIT_MS
  );
});

interface Trial {
  env: Record<string, string>;
  count: number;
  perSecond: number;
  open: () => Promise<Store>;
}

async function run({ env, count, perSecond, open }: Trial): Promise<void> {
  const start = async (index: number) => {
    replicas[index] = null;
    replicas[index] = await startApi({ ...upstreams, ...env, ADMIN_TOKEN: TOKEN, WEBHOOK_ALLOW: '127.0.0.0/8' });
    await until(
      () => ask(index, '/api/admin/tenants').catch(() => null),
      (answer) => answer?.status === 200,
      LIMIT_MS
    );
  };
  for (let index = 0; index < count; index++) await start(index);
  const total = SECONDS * perSecond;
  const slackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/slack`;
  await post(0, '/api/admin/tenants', { name: 'acme', monthlyQuota: total, slackUrl });

  const acknowledged = new Set<string>();
  const tookMs: number[] = [];
  const sending = new Set<Promise<void>>();
  const startedAt = performance.now();
  const kills = [0.3, 0.6].map(async (share) => {
    await delay(share * SECONDS * 1_000);
    const index = Math.floor(share * count);
    await replicas[index]?.kill();
    await start(index);
  });
  for (let number = 0; number < total; number++) {
    const dueAt = startedAt + (number * 1_000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await delay(waitMs);
    const sent: Promise<void> = send(String(number), number % count).then((isFirstTry) => {
      acknowledged.add(String(number));
      if (isFirstTry) tookMs.push(performance.now() - dueAt);
      sending.delete(sent);
    });
    sending.add(sent);
  }
  await Promise.all([...kills, ...sending]);
  tookMs.sort((a, b) => a - b);
  process.stdout.write(
    `p99 of what was answered at once: ${Math.round(tookMs[Math.floor(tookMs.length * 0.99)] ?? 0)} ms\n`
  );

  const usage = (await (await ask(0, '/api/meter/usage/acme')).json()) as object;
  expect(usage).toMatchObject({ totalTokens: total, eventCount: total, quotaPercent: 100 });
  expect(acknowledged.size).toBe(total);
  await expect.poll(() => new Set(told.map(({ id }) => id)).size, { timeout: 120_000 }).toBe(2);
  for (const each of replicas) await each?.kill();
  const store = await open();
  expect(await reconcile(store)).toEqual([]);
  await store.close();
}

/** Under its key, again and again, as a careful client does. Resolves with whether the first try was acknowledged. */
async function send(idempotencyKey: string, index: number): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    const event = { tenant: 'acme', feature: 'chat', tokens: 1, idempotencyKey };
    const answer = await post(index, '/api/meter/events', event).catch(() => null);
    await answer?.arrayBuffer().catch(() => null);
    if (answer?.status === 201) return attempt === 0;
    await delay(100);
  }
}

function ask(index: number, target: string): Promise<Response> {
  return fetch(`${replicas[index]?.url ?? nowhere}${target}`, { headers: { authorization: `Bearer ${TOKEN}` } });
}

function post(index: number, target: string, body: object): Promise<Response> {
  return fetch(`${replicas[index]?.url ?? nowhere}${target}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });
}
