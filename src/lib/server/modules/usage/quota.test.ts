/** Thresholds and quotas through their endpoints. */
import { afterEach, describe, expect, it } from 'vitest';
import { stopApis } from '../../../../tests/support/api.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { startMeter as setup } from '../../../../tests/support/metering.ts';
import { readEvents } from '../../platform/events/log.ts';
import { Problem } from '../../../contract/kit/problem.ts';

afterEach(stopApis);

const at = (text: string) => Date.parse(text) / 1_000;

describe('a quota', () => {
  it('is crossed once in a period, at 80 and at 100 percent, and again in the next', async () => {
    const { state, send, crossed, store } = await setup();
    await send({ tokens: 799 });
    expect(await crossed()).toEqual([]);
    await Promise.all([send({ tokens: 1 }), send({ tokens: 50 }), send({ tokens: 50 })]);
    expect(await crossed()).toEqual([80]);
    await send({ tokens: 99 });
    expect(await crossed()).toEqual([80]);
    await send({ tokens: 1 });
    await send({ tokens: 500 });
    expect(await crossed()).toEqual([80, 100]);
    state.now = at('2026-04-01T00:00:00Z');
    expect(await crossed()).toEqual([]);
    await send({ tokens: 1_000 });
    expect(await crossed()).toEqual([80, 100]);
    expect(await store.query('backup_meter_thresholds', { after: {}, limit: 10 })).toHaveLength(4);
  });
  it('is told once for each threshold and period, to nobody without a ticket', async () => {
    const { send, store, get } = await setup();
    await send({ tokens: 850 });
    await send({ tokens: 200 });
    const told = async () => {
      const page = await readEvents(store, { after: 0, types: ['quota.threshold'], subject: 'acme', limit: 9 });
      return page?.events.map(({ data }) => data);
    };
    const period = { periodStart: at('2026-03-01T00:00:00Z'), periodEnd: at('2026-04-01T00:00:00Z') };
    const about = { tenant: 'acme', quota: '1000', ...period };
    await expect.poll(told).toEqual([
      { ...about, threshold: 80, used: '850', quotaPercent: 85 },
      { ...about, threshold: 100, used: '1050', quotaPercent: 105 }
    ]);
    expect(await (await get('/api/events')).json()).toMatchObject({ events: [], next: 2 });
  });
  it('takes its warning back when it is raised, and warns again', async () => {
    const { admin, send, crossed } = await setup();
    await send({ tokens: 1_000 });
    expect(await crossed()).toEqual([80, 100]);
    await admin('POST', '/api/admin/tenants', { name: 'acme', monthlyQuota: 1_250 });
    expect(await crossed()).toEqual([80]);
    await admin('POST', '/api/admin/tenants', { name: 'acme', monthlyQuota: 2_000 });
    expect(await crossed()).toEqual([]);
    await send({ tokens: 600 });
    expect(await crossed()).toEqual([80]);
    await admin('POST', '/api/admin/tenants', { name: 'acme', monthlyQuota: 1_600 });
    expect(await crossed()).toEqual([80, 100]);
  });
  it('is enforced where the plan says so: what passes it counts, what follows is refused until it begins anew', async () => {
    const { state, send, sendRaw, used } = await setup({ plan: 'enforce' });
    const answers = await Promise.all([send({ tokens: 600 }), send({ tokens: 600 }), send({ tokens: 1 })]);
    expect(answers.map(([status]) => status)).toEqual([201, 201, 429]);
    expect(await used()).toMatchObject({ totalTokens: 1_200, quotaPercent: 120 });
    const refused = await sendRaw('{"tenant":"acme","feature":"chat","tokens":1}');
    expect(Problem.parse(await refused.json())).toMatchObject({ status: 429, code: 'quota_used_up' });
    expect(refused.headers.get('retry-after')).toBe(String(at('2026-04-01T00:00:00Z') - NOON));
    state.now = at('2026-04-01T00:00:00Z');
    expect(await send({ tokens: 1 })).toMatchObject([201, {}]);
  });
});
