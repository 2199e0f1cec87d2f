import { afterEach, expect, it } from 'vitest';
import { pino } from 'pino';
import {
  plantCensus,
  plantCycle,
  plantFigures,
  plantSnapshots,
  plantSpecs,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { leaseOf, NOON, payment } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { readEvents } from '../../../platform/events/log.ts';
import { createContext } from '../../ledger/read/context.ts';
import { makeDueReports } from '../making/due-reports.ts';
import { readCalendar } from './calendar.ts';
import { readReport } from './report.ts';

afterEach(closeReads);

/** 2026-03-18 is a Wednesday: the weeks from 2026-03-02 and from 2026-03-09 are over. */
const days = Array.from({ length: 14 }, (_, day) => `2026-03-${String(day + 2).padStart(2, '0')}`);

it('compares two weeks of which every day is known', async () => {
  const { metric } = await setup();
  // 7 payments of 1.5 FLUX a week, and one more in the later one.
  expect(await metric('revenue')).toMatchObject({
    current: '12.00000000',
    previous: '10.50000000',
    change: 14.29,
    status: 'ok'
  });
  expect(await metric('payments')).toMatchObject({ current: 8, previous: 7, difference: 1, trend: 'up' });
  // Used 25 of 100 in the first week, 50 of 100 in the second.
  expect(await metric('cpuUtilization')).toMatchObject({ current: 50, previous: 25, difference: 25, change: 25 });
  expect(await metric('nodes')).toMatchObject({ current: 110, previous: 100, change: 10 });
});

it('has no value for a metric of which one day is missing, and names the day', async () => {
  const { metric } = await setup({ without: '2026-03-05' });
  expect(await metric('nodes')).toMatchObject({
    current: null,
    previous: null,
    status: 'insufficient data',
    missing: ['2026-03-05']
  });
  expect(await metric('revenue')).toMatchObject({ status: 'ok' });
  expect(await metric('fill')).toMatchObject({ status: 'insufficient data', missing: days });
});

it('knows the price of days of which the close is stored, without a snapshot too', async () => {
  const { store, metric } = await setup({ without: '2026-03-05' });
  const stored = days.map((date) => [date, { price_e8: '20000000', source: 'coingecko' as const }] as const);
  const lease = await leaseOf(store, 'prices');
  await store.query('store_closes', { ...lease, closes: Object.fromEntries(stored), status: {}, now: NOON });
  expect(await metric('price')).toMatchObject({ current: 0.2, previous: 0.2, change: 0, status: 'ok' });
});

it('does not know dollars where a payment has no price', async () => {
  const { metric } = await setup({ unpriced: '2026-03-11' });
  expect(await metric('revenueUsd')).toMatchObject({ current: null, missing: ['2026-03-11'] });
});

it('refuses a period that is not over', async () => {
  const { context } = await setup();
  const asked = readReport(context, { params: { period: 'weekly' }, query: { end: '2026-03-17' } });
  await expect(asked).rejects.toThrow('end: a day of a period that has ended');
});

it('makes a report once for each period, and tells of it, at the first time of the schedule after its end', async () => {
  const { make, store } = await setup();
  // Due on Thursdays at 06:00: the week that ended on Sunday is not due yet.
  expect(await make('0 6 * * 4')).toEqual({ made: [] });
  const first = await make('30 0 * * *');
  expect(first.made).toContain('weekly 2026-03-15');
  expect(await make('30 0 * * *')).toEqual({ made: [] });
  const told = await readEvents(store, { after: 0, types: ['report.ready'], subject: null, limit: 9 });
  expect(told?.events).toHaveLength(first.made.length);
  const weekly = told?.events.find(({ subject }) => subject === 'weekly-2026-03-15')?.data;
  expect(weekly).toMatchObject({ period: 'weekly', start: '2026-03-09', end: '2026-03-15' });
  // Seven days with a payment of 1.5 FLUX each, and one more; of fill no day was observed.
  expect(weekly?.['metrics']).toContainEqual(
    expect.objectContaining({ label: 'Revenue', unit: 'FLUX', current: '12.00000000', missing: 0 })
  );
  expect(weekly?.['metrics']).toContainEqual({
    ...{ label: 'Deployment fill', unit: 'percent', current: null, previous: null, change: null },
    missing: 14
  });
});

it('tells ends of apps and the next cut as a calendar, whatever an app is called', async () => {
  const { context, store } = await setup();
  const name = `a;b,${'ä'.repeat(60)}`;
  await plantSpecs(store, [
    { name, height: 2_099_000, end_height: 2_100_120 },
    { name: 'later', end_height: 2_200_000 }
  ]);
  await plantFigures(store, { specs: sampleFigures.specs });
  await plantCensus(store, { 'app-specs': NOON - 60 });
  await plantCycle(store, NOON - 60, {});
  const calendar = await readCalendar(context);
  const unfolded = calendar.replaceAll('\r\n ', '');
  // 110 blocks of 30 s after the tip 2,100,010.
  expect(unfolded).toContain(`DTSTART:20260318T125500Z\r\nSUMMARY:a\\;b\\,${'ä'.repeat(60)} ends`);
  expect(unfolded).toContain(`UID:end-a\\;b\\,${'ä'.repeat(60)}@fluxtracker\r\n`);
  expect(unfolded).toContain('Block reward cut by a tenth (height 3071200)');
  expect(unfolded).not.toContain('later');
  expect(calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

async function setup({ without, unpriced }: { without?: string; unpriced?: string } = {}) {
  const payments = [...days, '2026-03-12'].map((date) =>
    payment({ block_time: Date.parse(`${date}T10:00:00Z`) / 1_000, ...(date === unpriced && { usd_micros: null }) })
  );
  const { store } = await openReads({ payments });
  await plantSnapshots(
    store,
    days
      .filter((date) => date !== without)
      .map((date) => {
        const isLater = date >= '2026-03-09';
        return {
          date,
          node_total: isLater ? 110 : 100,
          cpu_total_millicores: 100,
          cpu_used_millicores: isLater ? 50 : 25
        };
      })
  );
  let looks = 0;
  const now = () => NOON;
  const context = createContext({
    store,
    now,
    dataVersion: () => looks++,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  return {
    store,
    context,
    metric: async (key: string) => {
      const { metrics } = await readReport(context, { params: { period: 'weekly' }, query: {} });
      return metrics.find((metric) => metric.key === key);
    },
    make: async (reportSchedule: string) => {
      const lease = await leaseOf(store, 'insights');
      const run = { lease, signal: new AbortController().signal, progress: () => undefined };
      return makeDueReports({ store, now, log: pino({ level: 'silent' }), context, reportSchedule }, run);
    }
  };
}
