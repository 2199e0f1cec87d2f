import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../../domain/time/periods.ts';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import type { FoundService } from '../statements.ts';
import { readServiceDays } from './service-days.ts';

/** Of NOON. */
const TODAY = new Date(NOON * 1000).toISOString().slice(0, 10);

afterEach(closeReads);

describe(readServiceDays, () => {
  it('is the share of good looks of each day, unknown where nobody looked', async () => {
    const { services } = await setup([
      found({ date: addDays(TODAY, -2), good: 3, bad: 1 }),
      found({ date: TODAY, good: 2, bad: 0 })
    ]);
    // 5 of 6 looks: 83.333, rounded down.
    expect(services).toEqual([
      { kind: 'source', name: 'daemon', uptime: 83.33, answerMs: null, slowestMs: null, days: [75, null, 100] }
    ]);
  });
  it('adds the looks of a day up, with the mean and the slowest answer', async () => {
    const answered = (ms: number) => found({ date: TODAY, good: 1, answers: 1, ms });
    const { services } = await setup([answered(100)], [answered(250)], [found({ date: TODAY, good: 0, bad: 1 })]);
    expect(services[0]).toMatchObject({ uptime: 66.66, answerMs: 175, slowestMs: 250, days: [null, null, 66.66] });
  });
  it('never says 100 while one of many looks was bad', async () => {
    const { services } = await setup([found({ date: TODAY, good: 99_999, bad: 1 })]);
    expect(services[0]?.uptime).toBe(99.99);
  });
  it('forgets what is too old, and tells of nothing before the first look', async () => {
    expect(await setup()).toMatchObject({ from: addDays(TODAY, -2), to: TODAY, services: [] });
  });
});

async function setup(...looks: FoundService[][]) {
  const { store } = await openReads();
  const lease = await leaseOf(store, 'insights');
  for (const rows of looks) await store.query('store_service_days', { ...lease, rows });
  return await readServiceDays({ store, now: () => NOON }, { query: { days: 3 } });
}

function found(look: Pick<FoundService, 'date' | 'good'> & Partial<FoundService>): FoundService {
  return { kind: 'source', name: 'daemon', bad: 0, answers: 0, ms: 0, ...look };
}
