/** Both ways of a failover as operators are told to go them: the empty standby takes the newest backup, the primary that is back too. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOf, fill, operate, TODAY, type Content } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import { createFlaky, type Flaky } from '../../../../../tests/support/flaky-store.ts';
import { openFailover, type FailoverStore } from '../../../platform/store/failover/failover.ts';
import type { Store } from '../../../platform/store/store.ts';
import { bootstrapPendingSince, takeBootstrap } from '../bootstrap.ts';

let bucket: TestBucket;
let primary: Flaky;
let standby: Flaky;
let store: FailoverStore;
let nowMs = NOON * 1_000;
beforeEach(async () => {
  [bucket, primary, standby] = await Promise.all([startBucket(), createFlaky(), createFlaky()]);
  const log = pino({ level: 'silent' });
  const stores = { primary: primary.shared, standby: standby.shared };
  store = openFailover({
    ...stores,
    onSwitch: () => undefined,
    now: () => Math.floor(nowMs / 1_000),
    nowMs: () => nowMs,
    log
  });
});
afterEach(async () => {
  await store.close();
  await Promise.all([primary.close(), standby.close(), bucket.close()]);
});

it('brings the history along to the standby, and what the standby has added back', async () => {
  await fill(store);
  const before = await historyOf(store);
  const operator = operate(store, bucket.settings);
  await operator.backup();

  primary.isDown = true;
  for (let call = 0; store.state().active === 'primary'; call++) {
    await store.query('sync_status', {}).catch(() => undefined);
    expect(call).toBeLessThan(10);
  }
  const deps = {
    ...operator.deps,
    alone: (_: AbortSignal, work: () => Promise<void>) => work(),
    buckets: [bucket.settings]
  };
  const run = async () => ({
    lease: await leaseOf(store, 'snapshots'),
    signal: new AbortController().signal,
    progress: () => undefined
  });
  expect(await bootstrapPendingSince(deps, await run())).toBe(NOON);
  expect(await takeBootstrap(deps, await run())).toMatchObject({ state: 'taken' });
  expect(await historyOf(store)).toEqual(before);

  const seen = { name: 'seen by the standby', value: '1', source: 'x', as_of: NOON };
  await store.query('store_metric', { ...(await leaseOf(store)), ...seen });
  const added = await historyOf(store);
  expect(added).not.toEqual(before);
  operator.state.now += 60;
  const name = (await operator.backup()).backup.split('/').at(-1)!;

  primary.isDown = false;
  nowMs += 61_000;
  await store.look();
  expect(await store.switchTo('primary', 'repaired')).toMatchObject({ active: 'primary' });
  expect(await historyOf(store)).toEqual(before);
  // The primary's last one was long ago: it may take one before the operator has come to it.
  operator.state.now += 60;
  await operator.backup();
  await operator.restore(TODAY, false, name);
  expect(await historyOf(store)).toEqual(added);
});

/** Without what belongs to the installation. */
async function historyOf(of: Store): Promise<Content> {
  const content = await contentOf(of);
  content.delete('sync_status');
  content.delete('audit_log');
  return content;
}
