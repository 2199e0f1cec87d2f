/** Metering through its endpoints: golden cases worked out by hand. */
import { afterEach, describe, expect, it } from 'vitest';
import { stopApis } from '../../../../tests/support/api.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { startMeter as setup } from '../../../../tests/support/metering.ts';
import { Problem } from '../../../contract/kit/problem.ts';

afterEach(stopApis);

const at = (text: string) => Date.parse(text) / 1_000;
const MINUTE = NOON - (NOON % 60);

describe('amounts', () => {
  it('counts 3 billion tokens', async () => {
    const { send, used } = await setup({ monthlyQuota: 4_000_000_000 });
    expect(await send({ tokens: 3_000_000_000 })).toMatchObject([201, { accepted: 1, replayed: 0 }]);
    expect(await used()).toMatchObject({
      tenant: 'acme',
      minute: MINUTE,
      totalTokens: 3_000_000_000,
      quotaPercent: 75
    });
  });
  it('counts 2^60 tokens and one more exactly, as text and as a number', async () => {
    const { sendRaw, used } = await setup({ monthlyQuota: null });
    const number = '{"tenant":"acme","feature":"chat","tokens":1152921504606846977}';
    expect((await sendRaw(number)).status).toBe(201);
    expect((await sendRaw(number.replace('1152921504606846977', '"1152921504606846976"'))).status).toBe(201);
    expect(await used()).toMatchObject({
      totalTokens: '2305843009213693953',
      minuteTokens: '2305843009213693953',
      quotaPercent: null
    });
  });
  it('sums past 2^63', async () => {
    const { send, used, series } = await setup({ monthlyQuota: '100000000000000000000' });
    for (let time = 0; time < 3; time++) await send({ tokens: '9223372036854775807' });
    expect(await used()).toMatchObject({ totalTokens: '27670116110564327421', quotaPercent: 27.67, eventCount: 3 });
    expect((await series('step=day&limit=1')).data).toMatchObject([{ tokens: '27670116110564327421', eventCount: 3 }]);
  });
  it.each([-1, 1.5, '1.5', '1e3', '9223372036854775808', 1e300, null, 'x'])('refuses %j tokens', async (tokens) => {
    const { admin } = await setup();
    const answer = await admin('POST', '/api/meter/events', { tenant: 'acme', feature: 'chat', tokens });
    expect(Problem.parse(await answer.json())).toMatchObject({ status: 400, errors: [{ name: 'tokens' }] });
    const good = { tenant: 'acme', feature: 'chat', tokens: 1 };
    const list = await admin('POST', '/api/meter/events', [good, { ...good, tokens }]);
    expect(Problem.parse(await list.json())).toMatchObject({ status: 400, errors: [{ name: '1.tokens' }] });
  });
});

describe('a key of an event', () => {
  const event = { tokens: 5, idempotencyKey: 'a' };
  it('counts once with the same body, also beside itself', async () => {
    const { send, used } = await setup();
    expect(await send(event)).toMatchObject([201, { accepted: 1, replayed: 0 }]);
    expect(await send(event)).toMatchObject([201, { accepted: 0, replayed: 1 }]);
    expect(await send({ tokens: 7, idempotencyKey: 'b' }, { tokens: 7, idempotencyKey: 'b' })).toMatchObject([
      201,
      { accepted: 1, replayed: 1 }
    ]);
    const both = await Promise.all([send({ ...event, idempotencyKey: 'c' }), send({ ...event, idempotencyKey: 'c' })]);
    expect(both.map(([, answer]) => (answer as { accepted: number }).accepted).sort()).toEqual([0, 1]);
    expect(await used()).toMatchObject({ totalTokens: 17, eventCount: 3 });
  });
  it('refuses another body, and counts nothing of the request', async () => {
    const { send, used } = await setup();
    await send(event);
    expect(await send({ tokens: 1 }, { ...event, tokens: 6 })).toMatchObject([409, { code: 'idempotency_conflict' }]);
    expect(await send({ ...event, feature: 'other' })).toMatchObject([409, {}]);
    expect(await send({ tokens: 1, idempotencyKey: 'z' }, { tokens: 2, idempotencyKey: 'z' })).toMatchObject([409, {}]);
    expect(await used()).toMatchObject({ totalTokens: 5, eventCount: 1 });
  });
  it('is of its tenant', async () => {
    const { send, admin } = await setup();
    await admin('POST', '/api/admin/tenants', { name: 'other', monthlyQuota: 10 });
    expect(await send(event, { ...event, tenant: 'other', tokens: 6 })).toMatchObject([
      201,
      { accepted: 2, replayed: 0 }
    ]);
  });
});

describe('a period', () => {
  it('takes a late event into its own minute and its own period', async () => {
    const { send, used, series } = await setup();
    const late = at('2026-02-28T23:59:59Z');
    await send({ tokens: 3, at: late }, { tokens: 4, at: NOON - 600 }, { tokens: 5 });
    expect(await used()).toMatchObject({ totalTokens: 9, minuteTokens: 5 });
    expect((await series(`from=${late - 59}&to=${late + 1}`)).data).toEqual([
      { at: late - 59, tokens: 3, eventCount: 1 }
    ]);
    const { data } = await series('limit=11');
    expect(data.map(({ tokens }) => tokens)).toEqual([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
  });
  it('refuses an event of the future', async () => {
    const { send } = await setup();
    expect(await send({ tokens: 1, at: NOON + 301 })).toMatchObject([400, { errors: [{ name: 'at' }] }]);
    expect(await send({ tokens: 1, at: NOON + 299 })).toMatchObject([201, {}]);
  });
  it.each([
    ['the 31st in February', 31, '2026-02-28T00:00:00Z', ['2026-02-27T23:59:59Z'], ['2026-02-28', '2026-03-31']],
    ['a leap day', 31, '2028-02-29T00:00:00Z', ['2028-02-28T23:59:59Z'], ['2028-02-29', '2028-03-31']],
    ['the 29th of a leap year', 29, '2028-03-28T23:59:59Z', ['2028-02-28T23:59:59Z'], ['2028-02-29', '2028-03-29']]
  ])('begins right on %s', async (_, billingDay, now, before, period) => {
    const { state, send, used } = await setup({ billingDay });
    state.now = at(now);
    for (const moment of before) await send({ tokens: 100, at: at(moment) });
    await send({ tokens: 1 });
    const [start = '', end = ''] = period;
    expect(await used()).toMatchObject({ totalTokens: 1, period: { start: at(start), end: at(end) } });
  });
  it('is cut where the billing day has changed, and counts on by the new one', async () => {
    const { admin, send, used, drift } = await setup();
    const [early, late] = ['2026-03-09T12:00:00Z', '2026-03-10T00:00:00Z'].map(at);
    await send({ tokens: 10, at: early }, { tokens: 5, at: late });
    const changed = await admin('POST', '/api/admin/tenants', { name: 'acme', billingDay: 10 });
    expect([changed.status, await changed.json()]).toMatchObject([200, { billingDay: 10, monthlyQuota: 1_000 }]);
    expect(await used()).toMatchObject({ totalTokens: 5, period: { start: at('2026-03-10'), end: at('2026-04-10') } });
    await send({ tokens: 7, at: early }, { tokens: 1 });
    expect(await used()).toMatchObject({ totalTokens: 6 });
    expect(await drift()).toEqual([]);
  });
});

it('knows no tenant that nobody made', async () => {
  const { send, get, admin } = await setup();
  expect(await send({ tokens: 1 }, { tokens: 1, tenant: 'nobody' })).toMatchObject([404, { code: 'not_found' }]);
  expect((await admin('GET', '/api/meter/usage/nobody')).status).toBe(404);
  expect((await admin('GET', '/api/meter/series?tenant=nobody')).status).toBe(404);
  expect((await get('/api/meter/usage/acme')).status).toBe(401);
});

it('answers under its other names', async () => {
  const { admin } = await setup();
  const sent = await admin('POST', '/api/events', { tenant: 'acme', feature: 'chat', tokens: 2 });
  expect(sent.status).toBe(201);
  expect(await (await admin('GET', '/api/usage/acme')).json()).toMatchObject({ totalTokens: 2 });
});

it('takes up to a thousand events, all or none', async () => {
  const { admin, used } = await setup({ monthlyQuota: null });
  const events = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ tenant: 'acme', feature: `f${n % 3}`, tokens: n }));
  expect(await (await admin('POST', '/api/meter/events', events(1_000))).json()).toEqual({
    accepted: 1_000,
    replayed: 0
  });
  expect((await admin('POST', '/api/meter/events', events(1_001))).status).toBe(400);
  expect((await admin('POST', '/api/meter/events', [])).status).toBe(400);
  expect(await used()).toMatchObject({
    totalTokens: 499_500,
    eventCount: 1_000,
    features: [{ feature: 'f0', eventCount: 334 }, {}, {}]
  });
});

it('says no credential of a tenant again', async () => {
  const { admin, logged } = await setup();
  const slackUrl = 'https://hooks.slack.example/services/T0/B0/secret';
  const saved = await (await admin('POST', '/api/admin/tenants', { name: 'acme', slackUrl })).text();
  const texts = [
    saved,
    await (await admin('GET', '/api/admin/tenants')).text(),
    await (await admin('GET', '/api/admin/audit')).text(),
    JSON.stringify(logged)
  ];
  for (const text of texts) expect(text).not.toContain('hooks.slack.example');
  expect(JSON.parse(saved)).toMatchObject({ hasSlackUrl: true });
});

it('lists tenants with what they have used, by the billing day of each', async () => {
  const { admin, send } = await setup();
  await admin('POST', '/api/admin/tenants', { name: 'tenth', monthlyQuota: 100, billingDay: 20 });
  await send(
    { tokens: 400 },
    { tokens: 90, tenant: 'tenth' },
    { tokens: 5, tenant: 'tenth', at: at('2026-02-19T23:59:59Z') }
  );
  const { tenants } = (await (await admin('GET', '/api/admin/tenants')).json()) as { tenants: object[] };
  expect(tenants).toMatchObject([
    { name: 'acme', totalTokens: 400, eventCount: 1, quotaPercent: 40 },
    { name: 'tenth', totalTokens: 90, eventCount: 1, quotaPercent: 90, period: { start: at('2026-02-20') } }
  ]);
});

it('pages and searches tenants', async () => {
  const { admin } = await setup();
  for (const name of ['Beta', 'b_ta', 'gamma']) await admin('POST', '/api/admin/tenants', { name, monthlyQuota: 1 });
  const names = async (query: string) => {
    const answer = (await (await admin('GET', `/api/admin/tenants?${query}`)).json()) as {
      tenants: { name: string }[];
      next: string | null;
    };
    return [answer.tenants.map(({ name }) => name), answer.next];
  };
  expect(await names('')).toEqual([['Beta', 'acme', 'b_ta', 'gamma'], null]);
  expect(await names('limit=2')).toEqual([['Beta', 'acme'], 'acme']);
  expect(await names('limit=2&cursor=acme')).toEqual([['b_ta', 'gamma'], null]);
  expect(await names('search=B_')).toEqual([['b_ta'], null]);
});
