/** The API opened on one address of the machine: visitors who come through the web port keep what they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentAt } from '../../../simulator/index.ts';
import { startApi, startWeb, until, type ApiProcess } from './api-process.ts';

const TOKEN = 'a token of the tests';
const LIMIT = 5;
const address = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe.skipIf(address === undefined)('an API at one address of the machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-host-'));
  let api: ApiProcess;
  let web: ApiProcess;
  beforeAll(async () => {
    api = await startApi({
      // Nobody is there: every upstream refuses at once.
      ...environmentAt('http://127.0.0.1:9'),
      DB_PATH: join(folder, 'db.sqlite3'),
      ADMIN_TOKEN: TOKEN,
      RATE_LIMIT_PER_MINUTE: String(LIMIT),
      LOG_LEVEL: 'warn',
      API_HOST: address ?? ''
    });
    web = await startWeb(api, { TRUST_PROXY: '1', API_HOST: address ?? '' });
    await until(
      () => as('192.0.2.1', '/api/health/live'),
      ({ status }) => status === 200
    );
  });
  afterAll(async () => {
    await Promise.all([web.kill(), api.kill()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives each visitor a limit of their own', async () => {
    for (let asked = 0; asked < LIMIT; asked++) await as('192.0.2.7', '/api/openapi.json');
    expect((await as('192.0.2.7', '/api/openapi.json')).status).toBe(429);
    expect((await as('192.0.2.8', '/api/openapi.json')).status).toBe(200);
  });

  it('takes a change by session cookie from the page of a visitor by https', async () => {
    const signedIn = await as('192.0.2.9', '/api/admin/session', 'POST', { authorization: `Bearer ${TOKEN}` });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = { 'x-forwarded-proto': 'https', origin: web.url.replace('http:', 'https:') };
    const out = await as('192.0.2.9', '/api/admin/session', 'DELETE', { cookie, ...page });
    expect([signedIn.status, out.status]).toEqual([200, 200]);
  });

  it('answers at that address too', async () => {
    const { port } = new URL(api.url);
    expect((await fetch(`http://${address ?? ''}:${port}/api/health/live`)).status).toBe(200);
  });

  const as = (client: string, path: string, method = 'GET', headers: Record<string, string> = {}) =>
    fetch(web.url + path, { method, headers: { 'x-forwarded-for': client, ...headers } });
});
