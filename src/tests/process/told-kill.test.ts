/** Events through kills, faults and reorganisations add up to what the API shows. The long one does it for longer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { startApi, startWeb, until } from './api-process.ts';
import { cutFeed } from './cut-feed.ts';
import { expectDeliveredThroughKills } from './delivery-kill.ts';
import { expectToldThroughKills } from './told-kill.ts';

const LIMIT_MS = 600_000;
let simulator: Simulator;
let folder = '';
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

it(
  'folding them gives the ledger, the apps and the alerts, none twice and none missing',
  async () => {
    const environment = await setup();
    await expectToldThroughKills({ simulator, environments: [environment], kills: 4, depths: [3, 40] });
  },
  LIMIT_MS
);

it(
  'a client of the feed that is cut again and again sees every event once, through the public port',
  async () => {
    const api = await startApi(await setup());
    const web = await startWeb(api);
    const mining = setInterval(() => simulator.mine(1), 300);
    const seen = await cutFeed(web.url, { cuts: 20 });
    clearInterval(mining);
    const first = seen[0]!.seq;
    const page = await until(
      async () =>
        (await fetch(`${api.url}/api/events?after=${first - 1}&limit=1000`)).json() as Promise<{
          events: { seq: number }[];
        }>,
      ({ events }) => events.length >= seen.length
    );
    expect(seen.map(({ seq }) => seq)).toEqual(page.events.slice(0, seen.length).map(({ seq }) => seq));
    await web.kill();
    await api.kill();
  },
  LIMIT_MS
);

it(
  'each event is delivered under exactly one id, in order per subject, though the process dies amid deliveries',
  async () => {
    const environment = await setup({ payments: 40 });
    const count = await expectDeliveredThroughKills({ simulator, environment, webhooks: 3, kills: 2 });
    expect(count).toBeGreaterThan(120);
  },
  LIMIT_MS
);

async function setup({ payments = 200 }: { payments?: number } = {}): Promise<Record<string, string>> {
  folder = mkdtempSync(join(tmpdir(), 'told-'));
  simulator = await startSimulator({
    scale: 0.01,
    payments,
    paymentsPerBlock: 0.5,
    blockMs: 'manual',
    maxTipLag: 0,
    hangMs: 500,
    slowMs: 50
  });
  return {
    ...simulator.env,
    DB_PATH: join(folder, 'db.sqlite3'),
    REVENUE_SYNC_SECONDS: '1',
    PRICE_SYNC_SECONDS: '1',
    CENSUS_SECONDS: '5',
    LOG_LEVEL: 'warn'
  };
}
