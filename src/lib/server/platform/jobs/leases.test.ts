import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { StaleFenceError } from '../errors.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { createLeases } from './leases.ts';

describe(createLeases, () => {
  let store: Store;
  afterEach(() => store.close());

  it('runs work on one lease one after the other', async () => {
    const { mine, signal } = await setup();
    const order: string[] = [];
    const first = Promise.withResolvers<undefined>();
    const a = mine.hold('revenue', signal, async () => {
      order.push('a begins');
      await first.promise;
      order.push('a ends');
    });
    const b = mine.hold('revenue', signal, () => Promise.resolve(order.push('b')));
    first.resolve(undefined);
    await Promise.all([a, b]);
    expect(order).toEqual(['a begins', 'a ends', 'b']);
  });
  it('runs nothing while another process holds the lease, and something once it is free', async () => {
    const { mine, theirs, signal } = await setup();
    const held = Promise.withResolvers<undefined>();
    const taken = Promise.withResolvers<undefined>();
    const long = theirs.hold('revenue', signal, async () => {
      taken.resolve(undefined);
      await held.promise;
    });
    await taken.promise;
    expect(await mine.hold('revenue', signal, () => Promise.resolve('ran'))).toBeNull();
    held.resolve(undefined);
    await long;
    expect(await mine.hold('revenue', signal, () => Promise.resolve('ran'))).toBe('ran');
  });
  it('lets the store refuse the late write of a holder whose lease ran out', async () => {
    const { mine, theirs, signal, clock } = await setup();
    const status = { late: { value: '1' } };
    await expect(
      mine.hold('revenue', signal, async (lease) => {
        clock.now += 61;
        await theirs.hold('revenue', signal, () => Promise.resolve());
        await store.query('store_status', { ...lease, status, now: clock.now });
      })
    ).rejects.toThrow(StaleFenceError);
    expect(await store.query('sync_status', {})).toEqual([]);
  });
  it('gives the lease back when the work fails', async () => {
    const { mine, theirs, signal } = await setup();
    await expect(mine.hold('revenue', signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await theirs.hold('revenue', signal, () => Promise.resolve('ran'))).toBe('ran');
  });
  it('does not begin after it was told to stop', async () => {
    const { mine } = await setup();
    const stopped = AbortSignal.abort(new Error('stopping'));
    await expect(mine.hold('revenue', stopped, () => Promise.resolve('ran'))).rejects.toThrow('stopping');
  });

  async function setup() {
    store = await openSqlite(':memory:');
    const clock = { now: 1_000 };
    const log = pino({ level: 'silent' });
    const of = (holder: string) => createLeases({ store, holder, now: () => clock.now, log });
    return { mine: of('a'), theirs: of('b'), clock, signal: new AbortController().signal };
  }
});
