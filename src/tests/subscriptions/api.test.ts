/** The API over what the projector made of the simulated network. */
import { afterEach, expect, it } from 'vitest';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { subscriptionDaily } from '../../lib/contract/subscriptions/figures.ts';
import { startApi, stopApis } from '../support/api.ts';
import { txidOf } from '../support/factories.ts';
import { takeTruthStoresFrom } from '../support/truth-store.ts';
import { receive } from '../exports/through-edge.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { project } from './harness.ts';

let indexer: Indexer | null = null;
afterEach(async () => {
  await stopApis();
  await indexer?.simulator.close();
  indexer = null;
});

interface Item {
  id: string;
  app: string | null;
  owner: string | null;
  sender: string | null;
  depositAmount: string;
  carriedIn: string;
  carriedOut: string;
  accrued: string;
  deferred: string;
  breakage: string;
  status: string;
  reason: string | null;
  start: { height: number };
}

it('gives every row once by cursor, also while rows are added, and refuses a cursor of other filters', async () => {
  const { json, status, index } = await setup({ payments: 300 });
  const seen: string[] = [];
  let total = 0;
  for (let next: string | null = ''; next !== null;) {
    const page = await json(`/api/subscriptions?limit=50&includeTotal=true${next && `&cursor=${next}`}`);
    if (total === 0) total = page.total as number;
    seen.push(...items(page).map(({ id }) => id));
    next = page.next as string | null;
    if (seen.length === 100) await index(12);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(total);
  const first = await json('/api/subscriptions?limit=5');
  expect(await status(`/api/subscriptions?limit=5&status=active&cursor=${String(first.next)}`)).toEqual([
    400,
    'cursor'
  ]);
  expect(await status('/api/subscriptions?cursor=nonsense')).toEqual([400, 'cursor']);
});

it('holds the law in every row at every height that is asked for', async () => {
  const { json, tip } = await setup({ payments: 200 });
  for (const at of [tip, tip - 1_000, 3_000_000, 2_500_000, 2_020_000, 2_019_999, 1_900_000]) {
    const all = items(await json(`/api/subscriptions?limit=100&at=${at}`));
    for (const item of all) {
      const parts = sat(item.accrued) + sat(item.deferred) + sat(item.breakage) + sat(item.carriedOut);
      expect(parts).toBe(sat(item.depositAmount) + sat(item.carriedIn));
      expect(item.start.height).toBeLessThanOrEqual(at);
    }
  }
});

it('filters by status, payer, owner and app, and answers nothing for nobody', async () => {
  const { json } = await setup({ payments: 200 });
  const all = items(await json('/api/subscriptions?limit=100'));
  for (const [name, key] of [
    ['status', 'status'],
    ['sender', 'sender'],
    ['owner', 'owner'],
    ['app', 'app']
  ] as const) {
    const value = all.map((item) => item[key]).find((each) => each !== null)!;
    const found = items(await json(`/api/subscriptions?limit=100&${name}=${value}`));
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((item) => item[key]))).toEqual(new Set([value]));
  }
  const nobody = await json('/api/subscriptions?sender=t1LUs6quf7TB2zVZmexqPQdnqmrFMGZGjV6&includeTotal=true');
  expect(nobody).toMatchObject({ subscriptions: [], next: null, total: 0 });
});

it.each([
  ['status=open', 'status'],
  ['sender=nobody-at-all', 'sender'],
  ['recipient=0x12', 'recipient'],
  ['owner=0x12', 'owner'],
  ['limit=101', 'limit'],
  ['limit=0', 'limit'],
  ['sort=price', 'sort'],
  ['at=999999999', 'at'],
  ['at=2026-13-01', 'at'],
  ['at=yesterday', 'at'],
  ['includeTotal=1', 'includeTotal']
])('refuses %s, naming it', async (query, name) => {
  const { status } = await setup({ payments: 40 });
  expect(await status(`/api/subscriptions?${query}`)).toEqual([400, name]);
});

it('has one subscription by its id, with an ETag, also for HEAD', async () => {
  const { json, get, origin } = await setup({ payments: 40 });
  const [item] = items(await json('/api/subscriptions?limit=1'));
  const answer = await get(`/api/subscriptions/${item!.id}`);
  expect(await answer.json()).toMatchObject({ ...item });
  const etag = answer.headers.get('etag') ?? '';
  expect((await get(`/api/subscriptions/${item!.id}`, { 'if-none-match': etag })).status).toBe(304);
  const head = await fetch(`${origin}/api/subscriptions/${item!.id}`, { method: 'HEAD' });
  expect([head.status, head.headers.get('etag')]).toEqual([200, etag]);
  expect((await get(`/api/subscriptions/${txidOf(1)}:${txidOf(2)}`)).status).toBe(404);
});

it('exports the complete selection, hashed, and what the pages show', async () => {
  const { json, origin } = await setup({ payments: 700 });
  const { total } = await json('/api/subscriptions?includeTotal=true');
  const csv = await receive(`${origin}/api/subscriptions/export`);
  expect([csv.rows, csv.isIntact]).toEqual([total, true]);
  const ndjson = await receive(`${origin}/api/streams/export?format=ndjson&status=cancelled`);
  const rows = String(ndjson.bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Item);
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['cancelled']));
  const [first] = items(await json('/api/subscriptions?limit=1&status=cancelled'));
  expect(rows[0]).toEqual(first);
});

it('sums what the rows hold, today and on each day', async () => {
  const { json, truth } = await setup({ payments: 500 });
  const summary = await json('/api/subscriptions/summary');
  const days = (await json('/api/subscriptions/daily?limit=3000')).data as Record<string, string | null>[];
  const sum = (key: string) => days.reduce((all, day) => all + sat(day[key] ?? '0'), 0n);
  expect(String(sum('cash'))).toBe(truth().total.amountSat);
  expect(sat(summary.deposits as string)).toBe(sum('cash'));
  expect(sum('recognised') + sum('breakage') + sat(summary.deferred as string)).toBe(sum('cash'));
  expect(days.at(-1)?.['deferred']).toBe(summary.deferred);
  expect(summary.accruedToday).toBe(days.at(-1)?.['recognised']);
});

it('says what each app cost per day, and in sum for a year', async () => {
  const { json } = await setup({ payments: 300 });
  const daily = (query: string) =>
    json(`/api/subscriptions/daily?${query}`) as unknown as Promise<Answer<typeof subscriptionDaily>>;
  for (const { app } of items(await json('/api/subscriptions?limit=40&sort=oldest')).filter(
    (row) => row.app !== null
  )) {
    const chain = items(await json(`/api/subscriptions?limit=100&app=${app}`));
    const of = (key: 'accrued' | 'breakage' | 'depositAmount') => chain.reduce((sum, row) => sum + sat(row[key]), 0n);
    const { sums: all } = await daily(`limit=3650&app=${app}`);
    const whole = { recognised: of('accrued'), breakage: of('breakage'), cash: of('depositAmount') };
    for (const key of ['recognised', 'breakage', 'cash'] as const) expect(sat(all![key])).toBe(whole[key]);
    const { sums, data } = await daily(`start_date=2025-01-01&end_date=2025-12-31&app=${app}`);
    expect(sat(sums?.recognised ?? '0')).toBe(data.reduce((sum, day) => sum + sat(day.recognised ?? '0'), 0n));
  }
  expect((await daily('app=nobody')).sums).toBeNull();
});

it('foretells what is kept, or says that there are too few lives', async () => {
  const { json } = await setup({ payments: 40 });
  expect(await json('/api/subscriptions/calibration')).toMatchObject({ isEnough: false, brier: null });
  await stopApis();
  const many = await setup({ payments: 2_500 });
  const calibration = await many.json('/api/subscriptions/calibration');
  expect(calibration).toMatchObject({ isEnough: true });
  expect(calibration.brier as number).toBeLessThanOrEqual((calibration.constantBrier as number) * 1.02);
  const risk = await many.json('/api/subscriptions/at-risk?days=30');
  const [low, kept, high, all] = ['low', 'expectedKept', 'high', 'depositEnding'].map((key) =>
    sat(risk[key] as string)
  );
  expect(low! <= kept! && kept! <= high! && high! <= all!).toBe(true);
});

it('has the names of payment streams', async () => {
  const { json } = await setup({ payments: 60 });
  const streams = await json('/api/streams?limit=5');
  const { subscriptions, next } = await json('/api/subscriptions?limit=5');
  expect(streams).toMatchObject({ streams: subscriptions, has_more: true, next_cursor: next });
  for (const path of ['summary', 'daily', 'at-risk', 'calibration']) {
    expect(await json(`/api/streams/${path}`)).toEqual(await json(`/api/subscriptions/${path}`));
  }
});

it('tells the network and an app as they were', async () => {
  const { json, tip, status, live } = await setup({ payments: 400 });
  const now = await json(`/api/network/at`);
  expect(now).toMatchObject({ at: { height: tip }, nodes: { total: null, isObserved: false } });
  expect((now.apps as { count: number }).count).toBe(live().length);
  const [item] = items(await json('/api/subscriptions?sort=oldest&limit=1&status=completed'));
  const at = item!.start.height;
  const app = await json(`/api/apps/${item!.app}?at=${at}`);
  expect(app).toMatchObject({
    at: { height: at },
    spec: { isLive: true, owner: item!.owner },
    running: { count: null }
  });
  expect(await status(`/api/apps/${item!.app}?at=1000`)).toEqual([404, undefined]);
});

it('says of nothing that it is 0 before all was looked at once', async () => {
  const { json } = await setup({ payments: 40, isProjected: false });
  expect(await json('/api/network/at')).toMatchObject({ at: null, apps: { count: null, instances: null } });
  expect(await json('/api/subscriptions/at-risk?days=30')).toMatchObject({ ending: null, depositEnding: null });
  expect(await json('/api/subscriptions/summary')).toMatchObject({ active: null, deposits: null });
  expect(await json('/api/subscriptions')).toMatchObject({ subscriptions: [], at: null });
  const named = ['', '/summary', '/daily', '/at-risk?days=30', '/calibration', '/lapsed'];
  for (const path of [...named.map((name) => `/api/subscriptions${name}`), '/api/streams']) {
    expect([path, await json(path)]).toMatchObject([path, { asOf: null, stale: true }]);
  }
  expect(await json('/api/network/at')).toMatchObject({ apps: { asOf: null, stale: true } });
});

const items = (page: Record<string, unknown>) => page['subscriptions'] as Item[];
const sat = (flux: string) => BigInt(flux.replace('.', ''));

async function setup({ payments, isProjected = true }: { payments: number; isProjected?: boolean }) {
  const api = await startApi({ planted: null });
  takeTruthStoresFrom(() => Promise.resolve(api.store));
  const made = await startIndexer({ payments, paymentsPerBlock: 0.5 });
  indexer = made;
  const run = async () => {
    await made.sync();
    if (isProjected) await project(made);
    api.state.now = made.deps.now();
    api.state.version++;
  };
  await run();
  const json = async (path: string) => {
    const answer = await api.get(path);
    expect([answer.status, path]).toEqual([200, path]);
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    ...api,
    json,
    tip: made.simulator.mine(0).tip,
    truth: () => made.simulator.truth(),
    live: () => made.simulator.liveApps(),
    status: async (path: string) => {
      const answer = await api.get(path);
      const { errors } = (await answer.json()) as { errors?: { name: string }[] };
      return [answer.status, errors?.[0]?.name];
    },
    index: async (blocks: number) => {
      made.mine(blocks);
      await run();
    }
  };
}
