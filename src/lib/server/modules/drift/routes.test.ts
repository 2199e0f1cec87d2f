/** What the API tells of a changed shape, in health, in the list, as an alert and in the feed; and what an operator does. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { leaseOf, NOON } from '../../../../tests/support/factories.ts';
import { Health } from '../../../contract/health/health.ts';
import { createShapeBook } from './module.ts';

afterEach(stopApis);

const machines = (many: number) =>
  Array.from({ length: 50 }, (_, at) => ({ ip: `10.0.0.${at}`, ...(at < many && { ram: 16 }) }));
const what = { source: 'stats', document: 'machines', isAnswer: false };

it('names what changed, with a sample that holds no value, until an operator accepts it', async () => {
  const at = await setup();
  expect(await at.reads(machines(50))).toBeNull();
  expect(await at.reads(machines(20))).toBe('answer changed shape: ram is in 40 % after 100 %');
  const [drift] = await at.drifts();
  expect(drift).toMatchObject({
    document: 'machines',
    source: 'stats',
    openedAt: NOON,
    isFrozen: true,
    lastGoodAt: NOON,
    closesAt: NOON + 6 * 3_600,
    sample: { ip: 'string(9)' }
  });
  expect(await at.problems()).toEqual([['drift_machines', NOON]]);

  expect((await at.acceptAsNobody('machines')).status).toBe(401);
  const answer = await at.accept('machines');
  expect(await answer.json()).toEqual({ accepted: ['machines'] });
  expect(await at.problems()).toEqual([]);
  expect(await at.reads(machines(20))).toBeNull();
  expect(await at.drifts()).toMatchObject([{ closedBy: 'operator', isFrozen: false, closesAt: null }]);
  await expect.poll(at.written).toContainEqual(['token', `POST ${pathOf('machines')}`]);
});

it('takes what an operator said for the last word, though a process had found more before it heard of it', async () => {
  const at = await setup();
  await at.reads(machines(50));
  await at.reads(machines(20));
  await at.sees(machines(20));
  await at.accept('stats');
  await at.write();
  expect(await at.drifts()).toMatchObject([{ closedBy: 'operator' }]);
  expect(await at.reads(machines(20))).toBeNull();
});

it('judges by what it knows while the store does not answer', async () => {
  const at = await setup();
  await at.reads(machines(50));
  at.breakStore();
  expect(await at.sees(machines(20))).toMatch('changed shape');
  expect(await at.sees(machines(50))).toBeNull();
});

const pathOf = (name: string) => `/api/admin/sources/${name}/drift/accept`;

async function setup() {
  const api = await startApi();
  const { store, state } = api;
  let isBroken = false;
  const readable: typeof store = {
    query: (name, args) => (isBroken ? Promise.reject(new Error('away')) : store.query(name, args)),
    close: () => store.close()
  };
  const silent = { warn: () => undefined, info: () => undefined } as never;
  const book = createShapeBook({ store: readable, onDrift: () => undefined, now: () => NOON, log: silent });
  const sees = (rows: readonly object[]) => {
    const look = book.look(what);
    for (const row of rows) look.see(row);
    return look.end({ isReadable: true });
  };
  const write = async () => book.write({ lease: await leaseOf(store, 'events') });
  const json = async (path: string): Promise<unknown> => {
    state.version++;
    return (await api.get(path)).json();
  };
  return {
    sees,
    write,
    breakStore: () => void (isBroken = true),
    async reads(rows: readonly object[]) {
      const fault = await sees(rows);
      await write();
      return fault;
    },
    drifts: async () => ((await json('/api/sources/drifts')) as { drifts: Record<string, unknown>[] }).drifts,
    problems: async () =>
      Health.parse(await json('/api/health'))
        .problems.filter(({ code }) => code.startsWith('drift_'))
        .map(({ code, since }) => [code, since]),
    accept: (name: string) => api.admin('POST', pathOf(name)),
    acceptAsNobody: (name: string) => fetch(api.origin + pathOf(name), { method: 'POST' }),
    written: async () => (await store.query('audit_list', { limit: 10 })).map(({ actor, action }) => [actor, action])
  };
}
