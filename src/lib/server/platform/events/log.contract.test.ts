/** The log on every engine: numbers, repetition, cursors, pruning, and what several writers at once leave. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { keyed, leaseOf, NOON, noPayments, payment, txidOf } from '../../../../tests/support/factories.ts';
import { jobFailed, sourceFailing, snapshotTaken } from '../../../contract/health/events.ts';
import { keySet, type EventDraft, type Fenced } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { eventOf } from './event.ts';
import { readEvents, readHead, type EventQuestion } from './log.ts';
import { pruneEvents } from './pruning.ts';

const STARTING_MS = 120_000;
const DAY = 86_400;

describeEngines((start) => {
  let engine: EngineUnderTest;
  let store: Store;
  let lease: Fenced;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  afterAll(() => engine.close());
  beforeEach(async () => {
    store = await engine.fresh();
    lease = await leaseOf(store, 'events');
  });

  const tell = (...events: EventDraft[]) => store.query('tell', { ...lease, status: {}, events, now: NOON });
  const read = (over: Partial<EventQuestion> = {}) =>
    readEvents(store, { after: 0, types: null, subject: null, limit: 1_000, ...over });
  const idsOf = async (over: Partial<EventQuestion> = {}) => (await read(over))?.events.map(({ id }) => id);

  it('numbers events from 1, one after the other', async () => {
    expect(await read()).toEqual({ events: [], next: 0, oldest: 1 });
    await tell(job('a'), job('b'));
    await tell();
    await tell(job('c'));
    const page = await read();
    expect(page?.events.map(({ seq, id }) => [seq, id])).toEqual([
      [1, 'job.failed:a'],
      [2, 'job.failed:b'],
      [3, 'job.failed:c']
    ]);
    expect(page).toMatchObject({ next: 3, oldest: 1 });
    expect(page?.events[0]).toEqual({
      ...{ seq: 1, id: 'job.failed:a', type: 'job.failed', version: 1, subject: 'a', height: null, at: NOON },
      data: { job: 'census', run: 'a', failedAt: NOON }
    });
  });

  it('tells what happens once only once, and leaves no gap for it', async () => {
    await tell(job('a'));
    await tell(job('a'), job('b'), job('a'));
    await tell(job('c'));
    expect((await read())?.events.map(({ seq, id }) => [seq, id])).toEqual([
      [1, 'job.failed:a'],
      [2, 'job.failed:b'],
      [3, 'job.failed:c']
    ]);
  });

  it('tells a state that comes back again, under an id of its own', async () => {
    await tell(failing('blockbook'));
    await tell(job('a'), failing('blockbook'));
    await tell(failing('blockbook'));
    expect(await idsOf()).toEqual([
      'source.failing:blockbook:5',
      'job.failed:a',
      'source.failing:blockbook:5:3',
      'source.failing:blockbook:5:4'
    ]);
  });

  it('appends nothing when the change is refused', async () => {
    await leaseOf(store, 'events');
    await expect(tell(job('a'))).rejects.toThrow();
    expect(await readHead(store)).toEqual({ newest: 0, floor: 0 });
  });

  it('answers by type, by subject and in pages, always in order', async () => {
    await tell(job('a'), failing('blockbook'), taken('2026-03-01'), failing('daemon'), job('b'));
    expect(await idsOf({ types: ['job.failed', 'snapshot.taken'] })).toEqual([
      'job.failed:a',
      'snapshot.taken:2026-03-01',
      'job.failed:b'
    ]);
    expect(await idsOf({ subject: 'daemon' })).toEqual(['source.failing:daemon:5']);
    expect(await idsOf({ subject: 'daemo' })).toEqual([]);
    expect(await read({ types: ['job.failed'], limit: 1 })).toMatchObject({ events: [{ subject: 'a' }], next: 1 });
    expect(await read({ types: ['job.failed'], after: 1, limit: 1 })).toMatchObject({ events: [{ seq: 5 }], next: 5 });
    expect(await read({ types: ['snapshot.taken'], limit: 9 })).toMatchObject({ events: [{ seq: 3 }], next: 5 });
    expect(await read({ limit: 2 })).toMatchObject({ next: 2 });
    expect(await read({ after: 4 })).toMatchObject({ events: [{ seq: 5 }], next: 5 });
  });

  it('removes what is old, and tells a reader who missed it', async () => {
    await tell(job('a', NOON - 91 * DAY), job('b', NOON - 91 * DAY), job('c', NOON - 90 * DAY), job('d'));
    const { signal } = new AbortController();
    expect(await pruneEvents(store, { days: 90, now: NOON, signal })).toBe(2);
    expect(await read({ after: 1 })).toBeNull();
    expect(await read({ after: null })).toMatchObject({ events: [{ seq: 3 }, { seq: 4 }], next: 4, oldest: 3 });
    expect(await read({ after: 2 })).toMatchObject({ oldest: 3 });
    expect(await pruneEvents(store, { days: 90, now: NOON + 100 * DAY, signal })).toBe(2);
    expect(await read({ after: 4 })).toEqual({ events: [], next: 4, oldest: 5 });
    await tell(job('e'));
    expect(await read({ after: 4 })).toMatchObject({ events: [{ seq: 5 }], next: 5 });
  });

  it('does not go on for a cursor that was never given here', async () => {
    await tell(job('a'));
    expect(await read({ after: 2 })).toBeNull();
  });

  it('tells final payments of a first sync by their rows, before what else the write tells', async () => {
    const rows = keyed([
      payment({ txid: txidOf(1), app_name: 'é"\\x', block_hash: 'aa' }),
      payment({ txid: txidOf(2), usd_micros: null, price_source: null, app_name: null, block_hash: 'bb' })
    ]);
    const write = {
      ...noPayments,
      payments: rows,
      affected: keySet(rows.map(({ txid }) => txid)),
      history: 1
    } as const;
    await store.query('store_payments', { ...(await leaseOf(store)), ...write, events: [job('a')] });
    await store.query('store_payments', { ...(await leaseOf(store)), ...write });
    const page = await read();
    const told = rows.map((row) => [`payment.settled:${row.txid}:${row.block_hash}`, row.app_name] as const);
    expect(page?.events.slice(0, 3).map(({ seq, id, data }) => [seq, id, data['appName'] ?? null])).toEqual([
      ...told.map(([id, name], index) => [index + 1, id, name]),
      [3, 'job.failed:a', null]
    ]);
    expect(page?.events[1]?.data).toMatchObject({ amount: '1.50000000', amountUsd: null, settled: true });
    // Told again by mistake or after it was gone, each has an id of its own.
    expect(page?.events.slice(3).map(({ seq, id }) => [seq, id])).toEqual(
      told.map(([id], index) => [index + 4, `${id}:${String(index + 4)}`])
    );
  });

  it('begins anew when the ledger is cleared: nobody goes on as if nothing had happened', async () => {
    await tell(job('a'), job('b'));
    await store.query('clear_revenue', await leaseOf(store));
    for (const after of [0, 1, 2]) expect(await read({ after })).toBeNull();
    expect(await read({ after: null })).toEqual({ events: [], next: 3, oldest: 4 });
    await tell(job('a'));
    expect(await read({ after: 3 })).toMatchObject({ events: [{ seq: 4, id: 'job.failed:a' }] });
  });

  describe('with several writers at once', () => {
    it(
      'shows no reader a new event at or below what it has read',
      async () => {
        const writers = ['a', 'b', 'c'].map(async (writer) => {
          const own = await leaseOf(store, `writer-${writer}`);
          for (let at = 0; at < 20; at++) {
            const events = [job(`${writer}${String(at)}`), failing(writer), job(`${writer}${String(at)}x`)];
            await store.query('tell', { ...own, status: {}, events, now: NOON });
          }
        });
        const seen: number[] = [];
        const writing = { isOver: false };
        const all = Promise.all(writers).finally(() => (writing.isOver = true));
        let after = 0;
        while (!writing.isOver || seen.length < 180) {
          const isLast = writing.isOver;
          const page = await readEvents(store, { after, types: null, subject: null, limit: 7 });
          seen.push(...(page?.events.map(({ seq }) => seq) ?? []));
          after = page?.next ?? after;
          if (isLast && page?.events.length === 0) break;
        }
        await all;
        expect(seen).toEqual(Array.from({ length: 180 }, (_, index) => index + 1));
      },
      STARTING_MS
    );
  });
});

const job = (run: string, at = NOON) => eventOf(jobFailed, { job: 'census', run, failedAt: at }, { at });
const taken = (date: string) => eventOf(snapshotTaken, { date, takenAt: NOON, missing: [] }, { at: NOON });
const failing = (source: string) =>
  eventOf(sourceFailing, { source, since: 5, lastSuccess: null, reason: null }, { at: NOON, of: '5' });
