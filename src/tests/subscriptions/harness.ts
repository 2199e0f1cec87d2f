/** The indexer with the projector behind it, and the truth that it is held against. */
import { expect } from 'vitest';
import { balanceAt } from '../../lib/domain/subscriptions/accrual.ts';
import { projectSubscriptions } from '../../lib/server/modules/subscriptions/ingest/project.ts';
import { segmentOf } from '../../lib/server/modules/subscriptions/stored-segment.ts';
import type { DayRow, SubscriptionRow } from '../../lib/server/modules/subscriptions/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';
import type { Indexer } from '../sync/harness.ts';

/** One run of the projector. */
export async function project({ store, deps }: Pick<Indexer, 'store' | 'deps'>) {
  const { signal } = new AbortController();
  const lease = await leaseOf(store, 'subscriptions');
  return projectSubscriptions({ ...deps, store, asked: new Map() }, { lease, signal, progress: () => undefined });
}

/** Every row, listed or not, by id. */
export async function allRows(store: Store): Promise<Map<string, SubscriptionRow>> {
  const rows = new Map<string, SubscriptionRow>();
  for (let after = { last_height: -1, id: '' }; ;) {
    const slice = await store.query('subscriptions_after', { ...after, limit: 2_000 });
    for (const row of slice) rows.set(row.id, row);
    const last = slice.at(-1);
    if (last === undefined) return rows;
    after = { last_height: last.last_height, id: last.id };
  }
}

export const allDays = (store: Store): Promise<DayRow[]> =>
  store.query('subscription_days_between', { start: '0000-00-00', end: '9999-99-99' });

/** Segment by segment, and what each has earned at some heights; answers how many there are. */
export async function expectSegments({ store, simulator }: Indexer, heights: number[]): Promise<number> {
  const truth = simulator.segments();
  const rows = [...(await allRows(store)).values()].filter(({ is_listed }) => is_listed === 1);
  const ours = new Map(rows.map((row) => [row.id, told(row)]));
  const theirs = new Map(truth.map((segment) => [segment.id, segment]));
  expect([...theirs.values()].filter(({ id }) => !ours.has(id)).slice(0, 3)).toEqual([]);
  expect([...ours.values()].filter(({ id }) => !theirs.has(id)).slice(0, 3)).toEqual([]);
  const isSame = (id: string) => text(ours.get(id)) === text(theirs.get(id));
  const differing = truth.filter(({ id }) => !isSame(id)).slice(0, 2);
  expect(differing.map(({ id }) => text(ours.get(id)))).toEqual(differing.map(text));
  for (const height of heights) {
    const wrong = rows.filter((row) => {
      const segment = theirs.get(row.id);
      if (segment === undefined || segment.endTime !== null || row.start_height > height) return false;
      const at = { height, time: 0 };
      const earned = told(row).why !== null && row.stop_height === null ? 0n : balanceAt(segmentOf(row), at).accrued;
      return earned !== simulator.earnedAt(segment, height);
    });
    expect(wrong.slice(0, 2)).toEqual([]);
  }
  return truth.length;
}

/** A row in the words of the truth. */
function told(row: SubscriptionRow) {
  const isNothing = row.outcome !== 'bought' && row.outcome !== 'unpaid';
  return {
    id: row.id,
    app: row.app_name,
    depositSat: BigInt(row.deposit_sat),
    carriedInSat: BigInt(row.carried_in_sat),
    start: row.start_height,
    end: row.end_height,
    endTime: row.end_time,
    stop: row.stop_height,
    why: isNothing ? row.outcome : row.stop_reason,
    leftSat: BigInt(row.left_sat)
  };
}

function text(segment: object | undefined): string {
  const entries = Object.entries(segment ?? {}).filter(([key]) => key !== 'startTime');
  return JSON.stringify(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
  );
}
