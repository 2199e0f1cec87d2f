/** Whoever reads the log knows of each subscription how it stands, and was told each step of it once. */
import { afterEach, expect, it } from 'vitest';
import type { ToldEvent } from '../../lib/contract/events/log.ts';
import { eventTypes } from '../../lib/contract/events/types.ts';
import type { ToldSubscription } from '../../lib/contract/subscriptions/events.ts';
import { isRunning, standingAt } from '../../lib/domain/subscriptions/accrual.ts';
import { isNothing, segmentOf, tipOf } from '../../lib/server/modules/subscriptions/stored-segment.ts';
import { readEvents } from '../../lib/server/platform/events/log.ts';
import { leaseOf } from '../support/factories.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { allRows, project } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

const WEEK_BLOCKS = 20_160;

it('tells of each subscription how it stands, through renewals, ends and reorganisations', async () => {
  indexer = await startIndexer({ payments: 400, paymentsPerBlock: 0.4, seed: 5 });
  const reader = createReader();
  for (let round = 0; round < 6; round++) {
    indexer.mine(60);
    if (round % 2 === 1) indexer.simulator.reorg({ depth: 30, drop: 2, move: 3, add: 1 });
    await indexer.sync();
    await project(indexer);
    await reader.read();
    await reader.expectRows();
  }
  expect(new Set(reader.types())).toEqual(
    new Set(['started', 'renewed', 'superseded', 'expiring', 'completed', 'cancelled'])
  );
});

it('tells once that a term ends soon and that it is over, also after being away, and nothing of what stands', async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0 });
  const reader = createReader();
  const look = async () => {
    await indexer.sync();
    await project(indexer);
    await reader.read();
    await reader.expectRows();
  };
  await look();
  const atFirst = reader.types().length;
  await look();
  await indexer.store.query('mark_subscriptions', await leaseOf(indexer.store, 'subscriptions'));
  await look();
  expect(reader.types()).toHaveLength(atFirst);
  for (const blocks of [1, 3_000, WEEK_BLOCKS + 1, 7, 90_000]) {
    indexer.mine(blocks);
    await look();
  }
  const later = reader.types().slice(atFirst);
  expect(new Set(later)).toEqual(new Set(['expiring', 'completed']));
});

it('tells nothing that was not stored: a killed run is told when it is repeated', async () => {
  indexer = await startIndexer({ payments: 300 });
  await indexer.sync();
  const reader = createReader();
  const { store } = indexer;
  const dying = {
    query: ((name, args) =>
      name === 'store_subscriptions' && 'events' in args && args.events.length > 0
        ? Promise.reject(new Error('killed'))
        : store.query(name, args)) as typeof store.query,
    close: () => Promise.resolve()
  };
  await expect(project({ ...indexer, store: dying })).rejects.toThrow('killed');
  await reader.read();
  expect(reader.types()).toEqual([]);
  await project(indexer);
  await reader.read();
  await reader.expectRows();
});

function createReader() {
  const all: ToldEvent[] = [];
  let after: number | null = null;
  return {
    types: () => all.map(({ type }) => type.slice('subscription.'.length)),
    async read(): Promise<void> {
      for (;;) {
        const page = await readEvents(indexer.store, { after, types: null, subject: null, limit: 500 });
        if (page === null) throw new Error('the log has begun anew');
        all.push(...page.events.filter(({ type }) => type.startsWith('subscription.')));
        const isEnd = page.next === after;
        after = page.next;
        if (isEnd) return;
      }
    },
    async expectRows(): Promise<void> {
      const tip = (await tipOf(indexer.store))!;
      const perId = Map.groupBy(all, ({ subject }) => subject);
      const standing = new Map<string, string>();
      for (const row of (await allRows(indexer.store)).values()) {
        if (row.is_listed === 0 || row.app_name === null) continue;
        const segment = segmentOf(row);
        const { status, reason } = isNothing(row)
          ? { status: 'cancelled', reason: row.outcome }
          : standingAt(segment, tip);
        const isSoon = status === 'active' && segment.end !== null && !isRunning(segment, weekAfter(tip));
        standing.set(row.id, `${isSoon ? 'soon' : status} ${String(reason)}`);
      }
      const folded = new Map(
        [...perId].map(([id, events]) => {
          const { type, data: told } = events.at(-1)!;
          const data = told as ToldSubscription;
          return [id, `${type.endsWith('expiring') ? 'soon' : data.status} ${String(data.reason)}`];
        })
      );
      // A payment that was taken from the chain before its message came is not listed under its hash.
      const gone = [...folded].filter(([id, state]) => !standing.has(id) && state !== 'cancelled orphaned');
      expect(gone).toEqual([]);
      const differing = [...standing].filter(([id, state]) => folded.get(id) !== state && !state.endsWith('orphaned'));
      expect(differing.map(([id, state]) => [id, state, folded.get(id)]).slice(0, 5)).toEqual([]);
      for (const [id, events] of perId) {
        const types = events.map(({ type }) => type);
        expect([id, types.filter((type, at) => type === types[at - 1])]).toEqual([id, []]);
      }
      for (const { type, data } of all) eventTypes.get(type)!.payload.parse(data);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    }
  };
}

function weekAfter({ height, time }: { height: number; time: number }) {
  return { height: height + WEEK_BLOCKS + 1, time: time + 7 * 86_400 };
}
