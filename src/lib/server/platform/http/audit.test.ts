import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';

afterEach(stopApis);

const guess = { authorization: 'Bearer a-token-that-is-none' };

it.each([
  ['no credential', {}],
  ['a wrong one', guess]
])('refuses a call with %s at once, also while the store does not answer', async (_, headers) => {
  const { get } = await startApi({
    deps: { recordAudit: () => Promise.withResolvers<undefined>().promise }
  });
  expect((await get('/api/admin/jobs', headers)).status).toBe(401);
});

it('records the first calls without a credential of each client and minute, and says that there were more', async () => {
  const { get, state, recorded, logged } = await setup();
  for (let call = 0; call < 20; call++) await get('/api/admin/session', from('192.0.2.7'));
  await get('/API/ADMIN/session', from('192.0.2.7'));
  await get('/api/admin/session', from('192.0.2.8'));
  expect(await recorded(4)).toEqual(['192.0.2.7', '192.0.2.7', '192.0.2.7', '192.0.2.8']);
  const told = logged.filter(({ msg }) => msg === 'further refused calls not recorded for a minute');
  expect(told).toMatchObject([{ client: '192.0.2.7' }]);
  state.now += 60;
  await get('/api/admin/session', from('192.0.2.7'));
  await recorded(5);
});

it('records every guess, however many calls without a credential came before', async () => {
  const { get, recorded } = await setup();
  for (let call = 0; call < 5; call++) await get('/api/admin/session', from('192.0.2.7'));
  for (let call = 0; call < 12; call++) await get('/api/admin/session', { ...from('192.0.2.7'), ...guess });
  await recorded(3 + 10);
});

it('records no more than a few hundred refused calls a minute, from however many clients', async () => {
  const { get, recorded } = await setup();
  for (let client = 0; client < 320; client++) {
    await get('/api/admin/session', from(`198.51.${client >> 8}.${client & 255}`));
  }
  await recorded(300);
});

const from = (client: string) => ({ 'x-forwarded-for': client });

async function setup() {
  const api = await startApi();
  const clients = async () =>
    (await api.store.query('audit_list', { limit: 1_000 })).map(({ client }) => client).sort();
  const recorded = async (count: number) => {
    await expect.poll(clients).toHaveLength(count);
    return clients();
  };
  return { ...api, recorded };
}
