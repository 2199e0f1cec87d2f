/** Backups of a machine whose clock was ahead: they are not the newest because they say so, and nothing is old by such a clock. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fill, operate } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { NOON } from '../../../../../tests/support/factories.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';

const DAY = 86_400;
let store: Store;
let bucket: TestBucket;
beforeEach(async () => {
  [store, bucket] = await Promise.all([openSqlite(':memory:'), startBucket()]);
  await fill(store);
});
afterEach(() => Promise.all([bucket.close(), store.close()]));

it('one that is dated after today is neither drilled as the newest nor kept in the place of it', async () => {
  const { backup, drill, state, list } = operate(store, bucket.settings);
  state.now = NOON + 3 * DAY;
  const ahead = await backup();
  state.now = NOON - 31 * DAY;
  const right = await backup();
  state.now = NOON;
  state.isSure = false;
  expect(await drill()).toMatchObject({ backup: right.backup });
  state.isSure = true;
  state.now = NOON + DAY;
  const { backup: last, removed } = await backup();
  expect(removed).toEqual([right.backup]);
  expect((await list()).map(({ name }) => name)).toEqual([ahead.backup, last]);
});
it('nothing is removed while nobody confirms the time', async () => {
  const { backup, state, list } = operate(store, bucket.settings);
  await backup();
  state.now = NOON + 3_650 * DAY;
  state.isSure = false;
  expect(await backup()).toMatchObject({ removed: [] });
  expect(await list()).toHaveLength(2);
});
