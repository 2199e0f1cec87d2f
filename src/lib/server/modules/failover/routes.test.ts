import { afterEach, expect, it } from 'vitest';
import { pino } from 'pino';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { createFlaky } from '../../../../tests/support/flaky-store.ts';
import { NOON, payment, plant, TRACKED } from '../../../../tests/support/factories.ts';
import { FailoverStatus } from '../../../contract/failover/failover.ts';
import { Problem } from '../../../contract/kit/problem.ts';
import { compareDatabases, databaseHealth, failoverProblems } from './databases.ts';
import { openFailover } from '../../platform/store/failover/failover.ts';

afterEach(stopApis);
const PATH = '/api/admin/failover';

it('says that SQLite has no other database, and refuses to switch', async () => {
  const { admin } = await startApi();
  expect(await (await admin('GET', `${PATH}-status`)).json()).toEqual({
    configured: false,
    active: 'primary',
    epoch: 0,
    circuit: { primary: 'CLOSED', failover: null },
    lastSwitch: null
  });
  expect(await refused(await admin('POST', PATH, { to: 'failover' }))).toBe('409 sqlite_in_use');
  expect((await admin('POST', PATH, { to: 'elsewhere' })).status).toBe(400);
  expect((await admin('POST', PATH, {})).status).toBe(400);
});

it('refuses without a standby, and to what is in use already', async () => {
  const alone = await setup({ hasStandby: false });
  expect(await refused(await alone.admin('POST', PATH, { to: 'failover', dryRun: true }))).toBe('409 no_standby');
  const { admin } = await setup();
  expect(await refused(await admin('POST', PATH, { to: 'primary' }))).toBe('409 already_active');
});

it('shows what differs without switching anything', async () => {
  const { admin, primary, store } = await setup();
  await plant(primary, { payments: [payment(), payment()] });
  const answer: unknown = await (await admin('POST', PATH, { to: 'failover', dryRun: true })).json();
  expect(answer).toMatchObject({
    dryRun: true,
    status: { active: 'primary', epoch: 0 },
    differences: {
      reachable: { primary: true, failover: true },
      cursors: [{ address: TRACKED, primary: 2_099_941, failover: null }],
      newestSnapshot: { primary: null, failover: null }
    }
  });
  const { tables } = (answer as { differences: { tables: { name: string }[] } }).differences;
  expect(tables).toContainEqual({ name: 'revenue_transactions', primary: 2, failover: 0 });
  expect(store.state().epoch).toBe(0);
});

it('switches there and back, with a higher epoch each time and who did it', async () => {
  const { admin, standby, store } = await setup();
  expect(await (await admin('POST', PATH, { to: 'failover' })).json()).toMatchObject({
    dryRun: false,
    differences: null,
    status: { active: 'failover', epoch: 1, lastSwitch: { at: NOON, reason: 'an operator (token) switched' } }
  });
  expect(databaseHealth(store.state())).toEqual({ circuit: 'CLOSED', activeInstance: 'failover' });
  expect(failoverProblems(store.state())).toMatchObject([{ code: 'failed_over', since: NOON }]);
  expect((await admin('POST', PATH, { to: 'primary' })).status).toBe(200);
  const status = FailoverStatus.parse(await (await admin('GET', `${PATH}-status`)).json());
  expect(status).toMatchObject({ configured: true, active: 'primary', epoch: 2 });
  expect(failoverProblems(store.state())).toEqual([]);
  expect(await standby.query('newest_epoch', {})).toMatchObject([{ epoch: 2, is_active: 0 }]);
});

it('switches nothing while the other database does not answer, and shows it as unknown', async () => {
  const { admin, standby, store } = await setup();
  standby.isDown = true;
  expect(await refused(await admin('POST', PATH, { to: 'failover' }))).toBe('409 target_unavailable');
  const answer: unknown = await (await admin('POST', PATH, { to: 'failover', dryRun: true })).json();
  expect(answer).toMatchObject({
    differences: { reachable: { primary: true, failover: false }, epoch: { primary: 0, failover: null } }
  });
  for (let at = 0; at < 5; at++) await store.look();
  expect(failoverProblems(store.state())).toMatchObject([{ code: 'standby_unreachable' }]);
});

async function setup({ hasStandby = true } = {}) {
  const [primary, standby] = [await createFlaky(), await createFlaky()];
  const store = openFailover({
    primary: primary.shared,
    standby: hasStandby ? standby.shared : null,
    onSwitch: () => undefined,
    now: () => NOON,
    nowMs: () => NOON * 1_000,
    log: pino({ level: 'silent' })
  });
  const failover = { ...store, compare: () => compareDatabases(store) };
  return { ...(await startApi({ deps: { failover } })), primary, standby, store };
}

async function refused(answer: Response): Promise<string> {
  return `${answer.status} ${Problem.parse(await answer.json()).code}`;
}
