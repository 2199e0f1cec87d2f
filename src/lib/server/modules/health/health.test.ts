import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { plantSnapshots, plantStatus } from '../../../../tests/support/census-factories.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { Health } from '../../../contract/health/health.ts';

afterEach(stopApis);

it('names a missing snapshot once one was due, and is well again when it is there', async () => {
  const { get, store, state } = await startApi();
  const health = async () => {
    state.version++;
    return Health.parse(await (await get('/api/health')).json());
  };
  const nothingDue = { healthy: null, todaySnapshotExists: false, lastSuccess: null };
  expect(await health()).toMatchObject({ status: 'ok', snapshot: nothingDue });

  await plantSnapshots(store, [{ date: '2026-03-17' }]);
  await plantStatus(store, 'snapshots', { lastSuccess: NOON - 86_000, lastError: 'nothing is fresh enough' });
  const missed = await health();
  expect(missed).toMatchObject({
    status: 'degraded',
    snapshot: { healthy: false, todaySnapshotExists: false, lastSuccess: NOON - 86_000 }
  });
  expect(missed.problems).toMatchObject([{ code: 'snapshot_missing', since: NOON - 86_000 }]);
  expect(missed.problems[0]?.message).toContain('2026-03-17');

  await plantSnapshots(store, [{ date: '2026-03-18' }]);
  expect(await health()).toMatchObject({
    status: 'ok',
    problems: [],
    snapshot: { healthy: true, todaySnapshotExists: true }
  });
});

it('is down when the snapshots cannot be asked for, as the store does not answer', async () => {
  const { get } = await startApi({
    fails: ['snapshot_bounds']
  });
  const answer = await get('/api/health');
  expect(answer.status).toBe(503);
  expect(Health.parse(await answer.json())).toMatchObject({
    status: 'down',
    snapshot: { healthy: null, todaySnapshotExists: null, lastSuccess: null }
  });
});
