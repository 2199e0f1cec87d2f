/** Days as parameters: every endpoint takes those that have a day after them. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';

afterEach(stopApis);

it.each([
  ['1969-12-31', 'a date from 1970-01-01 on'],
  ['9999-12-31', 'a date up to 9998-12-31'],
  ['2026-02-30', 'a date, YYYY-MM-DD']
])('refuses the day %s by name', async (day, message) => {
  const { get } = await startApi();
  for (const path of [
    '/api/insights/mix',
    '/api/insights/sources',
    '/api/history/snapshots',
    '/api/subscriptions/daily'
  ]) {
    const answer = await get(`${path}?end_date=${day}`);
    expect([path, await answer.json()]).toMatchObject([path, { status: 400, errors: [{ name: 'end_date', message }] }]);
    expect((await get(`${path}?end_date=9998-12-31`)).status).toBe(200);
  }
});
