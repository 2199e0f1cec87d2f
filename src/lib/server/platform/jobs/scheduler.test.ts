import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { Conflict, NotFound } from '../errors.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { etaSeconds } from './progress.ts';
import type { JobDefinition } from './job.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

describe(createScheduler, () => {
  let store: Store;
  let scheduler: Scheduler | null = null;
  afterEach(async () => {
    await scheduler?.stop();
    await store.close();
  });

  it('records a run with its progress, result and who asked for it', async () => {
    const { start, finished } = await setup({
      run: ({ progress }) => {
        progress(3, 10);
        return Promise.resolve({ counted: 3 });
      }
    });
    const { id } = await start();
    expect(await finished(id)).toMatchObject({
      state: 'succeeded',
      requestedBy: 'operator',
      done: 3,
      total: 10,
      result: { counted: 3 }
    });
  });
  it('refuses a second start of the same job with the id of the running one', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { start, finished } = await setup({ run: () => gate.promise });
    const first = await start();
    const second = start();
    await expect(second).rejects.toThrow(Conflict);
    await expect(second).rejects.toMatchObject({ runningId: first.id });
    gate.resolve(undefined);
    await finished(first.id);
    await finished((await start()).id);
  });
  it('keeps a failure as the run’s end and nothing else', async () => {
    const { start, finished } = await setup({ run: () => Promise.reject(new Error('the source is away')) });
    const { id } = await start();
    expect(await finished(id)).toMatchObject({ state: 'failed', error: 'the source is away' });
    expect(scheduler?.health()[0]).toMatchObject({ state: 'failed', lastSuccess: null });
  });
  it('names a failure for health when it ran by itself, until a run ends well', async () => {
    let isAway = true;
    const { kick, start, finished } = await setup({
      run: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve())
    });
    kick();
    await expect.poll(() => scheduler?.health()[0]).toMatchObject({ state: 'failed', failingSince: 1_000 });
    await finished((await start()).id);
    expect(scheduler?.health()[0]).toMatchObject({ failingSince: 1_000 });
    isAway = false;
    await finished((await start()).id);
    expect(scheduler?.health()[0]).toMatchObject({ state: 'succeeded', failingSince: null });
    isAway = true;
    await finished((await start()).id);
    expect(scheduler?.health()[0]).toMatchObject({ state: 'failed', failingSince: null });
  });
  it.each([
    ['forgets it after a day where nothing brings it again', null, null],
    ['remembers it where it comes again', 3_600_000, 1_000]
  ])('%s', async (_, everyMs, failingSince) => {
    const { kick, clock } = await setup({ everyMs, run: () => Promise.reject(new Error('away')) });
    kick();
    await expect.poll(() => scheduler?.health()[0]).toMatchObject({ state: 'failed', failingSince: 1_000 });
    clock.now += 86_400;
    expect(scheduler?.health()[0]).toMatchObject({ failingSince });
  });
  it('marks what a dead process left running as interrupted, never as completed', async () => {
    const { begin } = await setup({ run: () => Promise.resolve() });
    await store.query('job_start', {
      id: 'old',
      name: 'count',
      requested_by: 'x',
      arguments: '{}',
      holder: 'x',
      none_since: null,
      now: 1
    });
    await begin();
    expect(await scheduler?.get('old')).toMatchObject({ state: 'interrupted' });
  });
  it('stops a running job, waits for it and calls it interrupted', async () => {
    const { start } = await setup({
      run: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('told to stop'))))
    });
    const { id } = await start();
    await scheduler?.stop();
    expect(await scheduler?.get(id)).toMatchObject({ state: 'interrupted' });
  });
  it('goes on by schedule after a failed run', async () => {
    let runs = 0;
    const third = Promise.withResolvers<undefined>();
    const { begin } = await setup({
      everyMs: 1,
      run: () => {
        if (++runs === 3) third.resolve(undefined);
        return runs < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      }
    });
    await begin();
    await third.promise;
    expect(runs).toBeGreaterThanOrEqual(3);
  });
  it('knows no job of another name', async () => {
    await setup({ run: () => Promise.resolve() });
    await expect(scheduler?.start('brew', {}, 'operator')).rejects.toThrow(NotFound);
  });

  async function setup(definition: Pick<JobDefinition, 'run'> & Partial<JobDefinition>) {
    store = await openSqlite(':memory:');
    const clock = { now: 1_000 };
    const options = {
      store,
      holder: 'me',
      isAlone: true,
      now: () => clock.now,
      elapsed: () => clock.now,
      isTimeSure: () => true,
      log: pino({ level: 'silent' })
    };
    const made = createScheduler({ ...options, definitions: [{ name: 'count', everyMs: null, ...definition }] });
    scheduler = made;
    return {
      clock,
      kick: () => made.kick('count'),
      begin: () => made.begin(),
      start: () => made.start('count', {}, 'operator'),
      finished: (id: string) =>
        expect
          .poll(() => made.get(id))
          .not.toMatchObject({ state: 'running' })
          .then(() => made.get(id))
    };
  }
});

describe(etaSeconds, () => {
  it('follows the pace of this run', () => {
    expect(etaSeconds({ startedAt: 100, done: 25, total: 100 }, 110)).toBe(30);
  });
  it('is unknown before there is a pace', () => {
    expect(etaSeconds({ startedAt: 100, done: 0, total: 100 }, 110)).toBeNull();
    expect(etaSeconds({ startedAt: 100, done: null, total: null }, 110)).toBeNull();
  });
});
