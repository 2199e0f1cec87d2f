/** What planted payments bought, worked out by hand: terms of 88,000 blocks, of which 44,000 are half. */
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { defaultPayers } from '../../lib/domain/payments/payments.ts';
import type { AppSpec } from '../../lib/domain/census/census.ts';
import { storeSpecs } from '../../lib/server/modules/census/ingest/census-rows.ts';
import { projectSubscriptions } from '../../lib/server/modules/subscriptions/ingest/project.ts';
import type { AppMessageRow, FactRow } from '../../lib/server/platform/store/rows.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keyed, leaseOf, NOON, noPayments, payment, TRACKED, txidOf } from '../support/factories.ts';
import { openTruthStore } from '../support/truth-store.ts';
import { allRows } from './harness.ts';

let store: Store;
afterEach(() => store.close());

const FIRST = 2_100_000;
const FLUX = 100_000_000n;
const timeOf = (height: number) => NOON - 40 * 86_400 + (height - FIRST) * 30;
const hashOf = (name: string) => txidOf(Buffer.from(name).reduce((sum, byte) => sum * 31 + byte, 7));
const scriptOf = (hash: string) => `6a40${Buffer.from(hash, 'latin1').toString('hex')}`;

it('leaves to a new owner what the one before has paid', async () => {
  const { rowsOf } = await setup([
    { name: 'a', at: 0, flux: 88n, message: { type: 'register', owner: '1Before' } },
    { name: 'b', at: 44_000, flux: 10n, message: { owner: '1After' } }
  ]);
  expect(rowsOf('a')).toMatchObject({ owner: '1Before', stop_reason: 'superseded', left_sat: String(44n * FLUX) });
  expect(rowsOf('b')).toMatchObject({ owner: '1After', carried_in_sat: String(44n * FLUX), renewals: 1 });
});

it('knows owners by their EVM address', async () => {
  const owner = '0x52908400098527886E0F7030069857D2E4169EE7';
  const { rowsOf } = await setup([{ name: 'a', at: 0, flux: 1n, message: { type: 'register', owner } }]);
  expect(rowsOf('a')).toMatchObject({ owner, outcome: 'bought', end_height: FIRST + 88_000 });
});

it('counts a term by time where the specification has one, and none where nobody knows it', async () => {
  const { rowsOf } = await setup([
    { name: 'a', at: 0, flux: 1n, message: { type: 'register', spec_version: 9, expire: null, end_time: NOON + 99 } },
    { name: 'b', at: 1, flux: 1n, message: { type: 'register', spec_version: 11, expire: null, app_name: 'other' } }
  ]);
  expect(rowsOf('a')).toMatchObject({ end_height: null, end_time: NOON + 99 });
  expect(rowsOf('b')).toMatchObject({ end_height: null, end_time: null, term_days: null, left_sat: '0' });
});

it('ends a term by time when the list of the network says, also once the app is gone from it', async () => {
  // Signed at NOON and taken by the network 240 s later, both for an hour.
  const { rowsOf, list } = await setup([
    { name: 'a', at: 0, flux: 1n, message: { type: 'register', spec_version: 9, expire: null, end_time: NOON + 3_600 } }
  ]);
  expect(rowsOf('a')).toMatchObject({ end_time: NOON + 3_600 });
  await list([{ ...listed, hash: hashOf('a'), endTime: NOON + 240 + 3_600 }]);
  expect(rowsOf('a')).toMatchObject({ end_time: NOON + 3_840 });
  await list([]);
  expect(rowsOf('a')).toMatchObject({ end_time: NOON + 3_840 });
  expect(await store.query('app_message_newest', { app_name: 'chained' })).toMatchObject([{ end_time: NOON + 3_840 }]);
});

it('names why a payment bought nothing', async () => {
  const { rowsOf } = await setup([
    { name: 'a', at: 0, flux: 1n, message: { type: 'register' } },
    { name: 'again', at: 10, flux: 2n, buys: 'a' },
    { name: 'stranger', at: 20, flux: 3n },
    { name: 'b', at: 30, sat: 999_999n, message: {} }
  ]);
  expect(rowsOf('a')).toMatchObject({ outcome: 'bought', stop_height: null });
  expect(rowsOf('again')).toMatchObject({
    outcome: 'duplicate_hash',
    left_sat: String(2n * FLUX),
    app_name: 'chained'
  });
  expect(rowsOf('stranger')).toMatchObject({ outcome: 'no_message', left_sat: String(3n * FLUX), app_name: null });
  expect(rowsOf('b')).toMatchObject({ outcome: 'underpaid', left_sat: '999999', app_name: 'chained' });
});

it('takes the message of the last output that decodes, whatever stands behind it', async () => {
  const note = '6a0568656c6c6f';
  const { rowsOf } = await setup([
    { name: 'a', at: 0, flux: 1n, message: { type: 'register' } },
    { name: 'b', at: 44_000, flux: 1n, message: {}, scripts: [scriptOf(hashOf('a')), scriptOf(hashOf('b')), note] }
  ]);
  expect(rowsOf('b')).toMatchObject({ outcome: 'bought', message_hash: hashOf('b'), renewals: 1 });
  expect(rowsOf('a')).toMatchObject({ stop_height: FIRST + 44_000 });
});

it('gives back what a payment ended that a reorganisation took', async () => {
  const { rowsOf, drop } = await setup([
    { name: 'a', at: 0, flux: 88n, message: { type: 'register' } },
    { name: 'b', at: 44_000, flux: 10n, message: {} }
  ]);
  await drop('b');
  expect(rowsOf('a')).toMatchObject({ stop_height: null, stop_reason: null, left_sat: '0', next_height: null });
  expect(rowsOf('b')).toMatchObject({ outcome: 'orphaned', deposit_sat: '0', carried_in_sat: '0' });
});

interface Paid {
  name: string;
  /** Blocks after FIRST. */
  at: number;
  flux?: bigint;
  sat?: bigint;
  /** The message that it names is stored too. */
  message?: Partial<AppMessageRow>;
  /** Whose message it names; its own unless said. */
  buys?: string;
  scripts?: string[];
}

async function setup(paid: Paid[]) {
  store = await openTruthStore();
  const lease = await leaseOf(store);
  const satOf = ({ flux, sat }: Paid) => String(sat ?? (flux ?? 0n) * FLUX);
  const facts = paid.map(({ name, at, buys, scripts, ...rest }): FactRow => {
    const r = scripts ?? [scriptOf(hashOf(buys ?? name))];
    const payload = JSON.stringify({ p: 't1Buyer', o: [[TRACKED, satOf({ name, at, ...rest })]], r });
    return { txid: txid(name), height: FIRST + at, block_hash: 'b10c', block_time: timeOf(FIRST + at), payload };
  });
  const payments = keyed(
    paid.map((each) =>
      payment({
        txid: txid(each.name),
        block_height: FIRST + each.at,
        block_time: timeOf(FIRST + each.at),
        amount_sat: satOf(each)
      })
    )
  );
  const named = paid.flatMap(({ name, at, message }): [string, AppMessageRow][] =>
    message === undefined ? [] : [[hashOf(name), { ...base, height: FIRST + at, txid: txid(name), ...message }]]
  );
  const status = { tip: FIRST + 80_000, tipTime: timeOf(FIRST + 80_000), completedAt: NOON, complete: true };
  await store.query('store_app_messages', { ...lease, messages: Object.fromEntries(named), status: {}, now: NOON });
  const write = { ...noPayments, ...lease, status: { revenue: { value: JSON.stringify(status) } } };
  const affected = keySet(payments.map((each) => each.txid));
  await store.query('store_payments', { ...write, facts, payments, affected });
  let rows = new Map<string, object>();
  const project = async () => {
    const { signal } = new AbortController();
    const run = { lease: await leaseOf(store, 'subscriptions'), signal, progress: () => undefined };
    await projectSubscriptions({ ...deps, store, asked: new Map() }, run);
    const stored = await store.query('subscriptions_stored', { apps: {}, txids: affected });
    rows = new Map([...(await allRows(store)).values(), ...stored].map((row) => [row.txid, row]));
  };
  await project();
  return {
    rowsOf: (name: string) => rows.get(txid(name)),
    list: async (specs: AppSpec[]) => {
      const { signal } = new AbortController();
      await storeSpecs({ store, lease: await leaseOf(store, 'census'), signal }, specs, { tip: FIRST, now: NOON });
      await project();
    },
    drop: async (name: string) => {
      const gone = keySet([txid(name)]);
      const reorg = { id: 'r', txid: txid(name), old_height: FIRST, new_height: null, amount_sat: '5' };
      await store.query('store_payments', {
        ...write,
        ...{ removed_facts: gone, removed_payments: gone, affected: gone, reorgs: [reorg] }
      });
      await project();
    }
  };
}

const txid = (name: string) => hashOf(`paid ${name}`);

const deps = {
  rules: { tracked: new Set([TRACKED]), ...defaultPayers },
  appMessages: { all: () => Promise.reject(new Error('not asked')), byHash: () => Promise.resolve(null) },
  now: () => NOON,
  elapsed: () => 0,
  log: pino({ level: 'silent' })
};

const listed: AppSpec = {
  name: 'chained',
  owner: '1Owner',
  specVersion: 9,
  hash: '',
  height: FIRST,
  components: [],
  instances: 3,
  expire: null,
  isTermReadable: true,
  endTime: null,
  geolocation: [],
  isEncrypted: false,
  identity: null
};

const base: AppMessageRow = {
  type: 'update',
  txid: null,
  height: FIRST,
  value_sat: null,
  timestamp_ms: null,
  app_name: 'chained',
  owner: '1Owner',
  spec_version: 8,
  components: '[]',
  instances: 3,
  expire: 88_000,
  end_time: null,
  geolocation: '[]',
  is_encrypted: 0
};
