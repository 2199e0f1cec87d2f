/** The log's worst hour: 60 simulated minutes with reorganisations of depth 1-40, 20 % faults and 20 kills; also three replicas. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { startMigratedProject } from '../supabase/project.ts';
import { startApi, startWeb, until } from './api-process.ts';
import { cutFeed } from './cut-feed.ts';
import { expectDeliveredThroughKills } from './delivery-kill.ts';
import { expectToldThroughKills } from './told-kill.ts';

const LIMIT_MS = 1_800_000;
/** With what is mined between them, more than 120 blocks. */
const DEPTHS = [1, 2, 5, 10, 40];
let simulator: Simulator;
let project: LocalProject | null = null;
let folder = '';
afterEach(async () => {
  await simulator.close();
  await project?.close();
  project = null;
  rmSync(folder, { recursive: true, force: true });
}, LIMIT_MS);

it(
  'folding events through 20 kills gives the ledger, the apps and the alerts',
  async () => {
    const environment = { ...(await setup({ payments: 300 })), DB_PATH: join(folder, 'db.sqlite3') };
    await expectToldThroughKills({ simulator, environments: [environment], kills: 20, depths: DEPTHS });
  },
  LIMIT_MS
);

it(
  'so it does with three replicas that write to PostgreSQL behind PostgREST',
  async () => {
    project = await startMigratedProject();
    const environment = {
      ...(await setup({ payments: 200 })),
      DB_TYPE: 'supabase',
      SUPABASE_URL: project.url,
      SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
      ADMIN_TOKEN: 'the-token-of-three-replicas',
      REVENUE_SYNC_SECONDS: '2'
    };
    await expectToldThroughKills({
      simulator,
      environments: [environment, environment, environment],
      kills: 10,
      depths: DEPTHS
    });
  },
  LIMIT_MS
);

it(
  'ten kills amid 5,000 deliveries: each has exactly one id, and the order of its subject',
  async () => {
    const environment = { ...(await setup({ payments: 200 })), DB_PATH: join(folder, 'db.sqlite3') };
    const count = await expectDeliveredThroughKills({ simulator, environment, webhooks: 25, kills: 10 });
    expect(count).toBeGreaterThanOrEqual(5_000);
  },
  LIMIT_MS
);

it(
  'a client of the feed that is cut 100 times sees every event once, through the public port',
  async () => {
    const api = await startApi({ ...(await setup({ payments: 200 })), DB_PATH: join(folder, 'db.sqlite3') });
    const web = await startWeb(api);
    const mining = setInterval(() => simulator.mine(1), 300);
    const seen = await cutFeed(web.url, { cuts: 100 });
    clearInterval(mining);
    const after = (seen[0]?.seq ?? 1) - 1;
    const page = await until(
      async () =>
        (await fetch(`${api.url}/api/events?after=${after}&limit=1000`)).json() as Promise<{
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

async function setup({ payments }: { payments: number }): Promise<Record<string, string>> {
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
    REVENUE_SYNC_SECONDS: '1',
    PRICE_SYNC_SECONDS: '1',
    CENSUS_SECONDS: '5',
    LOG_LEVEL: 'warn'
  };
}
