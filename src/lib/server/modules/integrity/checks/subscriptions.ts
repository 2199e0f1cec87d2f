/**
 * The law of subscriptions, in satoshi, at the tip: what was paid and carried in is earned, owed, broken or carried out; what
 * one segment carries out the next one carries in; over all days cash is what was earned, broken and is owed.
 */
import { balanceAt } from '../../../../domain/subscriptions/accrual.ts';
import { keySet } from '../../../platform/store/rows.ts';
import { segmentOf, type SubscriptionRow, tipOf } from '../../subscriptions/module.ts';
import { notMade, type Check, type Found } from './check.ts';

const APPS_PER_STEP = 50;

export const checkSubscriptions: Check = async ({ store }, { signal }) => {
  const tip = await tipOf(store);
  const days = await store.query('subscription_days_between', { start: '0000-00-00', end: '9999-99-99' });
  if (tip === null || days.length === 0) return notMade('subscriptions are not known yet');
  const found: Found = { rows: 0, differences: [], note: null };
  const expect = (key: string, expected: bigint, actual: bigint) => {
    if (expected !== actual) found.differences.push({ key, expected: `${expected} sat`, found: `${actual} sat` });
  };
  for (let after = ''; ;) {
    signal.throwIfAborted();
    const asked = { kind: 'app', after, limit: APPS_PER_STEP } as const;
    const apps = (await store.query('replay_subscription_keys', asked)).map(({ key }) => key);
    const last = apps.at(-1);
    if (last === undefined) break;
    after = last;
    const rows = await store.query('subscriptions_stored', { apps: keySet(apps), txids: {} });
    found.rows += rows.length;
    for (const life of Map.groupBy(rows.filter(isSegment), ({ app_name }) => app_name).values()) checkLife(life);
  }
  let owed = 0n;
  for (const day of days) {
    owed += BigInt(day.cash_sat) - BigInt(day.accrued_sat) - BigInt(day.breakage_sat);
    expect(`day ${day.date}`, owed, BigInt(day.deferred_sat));
  }
  return found;

  function checkLife(life: SubscriptionRow[]): void {
    const ordered = life.toSorted(
      (a, b) => a.start_height - b.start_height || (a.stop_height ?? 0) - (b.stop_height ?? 0)
    );
    for (const row of ordered) {
      const segment = segmentOf(row);
      const { accrued, deferred, breakage, carriedOut } = balanceAt(segment, tip ?? segment.start);
      expect(row.id, segment.totalSat, accrued + deferred + breakage + carriedOut);
      if (segment.stop !== null) {
        const { breakage: broken, carriedOut: carried } = balanceAt(segment, segment.stop.at);
        expect(`${row.id} left`, broken + carried, BigInt(row.left_sat));
      }
    }
    const carriedOut = ordered.reduce(
      (sum, row) => (row.stop_reason === 'superseded' ? sum + BigInt(row.left_sat) : sum),
      0n
    );
    const carriedIn = ordered.reduce((sum, row) => sum + BigInt(row.carried_in_sat), 0n);
    expect(`app ${ordered[0]?.app_name ?? ''} carried`, carriedOut, carriedIn);
  }
};

const isSegment = ({ outcome }: SubscriptionRow) => outcome === 'bought' || outcome === 'unpaid';
