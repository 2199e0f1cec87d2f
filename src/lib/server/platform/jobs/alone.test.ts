import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON } from '../../../../tests/support/factories.ts';
import { createLeases, patientLeases, type Leases } from './leases.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { aloneUnder } from '../../modules/backup/past.ts';

const { signal } = new AbortController();
let store: Store;
let ours: Leases;
let theirs: Leases;
beforeEach(async () => {
  store = await openSqlite(':memory:');
  const deps = { store, now: () => NOON, log: pino({ level: 'silent' }) };
  [ours, theirs] = ['one', 'another'].map((holder) => createLeases({ ...deps, holder })) as [Leases, Leases];
});
afterEach(() => store.close());

it('waits for the writer of another process, and keeps it out while it works', async () => {
  const order: string[] = [];
  const writing = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const sync = theirs.hold('revenue', signal, async () => {
    await writing.promise;
    order.push('written');
  });
  const watched: Leases = {
    async hold(name, ...rest) {
      const held = await ours.hold(name, ...rest);
      if (name === 'revenue' && held === null) asked.resolve(undefined);
      return held;
    }
  };
  const exchange = aloneUnder(patientLeases(watched, { askEveryMs: 1 }))(signal, async () => {
    order.push('alone');
    expect(await theirs.hold('revenue', signal, () => Promise.resolve(true))).toBe(null);
  });
  await asked.promise;
  writing.resolve(undefined);
  await Promise.all([sync, exchange]);
  expect(order).toEqual(['written', 'alone']);
});

it('gives up on one that does not end, with every lease given back', async () => {
  const ending = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<undefined>();
  const sync = theirs.hold('census', signal, () => {
    begun.resolve(undefined);
    return ending.promise;
  });
  await begun.promise;
  const exchange = aloneUnder(patientLeases(ours, { patienceMs: 3, askEveryMs: 1 }))(signal, () =>
    Promise.reject(new Error('never'))
  );
  await expect(exchange).rejects.toThrow('another process holds the lease census');
  expect(await theirs.hold('backups', signal, () => Promise.resolve(true))).toBe(true);
  ending.resolve(undefined);
  await sync;
});
