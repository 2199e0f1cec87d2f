/** The API dies while it counts: what it acknowledged is stored, once, in events, minutes and periods. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { reconcile } from '../../lib/server/modules/usage/ingest/reconcile.ts';
import { startApi, until, type ApiProcess } from './api-process.ts';

const LIMIT_MS = 180_000;
const KILLS = process.env['LONG'] ? 10 : 2;
const SENDERS = 8;
const TOKEN = 'a-token-of-the-tests';
const folder = mkdtempSync(join(tmpdir(), 'metering-'));
const path = join(folder, 'meter.sqlite3');
let api: ApiProcess | null = null;

afterEach(async () => {
  await api?.kill();
  rmSync(folder, { recursive: true, force: true });
});

it(
  'counts every acknowledged event once, whenever the process was killed',
  async () => {
    await start();
    await post('/api/admin/tenants', { name: 'acme', monthlyQuota: 100 });
    const acknowledged = new Set<string>();
    const run = { isOver: false };
    const senders = Array.from({ length: SENDERS }, (_, sender) => send(sender, acknowledged, run));
    for (let kill = 0; kill < KILLS; kill++) {
      const before = acknowledged.size;
      await until(
        () => Promise.resolve(acknowledged.size),
        (size) => size > before + 50
      );
      await api?.kill();
      await start();
    }
    run.isOver = true;
    await Promise.all(senders);
    const usage = (await (await ask('/api/meter/usage/acme')).json()) as {
      totalTokens: number;
      eventCount: number;
      thresholds: object[];
    };
    await api?.kill();
    const store = await openSqlite(path);
    const stored = await store.query('backup_meter_events', { after: {}, limit: 1_000_000 });
    const drift = await reconcile(store);
    await store.close();
    expect(stored).toHaveLength(acknowledged.size);
    expect(usage).toMatchObject({ totalTokens: acknowledged.size, eventCount: acknowledged.size });
    expect(usage.thresholds).toHaveLength(2);
    expect(drift).toEqual([]);
  },
  LIMIT_MS
);

/** Sends the next event when the one before is acknowledged; under its key, again and again, as a careful client does. */
async function send(sender: number, acknowledged: Set<string>, run: { isOver: boolean }): Promise<void> {
  for (let event = 0; !run.isOver; event++) {
    const idempotencyKey = `${sender}-${event}`;
    for (;;) {
      const answer = await post('/api/meter/events', {
        tenant: 'acme',
        feature: 'chat',
        tokens: 1,
        idempotencyKey
      }).catch(() => null);
      if (answer?.status === 201) break;
      await delay(20);
    }
    acknowledged.add(idempotencyKey);
  }
}

async function start(): Promise<void> {
  const nowhere = 'http://127.0.0.1:1';
  api = await startApi({
    DB_PATH: path,
    ADMIN_TOKEN: TOKEN,
    FLUX_API_URL: nowhere,
    FLUX_STATS_URL: nowhere,
    FLUX_BLOCKBOOK_URL: nowhere,
    FLUX_EXPLORER_URL: nowhere,
    COINGECKO_URL: nowhere,
    BINANCE_URL: nowhere,
    CRYPTOCOMPARE_URL: nowhere
  });
  await until(
    () => ask('/api/admin/tenants'),
    ({ status }) => status === 200
  );
}

function ask(target: string): Promise<Response> {
  return fetch(`${api?.url ?? ''}${target}`, { headers: { authorization: `Bearer ${TOKEN}` } });
}

function post(target: string, body: object): Promise<Response> {
  return fetch(`${api?.url ?? ''}${target}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });
}
