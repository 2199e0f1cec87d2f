import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { routes } from '../support/declared-routes.ts';
import { receive } from '../exports/through-edge.ts';
import { getJson, startApi, startWeb, until, type ApiProcess } from './api-process.ts';
import { expectApiTruth } from './api-truth.ts';

const TOKEN = 'a token of the tests';

/** Both real processes, as visitors meet them: everything through the public port. */
describe('through the public port', () => {
  let simulator: Simulator;
  let api: ApiProcess;
  let web: ApiProcess;
  const folder = mkdtempSync(join(tmpdir(), 'port-'));

  beforeAll(async () => {
    simulator = await startSimulator({ scale: 0.01, payments: 2_500, blockMs: 'manual', maxTipLag: 0 });
    api = await startApi({
      ...simulator.env,
      DB_PATH: join(folder, 'db.sqlite3'),
      ADMIN_TOKEN: TOKEN,
      RATE_LIMIT_PER_MINUTE: '300',
      LOG_LEVEL: 'warn'
    });
    web = await startWeb(api, { TRUST_PROXY: '1' });
    await until(
      () => as('setup', '/api/health/ready'),
      ({ status }) => status === 200
    );
  }, 120_000);
  afterAll(async () => {
    await web.kill();
    await api.kill();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the list of transactions is the truth', () => expectApiTruth(web.url, simulator), 60_000);

  it('the export streams the complete selection; count and hash come as trailers and are right', async () => {
    const { bytes, rows, isIntact } = await receive(`${web.url}/api/transactions/export?format=csv`);
    expect(isIntact).toBe(true);
    const lines = String(bytes).split('\r\n').slice(1, -1);
    expect(lines).toHaveLength(Number(rows));
    const truth = simulator.truth({}).transactions.map(({ txid }) => txid);
    expect(new Set(lines.map((line) => line.split(',')[0]))).toEqual(new Set(truth));
  });
  it('the NDJSON export of a selection is what the list says', async () => {
    const { bytes, rows, isIntact } = await receive(`${web.url}/api/transactions/export?format=ndjson&source=team`);
    const lines = String(bytes).trimEnd().split('\n');
    const list = await getJson<{ total: number }>(`${web.url}/api/transactions/paginated?source=team&limit=1`);
    expect([lines.length, rows, isIntact]).toEqual([list.total, list.total, true]);
  });
  it('a client that goes away stops the export', async () => {
    const answer = await new Promise<IncomingMessage>((resolve) => {
      get(`${web.url}/api/transactions/export?format=csv`, resolve);
    });
    answer.once('data', () => answer.destroy());
    await until(() => Promise.resolve(answer.destroyed), Boolean);
    expect((await as('after', '/api/health/live')).status).toBe(200);
  });
  it('a known ETag is answered with 304 and compression survives', async () => {
    const headers = { 'accept-encoding': 'gzip', 'x-forwarded-for': '10.0.0.7' };
    const first = await rawGet('/api/history/revenue/daily?limit=365', headers);
    expect(first.headers['content-encoding']).toBe('gzip');
    const again = await rawGet('/api/history/revenue/daily?limit=365', {
      ...headers,
      'if-none-match': String(first.headers.etag)
    });
    expect(again.statusCode).toBe(304);
  });
  it('two visitors behind a proxy have limits of their own, told in headers', async () => {
    const asked = await Promise.all(Array.from({ length: 310 }, () => as('10.1.0.1', '/api/transactions/summary')));
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]!.headers.get('content-type')).toContain('application/problem+json');
    const other = await as('10.1.0.2', '/api/transactions/summary');
    expect(other.status).toBe(200);
    expect(Array.from(other.headers.keys()).some((name) => name.startsWith('ratelimit'))).toBe(true);
  });
  it('an unknown path is a 404 problem, a bad parameter a 400 that names it', async () => {
    const unknown = await as('problems', '/api/nothing/here');
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('problem+json')
    ]);
    const bad = await as('problems', '/api/transactions/paginated?limit=1001&colour=red');
    const { errors } = (await bad.json()) as { errors: { name: string }[] };
    expect([bad.status, errors.map(({ name }) => name).sort()]).toEqual([400, ['colour', 'limit']]);
  });
  it('metrics are on the port of the API alone', async () => {
    expect((await as('metrics', '/metrics')).status).toBe(404);
    const own = await fetch(`${api.url}/metrics`);
    expect([own.status, await own.text()]).toEqual([200, expect.stringMatching(/^fluxtracker_sync_lag_blocks 0$/m)]);
  });
  it('every route that is not public refuses without the token', async () => {
    const guarded = routes.filter(({ auth }) => auth !== 'public');
    expect(guarded.length).toBeGreaterThan(10);
    for (const { method, path } of guarded) {
      const answer = await as(`guard ${path}`, path.replaceAll(/:\w+/g, 'x'), { method });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
    const allowed = await as('operator', '/api/admin/jobs', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(allowed.status).toBe(200);
  });
  it('the first HTML of the overview holds figures and a chart, of every page its figures', async () => {
    const html = await (await as('pages', '/')).text();
    expect(html).toMatch(/<svg[^]*<path/);
    const { transactions } = await getJson<{ transactions: { txid: string }[] }>(
      `${web.url}/api/transactions/paginated?limit=1`
    );
    expect(html).toContain(transactions[0]!.txid);
    for (const path of ['/transactions', '/apps', '/status']) expect((await as('pages', path)).status).toBe(200);
  });
  it('without the API it is a 502 problem, and pages still say so', async () => {
    const lonely = await startWeb({ ...api, url: 'http://127.0.0.1:9' });
    const answer = await until(
      () => fetch(`${lonely.url}/api/health`),
      ({ status }) => status === 502
    );
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(lonely.url)).headers.get('content-type')).toContain('text/html');
    await lonely.kill();
  });

  /** A visitor of a name or address of its own, as the proxy in front would say. */
  function as(
    visitor: string,
    path: string,
    { headers, ...init }: { method?: string; headers?: Record<string, string> } = {}
  ): Promise<Response> {
    return fetch(`${web.url}${path}`, { ...init, headers: { ...headers, 'x-forwarded-for': addressOf(visitor) } });
  }
  function rawGet(path: string, headers: Record<string, string>): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      get(`${web.url}${path}`, { headers }, (answer) => {
        answer.resume();
        resolve(answer);
      }).once('error', reject);
    });
  }
});

function addressOf(visitor: string): string {
  if (/^\d/.test(visitor)) return visitor;
  const [a, b, c] = createHash('sha256').update(visitor).digest();
  return `10.${a}.${b}.${c}`;
}
