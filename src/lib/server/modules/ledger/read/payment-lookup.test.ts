import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyed, payment } from '../../../../../tests/support/factories.ts';
import type { Store } from '../../../platform/store/store.ts';
import { createPaymentLookup } from './payment-lookup.ts';

const payments = keyed(Array.from({ length: 250 }, () => payment()));
const [first, second, third] = [payments[0]!, payments[1]!, payments[2]!];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('sends those that come while others are looked up together, each once', async () => {
  const { paymentOf, calls, answer } = setup();
  const found = [paymentOf(first.txid), paymentOf(second.txid), paymentOf(third.txid), paymentOf(third.txid)];
  expect(calls.map(({ txids }) => txids)).toEqual([[first.txid]]);
  await answer();
  expect(calls.map(({ txids }) => txids)).toEqual([[first.txid], [second.txid, third.txid]]);
  await answer();
  expect((await Promise.all(found)).map((row) => row?.txid)).toEqual(
    [first, second, third, third].map((row) => row.txid)
  );
});

it('knows no payment of a transaction that there is not', async () => {
  const { paymentOf, answer } = setup();
  const found = paymentOf('f'.repeat(64));
  await answer();
  expect(await found).toBeUndefined();
});

it('fails for those who wait for the call that failed, and for nobody else', async () => {
  const { paymentOf, answer } = setup();
  const failing = expect(paymentOf(first.txid)).rejects.toThrow('away');
  const waiting = paymentOf(second.txid);
  await answer(new Error('away'));
  await failing;
  await answer();
  expect((await waiting)?.txid).toBe(second.txid);
});

it('asks for no more than a hundred at once, and for all of them', async () => {
  const { paymentOf, calls, answer } = setup();
  const found = payments.map(({ txid }) => paymentOf(txid));
  for (let call = 0; call < 4; call++) await answer();
  expect((await Promise.all(found)).map((row) => row?.txid)).toEqual(payments.map(({ txid }) => txid));
  expect(calls.map(({ txids }) => txids.length)).toEqual([1, 100, 100, 49]);
});

it('waits for as many as there were last, and for no longer than a call took', async () => {
  const { paymentOf, calls, answer } = setup();
  void paymentOf(first.txid);
  void paymentOf(second.txid);
  vi.advanceTimersByTime(2);
  await answer();
  expect(calls.map(({ txids }) => txids)).toEqual([[first.txid]]);
  void paymentOf(third.txid);
  expect(calls.map(({ txids }) => txids)).toEqual([[first.txid], [second.txid, third.txid]]);
  vi.advanceTimersByTime(2);
  await answer();
  void paymentOf(first.txid);
  vi.advanceTimersByTime(1);
  expect(calls).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(calls.map(({ txids }) => txids).at(2)).toEqual([first.txid]);
});

it('lets nobody who asks alone wait, however long a call takes', async () => {
  const { paymentOf, calls, answer } = setup();
  for (const [asked, { txid }] of payments.slice(0, 3).entries()) {
    const found = paymentOf(txid);
    expect(calls).toHaveLength(asked + 1);
    vi.advanceTimersByTime(9);
    await answer();
    expect((await found)?.txid).toBe(txid);
  }
});

it('is not held up by a call that takes long, and has four at once at most', async () => {
  const { paymentOf, calls, answer } = setup();
  const found = payments.slice(0, 6).map(({ txid }) => {
    const one = paymentOf(txid);
    vi.advanceTimersByTime(10);
    return one;
  });
  expect(calls.map(({ txids }) => txids.length)).toEqual([1, 1, 1, 1]);
  await answer();
  vi.advanceTimersByTime(3);
  expect(calls.map(({ txids }) => txids.length)).toEqual([1, 1, 1, 1, 2]);
  for (let call = 0; call < 4; call++) await answer();
  expect((await Promise.all(found)).map((row) => row?.txid)).toEqual(payments.slice(0, 6).map(({ txid }) => txid));
});

/** A store whose calls are answered one by one, when the test says so. */
function setup() {
  const calls: { txids: string[]; settle: (error?: Error) => void }[] = [];
  let answered = 0;
  const query = (_: string, args: { txids: object }) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
    const txids = Object.keys(args.txids);
    const rows = payments.filter(({ txid }) => txids.includes(txid));
    calls.push({ txids, settle: (error) => (error === undefined ? resolve(rows) : reject(error)) });
    return promise;
  };
  const store = { query, close: () => Promise.resolve() } as unknown as Store;
  return {
    paymentOf: createPaymentLookup(store),
    calls,
    answer: async (error?: Error) => {
      calls[answered++]?.settle(error);
      // The next call goes out once this one's answer has been handed on.
      await new Promise(setImmediate);
    }
  };
}
