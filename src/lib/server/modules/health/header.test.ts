/** What the header says of the work of this process. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import type { JobHealth } from '../../platform/jobs/port.ts';

afterEach(stopApis);

it('names the next sync: its time, now while one is under way, null where it is not known', async () => {
  const job = {
    name: 'revenue-sync',
    lastSuccess: NOON - 30,
    lastError: null,
    failingSince: null,
    done: null,
    total: null,
    etaSeconds: null
  };
  const nextSync = async (jobHealth: JobHealth[]) => {
    const { get } = await startApi({ jobHealth });
    return ((await (await get('/api/header')).json()) as { tracker: { nextSync: number | null } }).tracker.nextSync;
  };
  expect(await nextSync([{ ...job, state: 'succeeded', nextRun: NOON + 30 }])).toBe(NOON + 30);
  expect(await nextSync([{ ...job, state: 'running', nextRun: null }])).toBe(NOON);
  expect(await nextSync([])).toBeNull();
});
