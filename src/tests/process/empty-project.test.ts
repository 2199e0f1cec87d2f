/** An empty Supabase project, as an operator has it on the first day: the API applies its schema and serves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { isPostgresMissing, startPostgresProject } from '../supabase/project.ts';
import { getJson, startApi, until, type ApiProcess } from './api-process.ts';

describe.skipIf(isPostgresMissing())('an empty project (skipped where PostgreSQL is not installed)', () => {
  let project: LocalProject & { dbUrl: string };
  let simulator: Simulator;
  const apis: ApiProcess[] = [];
  beforeAll(async () => {
    [project, simulator] = await Promise.all([startPostgresProject(), startSimulator({ seed: 5, scale: 0.01 })]);
  });
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.stop()));
    await Promise.all([project.close(), simulator.close()]);
  });

  const start = async (env: Record<string, string>): Promise<ApiProcess> => {
    const api = await startApi({
      ...simulator.env,
      DB_TYPE: 'supabase',
      SUPABASE_URL: project.url,
      SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
      ADMIN_TOKEN: 'the-token-of-an-empty-project',
      ...env
    });
    apis.push(api);
    return api;
  };
  const problemsOf = async ({ url }: ApiProcess) =>
    (await getJson<{ problems: { code: string; message: string }[] }>(`${url}/api/health`)).problems;

  it('is named as one that lacks migrations, and is brought to today’s schema by whoever has its SUPABASE_DB_URL', async () => {
    const without = await start({});
    const problems = await until(
      () => problemsOf(without),
      (all) => all.some(({ code }) => code === 'migration_pending')
    );
    expect(problems.map(({ message }) => message).join()).toMatch(/supabase\/migrations\/\d{14}_001_schema\.sql/);

    const having = await start({ SUPABASE_DB_URL: project.dbUrl });
    for (const api of [having, without]) {
      const payments = simulator.truth({}).transactions.length;
      await until(
        () => getJson<{ total: number }>(`${api.url}/api/transactions/paginated?limit=1`),
        (answer) => answer.total >= payments
      );
      expect((await problemsOf(api)).map(({ code }) => code)).not.toContain('migration_pending');
    }
  });
});
