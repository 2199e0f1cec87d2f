/**
 * Every GET route, asked of SQLite and of Supabase projects that hold a copy, on PGlite and (where it is installed) on
 * PostgreSQL: all answer the same bytes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { createScheduler } from '../../lib/server/platform/jobs/scheduler.ts';
import { copyData } from '../../lib/server/modules/backup/transfer/copy.ts';
import { createContext } from '../../lib/server/modules/ledger/read/context.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { startApi, stopApis, TOKEN } from '../support/api.ts';
import { leaseOf } from '../support/factories.ts';
import { liveThrough } from '../support/lived-through.ts';
import { plantSubscription } from '../support/plant-subscription.ts';
import { isPostgresMissing, migrate, startPgliteProject, startPostgresProject } from './project.ts';
import { gets, questionsFor, type Question } from './questions.ts';

/** Of the process and the engine, not of the data. */
const OWN: Record<string, RegExp> = {
  health: /"engine":"\w+"/g,
  header: /"host":\{.*?\}/g,
  // A copy begins its own log.
  stats: /"(?:databaseBytes|events)":\d+/g,
  audit: /"id":"[^"]+"/g
};
/** Of which there is nothing here: they refuse alike. */
const nothingOf = [
  ...['events', 'node', 'usage', 'usageAlias', 'meterSeries', 'chainTransaction', 'replayById', 'replayChanges'],
  ...['webhook', 'webhookDeliveries', 'ownWebhook', 'ownWebhookDeliveries', 'ownKey']
];
/** In problems. */
const REQUEST = /"requestId":"[^"]+"/;

let projects: LocalProject[];
let stores: Store[];
let origins: string[];
let questions: Question[];
beforeAll(async () => {
  projects = await Promise.all([startPgliteProject(), ...(isPostgresMissing() ? [] : [startPostgresProject()])]);
  await Promise.all(projects.map(migrate));
  const sqlite = await openSqlite(':memory:');
  const copies = projects.map((project) => openSupabase(project));
  stores = [sqlite, ...copies];
  const now = await liveThrough(sqlite);
  questions = await questionsFor(sqlite);
  for (const copy of copies) {
    const run = {
      lease: await leaseOf(copy, 'snapshots'),
      signal: new AbortController().signal,
      progress: () => undefined
    };
    await copyData({ from: sqlite, to: copy, alone: (_, work) => work() }, run);
  }
  for (const store of stores) await plantSubscription(store);
  origins = await Promise.all(stores.map((store) => serveAt(store, now)));
});
afterAll(async () => {
  await stopApis();
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(projects.map((project) => project.close()));
});

describe.each(gets().map((route) => [route.path, route.id]))('%s', (_, id) => {
  it('answers the same', async () => {
    const asked = questions.filter(({ route }) => route.id === id);
    expect(asked.length).toBeGreaterThan(0);
    const statuses = new Set<number>();
    for (const { path } of asked) {
      const [ours, ...theirs] = await Promise.all(origins.map((origin) => answerOf(id, origin + path)));
      expect(theirs, path).toEqual(theirs.map(() => ours));
      statuses.add(ours!.status);
    }
    const wanted = nothingOf.includes(id) ? [404, 410] : [200, 404];
    expect([...statuses].filter((status) => !wanted.includes(status))).toEqual([]);
    if (!nothingOf.includes(id)) expect(statuses).toContain(200);
  });
});

it('asked about something in every table that answers are made of', async () => {
  const counts = await stores[0]!.query('get_table_counts', {});
  expect(counts.filter(({ rows }) => rows === 0).map(({ name }) => name)).toEqual([
    ...['api_keys', 'bitcoin_blocks', 'deliveries', 'failed_txids', 'insight_days', 'market_closes', 'meter_tenants'],
    ...['meter_thresholds', 'meter_totals', 'webhooks']
  ]);
});

async function answerOf(id: string, url: string) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  const body = await answer.text();
  const { status, headers } = answer;
  const own = OWN[id];
  if (own !== undefined) return { status, body: body.replaceAll(own, '') };
  if (status !== 200) return { status, body: body.replace(REQUEST, '') };
  return { status, body, etag: headers.get('etag'), type: headers.get('content-type') };
}

async function serveAt(store: Store, at: number): Promise<string> {
  const now = () => at;
  const log = pino({ level: 'silent' });
  const job = { name: 'census', requested_by: 'x', arguments: '{}', holder: 'x', none_since: null };
  await store.query('job_start', { ...job, id: 'first', now: at - 60 });
  await store.query('job_finish', {
    id: 'first',
    state: 'succeeded',
    error: null,
    result: '{"a":1}',
    now: at,
    events: []
  });
  await store.query('job_start', { ...job, id: 'second', now: at });
  const options = { store, now, dataVersion: () => 0, revenueIntervalSeconds: 60, censusIntervalSeconds: 600 };
  const deps = {
    context: createContext(options),
    jobs: createScheduler({
      store,
      definitions: [],
      holder: 'x',
      isAlone: true,
      now,
      elapsed: now,
      isTimeSure: () => true,
      log
    }),
    now
  };
  return (await startApi({ planted: null, deps })).origin;
}
