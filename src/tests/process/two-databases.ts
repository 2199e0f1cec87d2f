/** API processes over a primary and a standby that are processes as well: what can be asked of them while one is away. */
import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/index.ts';
import type { ProjectPair, ProjectProcess } from '../supabase/project-process.ts';
import { getJson, startApi, until, type ApiProcess } from './api-process.ts';

interface Health {
  db: { status: string; circuit: string; activeInstance: string };
}

export function startOver({ primary, standby }: ProjectPair, simulator: Simulator): Promise<ApiProcess> {
  return startApi({
    ...simulator.env,
    DB_TYPE: 'supabase',
    SUPABASE_URL: primary.url,
    SUPABASE_SERVICE_ROLE_KEY: primary.serviceKey,
    SUPABASE_FAILOVER_URL: standby.url,
    SUPABASE_FAILOVER_KEY: standby.serviceKey,
    ADMIN_TOKEN: 'the-token-of-two-databases',
    REVENUE_SYNC_SECONDS: '1',
    PRICE_SYNC_SECONDS: '1'
  });
}

export const healthOf = ({ url }: ApiProcess) => getJson<Health>(`${url}/api/health`);

/** Once some of the payments are stored, and before all are. */
export async function killInFirstSync(project: ProjectProcess, simulator: Simulator): Promise<void> {
  const stored = async () => {
    const [row] = await project.exec<{ rows: number }>('SELECT COUNT(*)::int AS rows FROM revenue_transactions');
    return row?.rows ?? 0;
  };
  await until(stored, (rows) => rows > 0);
  await project.kill();
  expect(await stored()).toBeLessThan(simulator.truth({}).transactions.length);
}

let asked = 0;

/** A visitor asks what no cache holds until the store answers; resolves with how often it did not. */
export async function failuresUntilServed({ url }: ApiProcess): Promise<number> {
  for (let failures = 0; failures < 100; failures++) {
    const answer = await fetch(`${url}/api/transactions/paginated?limit=1&page=${String(++asked)}`);
    const { stale } = (await answer.json()) as { stale?: boolean };
    if (answer.status === 200 && !answer.headers.has('warning')) return failures;
    expect([answer.status, stale]).toBeOneOf([
      [503, undefined],
      [200, true]
    ]);
  }
  throw new Error('never served');
}

/** What a database is told when another is in use, and what its own project writes when it starts. */
const NOT_CONTENT = ['leases', 'store_epochs', 'schema_migrations'];

/** A hash of every table that a job writes to. */
export async function contentOf({ exec }: ProjectProcess): Promise<Record<string, string | null>> {
  const tables = await exec<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  );
  const content: Record<string, string | null> = {};
  for (const { name } of tables.filter((table) => !NOT_CONTENT.includes(table.name))) {
    const [row] = await exec<{ hash: string | null }>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM ${name} t`
    );
    content[name] = row?.hash ?? null;
  }
  return content;
}

/** The newest switch that a database knows: its epoch, whether it is itself in use, and leases that it would still honour. */
export async function switchIn({ exec }: ProjectProcess): Promise<Record<'epoch' | 'active' | 'leases', number>> {
  const [row] = await exec<Record<'epoch' | 'active' | 'leases', number>>(
    `SELECT epoch::int AS epoch, is_active::int AS active,
       (SELECT COUNT(*)::int FROM leases WHERE fence < epoch * 1000000000::bigint) AS leases
     FROM store_epochs ORDER BY epoch DESC LIMIT 1`
  );
  if (row === undefined) throw new Error('the database has no epoch');
  return row;
}
