/** Several processes count for the same tenants on one store: nothing is lost or doubled, on every engine. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import type { Store } from '../../platform/store/store.ts';
import { createTargets } from '../webhooks/module.ts';
import { reconcile } from './ingest/reconcile.ts';
import { createUsage, type Usage } from './usage.ts';

const STARTING_MS = 120_000;
const DAY = 86_400;
const MARCH = Date.parse('2026-03-01') / 1_000;

describeEngines((start) => {
  let engine: EngineUnderTest;
  let store: Store;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  beforeEach(async () => {
    store = await engine.fresh();
  });
  afterAll(() => engine.close());

  it('adds up what three replicas count, and crosses each threshold once', async () => {
    const replicas = await openReplicas('alert');
    const event = (n: number) => ({ tenant: n % 2 === 0 ? 'a' : 'b', feature: 'chat', tokens: 9n });
    await Promise.all(
      replicas.flatMap((usage) => Array.from({ length: 40 }, (_, n) => usage.record([event(n), event(n + 1)])))
    );
    expect(await totals()).toEqual([
      ['a', 1_080],
      ['b', 1_080]
    ]);
    for (const tenant of ['a', 'b']) {
      const crossed = await store.query('meter_crossed', { tenant, period_start: MARCH });
      expect(crossed.map(({ threshold }) => threshold)).toEqual([80, 100]);
    }
    expect(await reconcile(store)).toEqual([]);
  });
  it('counts a key once, whichever replicas are given it, and only one of two bodies', async () => {
    const replicas = await openReplicas('alert');
    const event = { tenant: 'a', feature: 'chat', tokens: 7n, idempotencyKey: 'k' };
    const answers = await Promise.all(
      replicas.map((usage) => usage.record([event, { ...event, tokens: 1n, idempotencyKey: undefined }]))
    );
    expect(answers.map(({ accepted }) => accepted).sort()).toEqual([1, 1, 2]);
    expect(await totals()).toEqual([['a', 10]]);
    const bodies = await Promise.allSettled(
      replicas.map((usage, n) => usage.record([{ ...event, idempotencyKey: 'l', tokens: BigInt(n) }]))
    );
    expect(bodies.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await reconcile(store)).toEqual([]);
  });
  it('stops at an enforced quota, and counts on by a billing day that changes meanwhile', async () => {
    const [first, second] = await openReplicas('enforce');
    await first!.record([{ tenant: 'a', feature: 'chat', tokens: 1_000n, at: NOON - 10 * DAY }]);
    await expect(second!.record([{ tenant: 'a', feature: 'chat', tokens: 1n }])).rejects.toThrow('used up');
    const [, counted] = await Promise.all([
      first!.saveTenant({ name: 'a', billingDay: 15 }),
      second!.record([{ tenant: 'a', feature: 'chat', tokens: 5n }]).catch(() => null)
    ]);
    await second!.record([{ tenant: 'a', feature: 'chat', tokens: 7n }]);
    const [row] = await store.query('meter_used', { periods: [{ tenant: 'a', period_start: MARCH + 14 * DAY }] });
    expect(row?.tokens_low).toBe(counted === null ? 7 : 12);
    expect(await reconcile(store)).toEqual([]);
  });

  async function openReplicas(plan: 'alert' | 'enforce'): Promise<Usage[]> {
    const replicas = [1, 2, 3].map(() =>
      createUsage({ store, targets: createTargets([]), now: () => NOON, log: pino({ level: 'silent' }) })
    );
    for (const name of ['a', 'b']) await replicas[0]!.saveTenant({ name, monthlyQuota: 1_000n, plan });
    return replicas;
  }
  async function totals(): Promise<[string, number][]> {
    const periods = ['a', 'b'].map((tenant) => ({ tenant, period_start: MARCH }));
    return (await store.query('meter_used', { periods })).map((row) => [row.tenant, row.tokens_low]);
  }
});
