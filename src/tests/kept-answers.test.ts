/** Answers that leave from the edge are what the API would have sent: bytes, headers, limits, counts, freshness. */
import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { summary } from '../lib/contract/ledger/transactions.ts';
import { LINK_PATH, LINK_PROTOCOL } from '../lib/link/messages.ts';
import { StoreError } from '../lib/server/platform/errors.ts';
import { serve } from '../lib/server/platform/http/serve.ts';
import { stopApis } from './support/api.ts';
import { PATIENCE, startEdgeAndApi, type RawAnswer } from './support/edge-and-api.ts';
import { payment, plant } from './support/factories.ts';
import { sampleOf } from './observability/samples.ts';

afterEach(stopApis);

const SUMMARY = '/api/transactions/summary';
const LIST = '/api/transactions/paginated';

describe('an answer that leaves from the edge', () => {
  it.each([
    ['as it is', 'identity'],
    ['packed by gzip', 'gzip'],
    ['packed by brotli', 'gzip, deflate, br, zstd']
  ])('is, %s, what the API sends: bytes and headers, 304 and HEAD', async (_, encoding) => {
    const payments = Array.from({ length: 20 }, () => payment());
    const { get, ask, asked, untilKept } = await startEdgeAndApi({ planted: { payments }, limit: 100 });
    const headers = { 'accept-encoding': encoding };
    await untilKept(LIST, headers);
    const [kept, sent] = [await get(LIST, headers), await ask(LIST, headers)];
    expect(asked).toEqual([LIST]);
    expect(kept.bytes.equals(sent.bytes)).toBe(true);
    expect(bare(kept)).toEqual(bare(sent));
    const known = { ...headers, 'if-none-match': `"other", ${sent.headers.etag}` };
    const [unchanged, sentUnchanged] = [await get(LIST, known), await ask(LIST, known)];
    expect([unchanged.status, unchanged.bytes.length]).toEqual([304, 0]);
    expect(bare(unchanged)).toEqual(bare(sentUnchanged));
    const head = await get(LIST, headers, 'HEAD');
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([
      200,
      0,
      sent.headers['content-length']
    ]);
    expect(asked).toHaveLength(2);
  });

  it('has a request id of its own and a date', async () => {
    const { get, untilKept } = await startEdgeAndApi();
    await untilKept(SUMMARY);
    const [one, other] = [await get(SUMMARY), await get(SUMMARY)];
    expect(one.headers['x-request-id']).toMatch(/^[0-9a-f]{16}-\w+$/);
    expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
    expect(Date.parse(String(one.headers.date))).toBeGreaterThan(0);
    expect(one.headers).not.toHaveProperty('x-edge-keep');
  });

  it('is kept once for every spelling of its question', async () => {
    const { get, asked, untilKept } = await startEdgeAndApi();
    const spellings = [`${LIST}?page=1&limit=50`, `${LIST}?limit=50&page=01`];
    for (const spelling of spellings) await untilKept(spelling);
    for (const spelling of spellings) expect((await get(spelling)).status).toBe(200);
    expect(asked).toEqual([]);
  });
});

describe('the edge asks the API', () => {
  it('at once when the data has changed', async () => {
    const { get, api, asked, untilKept, changeData } = await startEdgeAndApi();
    await untilKept(SUMMARY);
    await plant(api.store, { payments: [payment()] });
    changeData();
    await expect
      .poll(async () => JSON.parse(String((await get(SUMMARY)).bytes)) as unknown, PATIENCE)
      .toMatchObject({ totalTransactions: 1 });
    expect(asked.length).toBeGreaterThan(0);
  });

  it('when the time of an answer is over', async () => {
    const { get, asked, untilKept, later } = await startEdgeAndApi();
    await untilKept(SUMMARY);
    later.ms = 10_000;
    await get(SUMMARY);
    expect(asked).toEqual([SUMMARY]);
  });

  it.each([
    ['an error', `${LIST}?limit=0`],
    ['a path that is not there', '/api/nothing'],
    ['an administrator', '/api/admin/jobs'],
    ['an export', '/api/transactions/export'],
    ['liveness', '/api/health/live']
  ])('each time for %s', async (_, path) => {
    const { get, asked, untilKept } = await startEdgeAndApi();
    await untilKept(SUMMARY);
    for (let time = 0; time < 4; time++) await get(path);
    expect(asked).toHaveLength(4);
  });

  it('for whoever comes from another site, since the answer depends on it', async () => {
    const site = 'https://site.example';
    const { get, asked, untilKept } = await startEdgeAndApi({ deps: { corsOrigins: [site] } });
    await untilKept(SUMMARY);
    const cross = await get(SUMMARY, { origin: site });
    expect(cross.headers['access-control-allow-origin']).toBe(site);
    expect(asked).toHaveLength(1);
    const own = await get(SUMMARY);
    expect(own.headers).not.toHaveProperty('access-control-allow-origin');
    expect(own.headers.vary).toMatch(/origin/i);
    expect(asked).toHaveLength(1);
  });

  it('and passes on that an answer is old while the store is away, without keeping it', async () => {
    let fails = false;
    const { get, asked, untilKept, changeData } = await startEdgeAndApi({
      instead: (reads) => [
        serve(summary, () => (fails ? Promise.reject(new StoreError('away', true)) : reads.summary()))
      ]
    });
    await untilKept(SUMMARY);
    fails = true;
    changeData();
    await expect.poll(async () => (await get(SUMMARY)).headers.warning, PATIENCE).toContain('110');
    asked.length = 0;
    for (let time = 0; time < 3; time++) {
      expect(JSON.parse(String((await get(SUMMARY)).bytes))).toMatchObject({ stale: true });
    }
    expect(asked).toHaveLength(3);
  });

  it('and says so with 502 when it is gone, whatever was kept', async () => {
    const { get, api, untilKept } = await startEdgeAndApi();
    await untilKept(SUMMARY);
    await api.stop();
    await expect.poll(async () => (await get(SUMMARY)).status, PATIENCE).toBe(502);
  });
});

describe('the limit', () => {
  const from = (client: string) => ({ 'x-forwarded-for': client });

  it('counts what leaves from the edge and what the API answers as one', async () => {
    const { get, ask, untilKept } = await startEdgeAndApi({ limit: 6 });
    await untilKept(SUMMARY, from('192.0.2.9'));
    const client = from('192.0.2.1');
    const remaining = (answer: RawAnswer) => answer.headers['ratelimit-remaining'];
    expect(remaining(await get(SUMMARY, client))).toBe('5');
    expect(remaining(await ask(SUMMARY, client))).toBe('4');
    expect(remaining(await get(SUMMARY, client))).toBe('3');
    expect(remaining(await get('/api/stats', client))).toBe('2');
    expect(remaining(await ask('/api/stats', client))).toBe('1');
    expect(remaining(await get(SUMMARY, client))).toBe('0');
    const refused = [await get(SUMMARY, client), await ask(SUMMARY, client)];
    for (const { status, headers, bytes } of refused) {
      // The id of the request in it is longer or shorter.
      delete headers['content-length'];
      expect([status, headers['content-type']]).toEqual([429, 'application/problem+json']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(headers['ratelimit-limit']).toBe('6');
      expect(JSON.parse(String(bytes))).toMatchObject({ code: 'rate_limited' });
    }
    expect(bare(refused[0]!)).toEqual(bare(refused[1]!));
    expect((await get(SUMMARY, from('192.0.2.2'))).status).toBe(200);
    expect((await get('/api/health/live', client)).status).toBe(200);
  });

  it('lets exactly as many of simultaneous requests pass as are allowed, kept or not', async () => {
    const { get, untilKept } = await startEdgeAndApi({ limit: 8 });
    await untilKept(SUMMARY, from('192.0.2.9'));
    const paths = Array.from({ length: 30 }, (_, at) => (at % 3 === 0 ? SUMMARY : `${LIST}?page=${at + 1}`));
    const answers = await Promise.all(paths.map((path) => get(path, from('192.0.2.3'))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(22);
  });

  it('counts a block of IPv6 addresses as one client', async () => {
    const { get, ask } = await startEdgeAndApi({ limit: 2 });
    await get(SUMMARY, from('2001:db8:0:1::1'));
    await ask(SUMMARY, from('2001:db8:0:2::1'));
    expect((await get(SUMMARY, from('2001:db8:0:3:4::1'))).status).toBe(429);
    expect((await get(SUMMARY, from('2001:db8:0:100::1'))).status).toBe(200);
  });
});

it('is counted by the metrics of the API under its route', async () => {
  const { get, ask, untilKept } = await startEdgeAndApi();
  const path = '/api/transactions/2026-03-01';
  const before = await untilKept(path);
  const counted = async (status: string) => {
    const labels = { method: 'GET', route: '/api/transactions/:date', status };
    return sampleOf(String((await ask('/metrics')).bytes), 'fluxtracker_http_requests_total', labels) ?? 0;
  };
  for (let time = 0; time < 5; time++) await get(path);
  await expect.poll(() => counted('200'), PATIENCE).toBe(before + 5);
  await get(path, { 'if-none-match': '*' });
  await expect.poll(() => counted('304'), PATIENCE).toBe(1);
});

it('is told by a link that no visitor can reach', async () => {
  const { origin } = await startEdgeAndApi();
  const headers = { connection: 'Upgrade', upgrade: LINK_PROTOCOL };
  for (const path of [LINK_PATH, `/api/..${LINK_PATH}`]) {
    const asked = request(origin + path, { headers, agent: false }).end();
    const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
      { statusCode: number }
    ];
    expect(answer.statusCode).toBe(404);
  }
});

/** Without what two answers never share. */
function bare({ status, headers }: RawAnswer) {
  const { date, 'x-request-id': _, ...rest } = headers;
  const entries = Object.entries(rest).filter(
    ([name]) => !/^(?:ratelimit-(?:remaining|reset)|connection|keep-alive)$/.test(name)
  );
  return { status, hasDate: date !== undefined, headers: Object.fromEntries(entries) };
}
