/** What operators get wrong, met by the real processes: a second name for a database, a proxy that nobody told of. */
import { once } from 'node:events';
import { linkSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentAt } from '../../../simulator/index.ts';
import type { Health } from '../../lib/contract/health/health.ts';
import { getJson, startApi, startWeb, until, type ApiProcess } from './api-process.ts';
import { runDb } from './db-process.ts';

describe('an installation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operators-'));
  const path = join(folder, 'db.sqlite3');
  const csv = join(folder, 'prices.csv');
  const env = { ...environmentAt('http://127.0.0.1:9'), LOG_LEVEL: 'warn', ADMIN_TOKEN: 'a token of the tests' };
  let api: ApiProcess;
  let web: ApiProcess;
  beforeAll(async () => {
    writeFileSync(csv, 'date,price_usd\n2026-01-01,0.5\n');
    api = await startApi({ ...env, DB_PATH: path });
    web = await startWeb(api, { LOG_LEVEL: 'warn' });
    await until(
      () => fetch(`${web.url}/api/health/live`),
      ({ status }) => status === 200
    );
  });
  afterAll(async () => {
    await Promise.all([web.kill(), api.kill()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['symbolic', symlinkSync],
    ['hard', linkSync]
  ])('refuses a second process on its database by a %s link', async (kind, link) => {
    const other = join(folder, `${kind}.sqlite3`);
    link(path, other);
    const refusal = `the database ${other} is in use by process ${api.child.pid}`;
    const second = await startApi({ ...env, DB_PATH: other });
    expect((await once(second.child, 'close'))[0]).toBe(1);
    expect(second.output()).toContain(refusal);
    const { code, said } = await runDb(['import-prices', csv], { ...env, DB_PATH: other }).outcome;
    expect([code, said]).toEqual([1, expect.stringContaining(refusal)]);
  });

  it('warns once of a proxy that TRUST_PROXY does not know, and notes it in health without being degraded by it', async () => {
    for (const client of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
      await fetch(`${web.url}/api/health/live`, { headers: { 'x-forwarded-for': client, 'x-edge-notice': 'x' } });
    }
    const { notes, problems } = await until(
      () => getJson<Health>(`${web.url}/api/health`),
      (health) => health.notes.length > 0
    );
    expect(notes).toMatchObject([
      { code: 'proxy_not_trusted', message: expect.stringMatching(/TRUST_PROXY is 0/) as unknown }
    ]);
    expect(problems.map(({ code }) => code)).not.toContain('proxy_not_trusted');
    const warnings = await until(
      () =>
        Promise.resolve(
          api
            .output()
            .split('\n')
            .filter((line) => line.includes('proxy setting doubted'))
        ),
      (lines) => lines.length > 0
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('Set it to the number of proxies in front of the web port');
  });
});
