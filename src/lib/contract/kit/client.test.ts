import { expect, it } from 'vitest';
import { call, ProblemError, urlOf } from './client.ts';
import { dailyRevenue } from '../ledger/history.ts';
import { clearRevenueData } from '../admin/jobs.ts';
import { revenue } from '../ledger/revenue.ts';
import { ofDay, paginated } from '../ledger/transactions.ts';

it('writes path and query as the server reads them', () => {
  expect(urlOf(ofDay, { params: { date: '2026-01-02' } })).toBe('/api/transactions/2026-01-02');
  const query = { page: 2, search: 'a&b', source: ['team', 'fiat'] as const, appName: undefined };
  expect(urlOf(paginated, { query })).toBe('/api/transactions/paginated?page=2&search=a%26b&source=team%2Cfiat');
});

it('answers what the server sent', async () => {
  const { fetch, requests } = setup(() => Response.json({ count: 0, data: [], asOf: null, stale: true }));
  const answer = await call(fetch, dailyRevenue, { query: { limit: 7 } }, { origin: 'http://host' });
  expect(answer.data).toEqual([]);
  expect(requests[0]?.url).toBe('http://host/api/history/revenue/daily?limit=7');
});

it('takes an answer with more in it than it knows', async () => {
  const { fetch } = setup(() => Response.json({ count: 0, data: [], asOf: null, stale: true, younger: 1 }));
  const answer = await call(fetch, dailyRevenue, { query: {} }, { origin: 'http://host' });
  expect(answer.count).toBe(0);
});

it.each([
  ['half of a document', () => new Response('{"count": 3, "da')],
  ['another document', () => Response.json({ hello: ['world'] })],
  ['a list instead of an object', () => Response.json([])],
  [
    'an amount that is a number',
    () => Response.json({ ...empty, count: 1, data: [{ date: '2026-01-02', revenue: 1.5 }] })
  ]
])('refuses %s with 200 as an answer that cannot be read', async (_, answer) => {
  const { fetch } = setup(answer);
  await expect(call(fetch, dailyRevenue, { query: {} }, { origin: 'http://host' })).rejects.toMatchObject({
    status: 502,
    problem: { code: 'unreadable' }
  });
});

it('sends a body as JSON', async () => {
  const { fetch, requests } = setup(() => Response.json({ job }, { status: 202 }));
  await call(fetch, clearRevenueData, { body: { confirm: 'clear-revenue-data' } }, { origin: 'http://host' });
  expect(requests[0]?.method).toBe('POST');
  expect(await requests[0]?.json()).toEqual({ confirm: 'clear-revenue-data' });
});

it('throws the problem that the server describes', async () => {
  const problem = {
    type: 'about:blank',
    title: 'x',
    status: 429,
    detail: 'slow down',
    code: 'rate_limited',
    requestId: 'r'
  };
  const { fetch } = setup(() =>
    Response.json(problem, {
      status: 429,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '30' }
    })
  );
  const error = await call(fetch, revenue, { params: { period: 'daily' } }, { origin: 'http://host' }).catch(
    (thrown: unknown) => thrown
  );
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ status: 429, retryAfter: 30, problem: { code: 'rate_limited' }, message: 'slow down' });
});

it('throws a problem of its own for an error page of something between', async () => {
  const { fetch } = setup(() => new Response('<html>', { status: 502 }));
  await expect(call(fetch, revenue, { params: { period: 'daily' } }, { origin: 'http://host' })).rejects.toMatchObject({
    status: 502,
    problem: { code: 'unexpected' }
  });
});

it('tells a server that cannot be reached from one that refuses', async () => {
  const { fetch } = setup(() => {
    throw new TypeError('fetch failed');
  });
  await expect(call(fetch, revenue, { params: { period: 'daily' } }, { origin: 'http://host' })).rejects.toMatchObject({
    status: 0,
    problem: { code: 'unreachable' }
  });
});

it('lets an abort through as it is', async () => {
  const { fetch } = setup(() => {
    throw new DOMException('aborted', 'AbortError');
  });
  const signal = AbortSignal.abort();
  await expect(
    call(fetch, revenue, { params: { period: 'daily' } }, { origin: 'http://host', signal })
  ).rejects.toMatchObject({ name: 'AbortError' });
});

const empty = { count: 0, data: [], asOf: null, stale: true };
const job = {
  id: 'j',
  name: 'clear-revenue-data',
  state: 'running',
  requestedBy: 'token',
  startedAt: 1,
  finishedAt: null,
  done: null,
  total: null,
  etaSeconds: null,
  error: null,
  result: null
};

function setup(answer: () => Response) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = (input, init) =>
    new Promise((resolve) => {
      requests.push(new Request(input, init));
      resolve(answer());
    });
  return { fetch, requests };
}
