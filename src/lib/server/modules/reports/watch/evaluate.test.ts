import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { plantFigures, plantSnapshots, sampleFigures } from '../../../../../tests/support/census-factories.ts';
import { leaseOf, NOON, payment, plant } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { readEvents } from '../../../platform/events/log.ts';
import { createContext } from '../../ledger/read/context.ts';
import type { Store } from '../../../platform/store/store.ts';
import { readAlerts } from '../read/alerts.ts';
import { setAlertRule } from '../read/alert-rules.ts';
import { readIncidentFeed } from '../read/incident-feed.ts';
import { evaluateAlerts } from './evaluate.ts';

afterEach(closeReads);

const HOUR = 3_600;

it('opens nothing on the first day of an empty database', async () => {
  const { look, all } = await setup(null);
  expect(await look()).toEqual({ opened: [], closed: [] });
  expect(await look(HOUR)).toEqual({ opened: [], closed: [] });
  expect(await all()).toEqual([]);
});

describe('payments that stop', () => {
  it('are told once, over restarts and by any process, and their return once', async () => {
    const { look, all, store } = await setup();
    await plant(store, { payments: [payment({ block_time: NOON - 7 * HOUR })], completedAt: NOON });
    expect(await look()).toEqual({ opened: ['payments-stopped'], closed: [] });
    // Each look is one of a process that has just started.
    expect(await look(60)).toEqual({ opened: [], closed: [] });
    await plant(store, { payments: [payment({ block_time: NOON, block_height: 2_000_001 })], completedAt: NOON + 120 });
    expect(await look(120)).toEqual({ opened: [], closed: ['payments-stopped'] });
    expect(await look(180)).toEqual({ opened: [], closed: [] });
    expect(await all()).toMatchObject([{ rule: 'payments-stopped', openedAt: NOON, closedAt: NOON + 120 }]);
  });
  it('are not known of a ledger that is behind', async () => {
    const { look, store } = await setup();
    await plant(store, { payments: [payment({ block_time: NOON - 9 * HOUR })], completedAt: NOON - 8 * HOUR });
    expect((await look()).opened).toEqual([]);
  });
  it('follow the threshold of an operator, and are marked while the rule is silenced', async () => {
    const { look, all, store, set } = await setup();
    await plant(store, { payments: [payment({ block_time: NOON - 7 * HOUR })], completedAt: NOON });
    await set('payments-stopped', { threshold: 8 });
    expect((await look()).opened).toEqual([]);
    await set('payments-stopped', { threshold: null, silencedUntil: NOON + HOUR });
    expect((await look()).opened).toEqual(['payments-stopped']);
    expect(await all()).toMatchObject([{ silenced: true, message: 'The newest payment is 7 hours old.' }]);
  });
});

it('appends to the log what opens and closes, once each, and nothing of what is silenced', async () => {
  const { look, set, store, told } = await setup();
  await plant(store, { payments: [payment({ block_time: NOON - 7 * HOUR })], completedAt: NOON });
  for (const later of [0, 60]) await look(later);
  // A state that is lost does not open again what is open.
  await plantState(store, 'payments-stopped', 'damaged');
  await look(61);
  await plant(store, { payments: [payment({ block_time: NOON, block_height: 2_000_001 })], completedAt: NOON + 120 });
  for (const later of [120, 180]) await look(later);
  const alert = { alert: `payments-stopped::${NOON}`, kind: 'payments-stopped', openedAt: NOON };
  expect(await told()).toEqual([
    ['alert.opened', { ...alert, closedAt: null, message: 'The newest payment is 7 hours old.' }],
    ['alert.closed', { ...alert, closedAt: NOON + 120, message: 'The newest payment is 0.03 hours old.' }]
  ]);
  await set('payments-stopped', { silencedUntil: NOON + 30 * HOUR });
  await plant(store, {
    payments: [payment({ block_time: NOON, block_height: 2_000_001 })],
    completedAt: NOON + 8 * HOUR
  });
  expect((await look(8 * HOUR)).opened).toEqual(['payments-stopped']);
  expect(await told()).toHaveLength(2);
});

it('makes a state anew that cannot be read, names it once, and still closes what stands', async () => {
  const { look, all, sources, store, warned } = await setup();
  sources.push({ name: 'stats', ok: false, lastSuccess: NOON - 2 * HOUR });
  await look();
  await store.query('store_alert_state', {
    ...(await leaseOf(store, 'insights')),
    ...{ rule: 'source-stalled', subject: 'stats', state: '{"half', opened_id: '', detail: '{}', is_silenced: 0 },
    ...{ is_closed: 0, now: NOON, events: [] }
  });
  expect(await look(60)).toEqual({ opened: [], closed: [] });
  expect(warned).toMatchObject([{ rule: 'source-stalled', subject: 'stats' }]);
  await look(120);
  expect(warned).toHaveLength(1);
  sources.splice(0, 1, { name: 'stats', ok: true, lastSuccess: NOON });
  expect((await look(180)).closed).toEqual(['source-stalled stats']);
  expect(await all()).toMatchObject([{ openedAt: NOON, closedAt: NOON + 180 }]);
});

it('tells each source that stalls by its name', async () => {
  const { look, sources } = await setup();
  sources.push(
    { name: 'stats', ok: false, lastSuccess: NOON - 2 * HOUR },
    { name: 'blockbook', ok: false, lastSuccess: NOON - 600 },
    { name: 'binance', ok: false, lastSuccess: null }
  );
  expect((await look()).opened).toEqual(['source-stalled stats']);
  sources.splice(0, 1, { name: 'stats', ok: true, lastSuccess: NOON });
  expect((await look(60)).closed).toEqual(['source-stalled stats']);
});

it('tells a tier that lost more than 5 % since yesterday', async () => {
  const { look, store } = await setup();
  await plantSnapshots(store, [{ date: '2026-03-17', node_cumulus: 50, node_nimbus: 32, node_stratus: 20 }]);
  await plantFigures(store, sampleFigures);
  // 30 of 32 is 6.25 % less; 50 and 20 are as many as yesterday.
  expect((await look()).opened).toEqual(['tier-drop nimbus']);
});

it('escapes what a feed tells of a source', async () => {
  const { look, sources, context } = await setup();
  sources.push({ name: '<b>&"', ok: false, lastSuccess: NOON - 2 * HOUR });
  await look();
  const feed = await readIncidentFeed(context);
  expect(feed).toContain('The source &lt;b&gt;&amp;&quot; has not answered well for 120 minutes. (open)');
  expect(feed).toContain('<updated>2026-03-18T12:00:00.000Z</updated>');
});

it('tells a document that changed its shape once, and nothing beside it of the source that is refused for that', async () => {
  const { look, sources, store, context } = await setup();
  const drift = { closed_at: null as number | null, closed_by: null as 'shape' | null, is_frozen: 1 as const };
  const text = { changes: '[]', sample: '"x"', candidate: '{}' };
  const write = async (revision: number, over: Partial<typeof drift> = {}) => {
    const told = { opened_at: NOON, stable_since: NOON, last_good_at: NOON, ...text, ...drift, ...over };
    const shape = { source: 'stats', revision, baseline: '{}', last_good_at: NOON, drift: told };
    await store.query('store_source_shapes', {
      ...(await leaseOf(store, 'events')),
      shapes: { machines: shape },
      now: NOON
    });
  };
  await write(0);
  for (const name of ['machines', 'stats']) sources.push({ name, ok: false, lastSuccess: NOON - 2 * HOUR });
  expect((await look()).opened).toEqual(['source-drift machines']);
  expect(await readIncidentFeed(context)).toContain('The document machines looks different than usual. (open)');
  expect(await look(60)).toEqual({ opened: [], closed: [] });
  await write(1, { closed_at: NOON + 100, closed_by: 'shape' });
  sources.length = 0;
  expect(await look(120)).toEqual({ opened: [], closed: ['source-drift machines'] });
});

async function setup(planted: Parameters<typeof openReads>[0] = {}) {
  const { store } = await openReads(planted);
  const clock = { now: NOON };
  const sources: { name: string; ok: boolean; lastSuccess: number | null }[] = [];
  let looks = 0;
  const options = {
    store,
    now: () => clock.now,
    dataVersion: () => looks++,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  };
  const context = createContext(options);
  const warned: object[] = [];
  const log = pino(
    { level: 'warn', base: null, timestamp: false },
    { write: (line: string) => void warned.push(JSON.parse(line) as object) }
  );
  const deps = { store, log, now: options.now, sources: () => sources, hasBackups: false, isDiskFull: () => false };
  return {
    store,
    sources,
    warned,
    context,
    /** What changes at so many seconds from noon, as a new process sees it. */
    look: async (later = 0) => {
      clock.now = NOON + later;
      const lease = await leaseOf(store, 'insights');
      const run = { lease, signal: new AbortController().signal, progress: () => undefined };
      return evaluateAlerts({ ...deps, context: createContext(options) }, run);
    },
    told: async () => {
      const page = await readEvents(store, { after: 0, types: null, subject: null, limit: 100 });
      return page?.events.map(({ type, data }) => [type, data]);
    },
    all: async () => (await readAlerts(context, { query: { limit: 10 } })).alerts,
    set: (rule: 'payments-stopped', body: { threshold?: number | null; silencedUntil?: number | null }) =>
      setAlertRule(context, { params: { rule }, body })
  };
}

async function plantState(store: Store, rule: string, state: string): Promise<void> {
  const rest = { subject: '', opened_id: '', detail: '', is_silenced: 0, is_closed: 0, events: [] } as const;
  await store.query('store_alert_state', { ...(await leaseOf(store, 'insights')), ...rest, rule, state, now: NOON });
}
