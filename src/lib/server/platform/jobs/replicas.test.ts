/** Several processes on one database: each tick of a job has one run, and a process that was stopped too long writes nothing. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StaleFenceError, StoreError } from '../errors.ts';
import { createLeases } from './leases.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { underLease } from './under-lease.ts';

const TICK_SECONDS = 120;
const TICKS = 200;
/** The beginning of a tick. */
const START = 1_773_835_200;

let store: Store;
let processes: ReplicaProcess[] = [];
beforeEach(async () => {
  store = await openSqlite(':memory:');
  vi.useFakeTimers({
    now: START * 1_000,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date']
  });
});
afterEach(async () => {
  for (const each of processes) each.resume();
  await Promise.all(processes.splice(0).map(({ scheduler }) => scheduler.stop()));
  vi.useRealTimers();
  await store.close();
});

it.each([
  ['clocks that agree', [0, 0, 0]],
  ['clocks that are off', [-9, 0, 14]]
])('runs each of 200 ticks once, with %s', async (_, skews) => {
  const { committed } = setup({ skews });
  await begin();
  await pass(TICKS - 1);
  const { first, last, repeated } = summary(committed);
  expect(repeated).toEqual([]);
  expect(last - first + 1).toBe(committed.length);
  expect(committed.length).toBeGreaterThanOrEqual(TICKS - 1);
});

it('runs the tick of a process that is stopped within it in another one, and refuses its late write', async () => {
  const { committed, refused } = setup({ skews: [0, 0, 0], stopIn: 50 });
  await begin();
  await pass(60);
  const stopped = processes.filter(({ isStopped }) => isStopped());
  expect(stopped).toHaveLength(1);
  stopped[0]!.resume();
  await pass(TICKS - 61);
  const { first, last, repeated } = summary(committed);
  expect(repeated).toEqual([]);
  expect([first, last, committed.length]).toEqual([0, TICKS - 1, TICKS]);
  expect(committed.find(({ tick }) => tick === 50)?.by).not.toBe(stopped[0]!.name);
  expect(refused).toEqual([{ tick: 50, by: stopped[0]!.name }]);
  const stored = await store.query('sync_status', {});
  expect(stored.map(({ value }) => value).sort()).toEqual(committed.map(({ by }) => `"${by}"`).sort());
  const interrupted = (await store.query('jobs_list', { limit: 1_000 })).filter(({ state }) => state === 'interrupted');
  expect(interrupted).toHaveLength(1);
});

it('goes on where the store was away, in the same tick', async () => {
  const { committed } = setup({ skews: [0, 0, 0], failIn: 3 });
  await begin();
  await pass(5);
  expect(committed.map(({ tick }) => tick)).toEqual([0, 1, 2, 3, 4, 5]);
});

it('counts a run for the tick that was due, however long the store took to record it', async () => {
  const { committed } = setup({ skews: [0] });
  await begin();
  await pass(1);
  processes[0]!.stop();
  await pass(2);
  processes[0]!.resume();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(committed).toHaveLength(3);
  const runs = await store.query('jobs_list', { limit: 9 });
  expect(runs.map(({ started_at }) => Math.floor((started_at - START) / TICK_SECONDS))).toEqual([2, 1, 0]);
});

it('begins once the store answers', async () => {
  const { committed } = setup({ skews: [0] });
  processes[0]!.isAway = true;
  const begun = processes[0]!.scheduler.begin();
  await vi.advanceTimersByTimeAsync(50_000);
  expect(committed).toEqual([]);
  processes[0]!.isAway = false;
  await vi.advanceTimersByTimeAsync(20_000);
  await begun;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(committed).toEqual([{ tick: 0, by: 'replica-0' }]);
});

interface ReplicaProcess {
  name: string;
  scheduler: Scheduler;
  isAway: boolean;
  isStopped: () => boolean;
  stop: () => void;
  resume: () => void;
}
interface Done {
  tick: number;
  by: string;
}

function setup({ skews, stopIn, failIn }: { skews: number[]; stopIn?: number; failIn?: number }) {
  const committed: Done[] = [];
  const refused: Done[] = [];
  let hasStopped = false;
  processes = skews.map((skew, index) => {
    const name = `replica-${String(index)}`;
    let resumed: PromiseWithResolvers<void> | null = null;
    const self: ReplicaProcess = {
      name,
      scheduler: undefined as never,
      isAway: false,
      isStopped: () => resumed !== null,
      stop: () => (resumed ??= Promise.withResolvers()),
      resume() {
        resumed?.resolve();
        resumed = null;
      }
    };
    /** A stopped process sends nothing; what it was about to send goes out when it goes on. */
    const own: Store = {
      async query(statement, args) {
        if (resumed !== null) await resumed.promise;
        if (self.isAway) throw new StoreError(`${statement}: away`, true);
        return store.query(statement, args);
      },
      close: () => Promise.resolve()
    };
    const now = () => Math.floor(Date.now() / 1_000) + skew;
    const options = {
      store: own,
      holder: name,
      now,
      elapsed: now,
      isTimeSure: () => true,
      log: pino({ level: 'silent' })
    };
    const under = underLease(createLeases(options));
    const run = under('census', async ({ lease }) => {
      const done = { tick: Math.floor((now() - START) / TICK_SECONDS), by: name };
      await own.query('sync_status', {});
      if (done.tick === failIn && !hasStopped) {
        hasStopped = true;
        throw new StoreError('away for a moment', true);
      }
      if (done.tick === stopIn && !hasStopped) {
        hasStopped = true;
        self.stop();
      }
      try {
        const status = { [`tick-${String(done.tick)}`]: { value: JSON.stringify(name) } };
        await own.query('store_status', { ...lease, status, now: now() });
        committed.push(done);
      } catch (error) {
        if (error instanceof StaleFenceError) refused.push(done);
        throw error;
      }
    });
    const definitions = [{ name: 'count', everyMs: TICK_SECONDS * 1_000, run }];
    self.scheduler = createScheduler({ ...options, definitions, isAlone: false });
    return self;
  });
  return { committed, refused };
}

async function begin(): Promise<void> {
  await Promise.all(processes.map(({ scheduler }) => scheduler.begin()));
  await vi.advanceTimersByTimeAsync(5_000);
}

async function pass(ticks: number): Promise<void> {
  for (let at = 0; at < ticks; at++) await vi.advanceTimersByTimeAsync(TICK_SECONDS * 1_000);
}

function summary(committed: Done[]): { first: number; last: number; repeated: number[] } {
  const ticks = committed.map(({ tick }) => tick);
  return {
    first: Math.min(...ticks),
    last: Math.max(...ticks),
    repeated: ticks.filter((tick, at) => ticks.indexOf(tick) !== at)
  };
}
