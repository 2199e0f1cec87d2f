import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { NOON, payment, plant } from '../../../../tests/support/factories.ts';
import { stats } from '../../../contract/health/tracker.ts';
import { paginated, summary } from '../../../contract/ledger/transactions.ts';
import { StoreError } from '../errors.ts';
import { serve } from './serve.ts';

afterEach(stopApis);

it('answers 304 to whoever has the answer, until it changes', async () => {
  const { get, store, state } = await startApi();
  const first = await get('/api/transactions/paginated');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\/"/);
  for (const header of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
    const again = await get('/api/transactions/paginated', { 'if-none-match': header });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(await again.text()).toBe('');
  }
  expect((await get('/api/transactions/paginated', { 'if-none-match': '"other"' })).status).toBe(200);
  await plant(store, { payments: [payment()] });
  state.version++;
  const changed = await get('/api/transactions/paginated', { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(await changed.json()).toMatchObject({ total: 1 });
});

it('keeps an answer under every spelling of its question until its time is over', async () => {
  let asked = 0;
  const { get, state } = await startApi({
    instead: (reads) => [
      serve(paginated, (input) => {
        asked++;
        return reads.transactions(input);
      })
    ]
  });
  await get('/api/transactions/paginated?source=team,fiat&page=1');
  await get('/api/transactions/paginated?page=01&source=fiat,team,team&limit=50');
  await get('/api/transactions/paginated?page=01&source=fiat,team,team&limit=50');
  expect(asked).toBe(1);
  await get('/api/transactions/paginated?source=team');
  expect(asked).toBe(2);
  state.now += 30;
  await get('/api/transactions/paginated?source=team');
  expect(asked).toBe(3);
});

it('asks the store once for many who ask at once', async () => {
  let asked = 0;
  const { promise: open, resolve: release } = Promise.withResolvers<undefined>();
  const { get } = await startApi({
    instead: (reads) => [
      serve(stats, async () => {
        asked++;
        await open;
        return reads.stats();
      })
    ]
  });
  const answers = [get('/api/stats'), get('/api/stats'), get('/api/stats')];
  await expect.poll(() => asked).toBe(1);
  release(undefined);
  for (const answer of answers) expect((await answer).status).toBe(200);
  expect(asked).toBe(1);
});

it('does not keep a failure', async () => {
  let fails = true;
  const { get } = await startApi({
    instead: (reads) => [serve(stats, () => (fails ? Promise.reject(new StoreError('busy', true)) : reads.stats()))]
  });
  const failed = await get('/api/stats');
  expect(failed.status).toBe(503);
  expect(failed.headers.get('retry-after')).toBe('5');
  fails = false;
  expect((await get('/api/stats')).status).toBe(200);
});

it('serves the last good answer, marked stale, while the store does not answer', async () => {
  let fails = false;
  const { get, state } = await startApi({
    planted: { payments: [payment()] },
    instead: (reads) => [serve(summary, () => (fails ? Promise.reject(new StoreError('away', true)) : reads.summary()))]
  });
  expect(await (await get('/api/transactions/summary')).json()).toMatchObject({ stale: false });
  fails = true;
  state.now += 3_600;
  const old = await get('/api/transactions/summary');
  expect(old.status).toBe(200);
  expect(old.headers.get('warning')).toContain('110');
  expect(await old.json()).toMatchObject({ totalTransactions: 1, stale: true, revenue: { stale: true } });
});

it.each([
  ['gzip', 'gzip', gunzipSync],
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync]
])('compresses for who accepts %s with %s', async (accepted, used, decode) => {
  const payments = Array.from({ length: 20 }, () => payment());
  const { origin, get } = await startApi({ planted: { payments } });
  const path = '/api/transactions/paginated';
  const plain = await (await get(path, { 'accept-encoding': 'identity' })).text();
  for (let time = 0; time < 2; time++) {
    const { headers, bytes } = await raw(origin + path, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(used);
    expect(headers['vary']).toContain('Accept-Encoding');
    expect(decode(bytes).toString()).toBe(plain);
  }
});

it.each(['identity', 'br;q=0', 'deflate', 'gzip;q=0.0'])('does not compress for who accepts %s', async (accepted) => {
  const payments = Array.from({ length: 20 }, () => payment());
  const { origin } = await startApi({ planted: { payments } });
  const { headers } = await raw(`${origin}/api/transactions/paginated`, { 'accept-encoding': accepted });
  expect(headers['content-encoding']).toBeUndefined();
});

it('says how long an answer may be used', async () => {
  const { get } = await startApi();
  expect((await get('/api/transactions/summary')).headers.get('cache-control')).toBe('public, max-age=10');
  expect((await get('/api/health')).headers.get('cache-control')).toBe('no-cache');
  expect((await get('/api/health/live')).headers.get('cache-control')).toBe('no-store');
  expect((await get('/api/transactions/export')).headers.get('cache-control')).toBe('no-store');
});

it('limits each client by itself, says so in headers, and never limits probes', async () => {
  const { get } = await startApi({ deps: { rateLimitPerMinute: 3 } });
  const from = (client: string) => ({ 'x-forwarded-for': client });
  for (const remaining of ['2', '1', '0']) {
    const answer = await get('/api/stats', from('192.0.2.1'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit-limit')).toBe('3');
    expect(answer.headers.get('ratelimit-remaining')).toBe(remaining);
  }
  const refused = await get('/api/stats', from('192.0.2.1'));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: 'rate_limited' });
  expect((await get('/api/health/live', from('192.0.2.1'))).status).toBe(200);
  expect((await get('/api/stats', from('192.0.2.2'))).status).toBe(200);
  expect((await get('/api/stats', from('192.0.2.1, 192.0.2.3'))).status).toBe(200);
});

it('counts exactly as many of simultaneous requests as are allowed', async () => {
  const { get } = await startApi({ deps: { rateLimitPerMinute: 5 } });
  const answers = await Promise.all(Array.from({ length: 12 }, () => get('/api/stats')));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
});

it('takes the request id of the edge and makes one where there is none', async () => {
  const { get } = await startApi();
  const id = async (headers: Record<string, string>) =>
    (await get('/api/health/live', headers)).headers.get('x-request-id');
  expect(await id({ 'x-request-id': 'a1b2c3d4e5f60718-1z' })).toBe('a1b2c3d4e5f60718-1z');
  expect(await id({ 'x-request-id': 'a b"<script>' })).toMatch(/^[\w-]{36}$/);
  expect(await id({})).not.toBe(await id({}));
});

it('answers HEAD like GET, without the body', async () => {
  const { origin } = await startApi();
  const answer = await fetch(`${origin}/api/transactions/paginated`, { method: 'HEAD' });
  expect(answer.status).toBe(200);
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(50);
  expect(await answer.text()).toBe('');
});

it('shows what it is asked about health: degraded with named problems, ok without', async () => {
  const told = { lastSuccess: NOON - 90, lastError: 'HTTP 503', lastErrorAt: NOON - 5, lastMs: null, note: null };
  const source = { name: 'blockbook', ok: false, ...told };
  const failed = {
    name: 'price-sync',
    state: 'failed' as const,
    lastSuccess: null,
    lastError: 'secret',
    failingSince: NOON - 60,
    done: null,
    total: null,
    etaSeconds: null,
    nextRun: null
  };
  const asked = { ...failed, name: 'restore', failingSince: null };
  const { get, state } = await startApi({ sources: [source], jobHealth: [failed, asked] });
  const answer = await get('/api/health');
  expect(answer.status).toBe(200);
  const text = await answer.text();
  const health = JSON.parse(text) as { status: string; problems: { code: string; message: string }[] };
  expect(health).toMatchObject({ status: 'degraded', sources: { blockbook: { ok: false, ageSeconds: 90 } } });
  expect(health.problems.map(({ code }) => code)).toEqual(['source_blockbook', 'job_price-sync']);
  expect(text).not.toContain('secret');
  state.now += 601;
  const later = (await (await get('/api/health')).json()) as typeof health;
  expect(later.problems.map(({ code }) => code)).toContain('sync_stale');
  const { get: healthy } = await startApi();
  expect(await (await healthy('/api/health')).json()).toMatchObject({ status: 'ok', problems: [] });
});

it('is ready when the first sync is done, and says how far it is before', async () => {
  const running = {
    name: 'revenue-sync',
    state: 'running' as const,
    lastSuccess: null,
    lastError: null,
    failingSince: null,
    done: 25,
    total: 200,
    etaSeconds: 40,
    nextRun: null
  };
  const { get, store, state } = await startApi({ planted: null, jobHealth: [running] });
  const before = await get('/api/health/ready');
  expect(before.status).toBe(503);
  expect(await before.json()).toMatchObject({ ready: false, progress: { percent: 12.5, etaSeconds: 40 } });
  await plant(store, { complete: false });
  expect((await get('/api/health/ready')).status).toBe(503);
  await plant(store, { complete: true });
  state.version++;
  expect((await get('/api/health/ready')).status).toBe(200);
});

function raw(url: string, headers: Record<string, string>) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    headers: Record<string, string | string[] | undefined>;
    bytes: Buffer;
  }>();
  request(url, { headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
  })
    .on('error', reject)
    .end();
  return promise;
}
