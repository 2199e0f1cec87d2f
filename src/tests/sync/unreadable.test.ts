/** App messages that cannot be read: the network knows them, so their payments are never given up as unregistered. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditLedger } from '../../lib/server/modules/ledger/ingest/audit.ts';
import { rebuildLedger } from '../../lib/server/modules/ledger/ingest/rebuild.ts';
import { UpstreamError } from '../../lib/server/platform/errors.ts';
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

const BLOCKS_A_DAY = 2_880;

let indexer: Indexer;
/** Which hashes have a message that cannot be read, and how often each was asked for. */
let isOdd: (hash: string) => boolean;
let asked: Map<string, number>;
/** Height of the newest payment at the start. */
let newest: number;
let isAway: boolean;
beforeEach(async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.2 });
  isOdd = () => false;
  isAway = false;
  asked = new Map();
  breakMessages();
  newest = named().at(-1)?.height ?? 0;
});
afterEach(() => indexer.close());

it('what the dump held in an unreadable form stays unnamed until it can be read', async () => {
  const wanted = named().slice(0, 5);
  isOdd = (hash) => wanted.some(({ messageHash }) => messageHash === hash);
  await indexer.sync();
  await underLease(indexer, (run) => rebuildLedger(indexer.deps, run));
  await underLease(indexer, (run) => auditLedger(indexer.deps, run, 200_000));
  expect((await rowsOf(wanted)).map(attribution)).toEqual(wanted.map(() => [null, null]));
  isOdd = () => false;
  indexer.mine(BLOCKS_A_DAY / 4);
  await indexer.sync();
  await expectTruth(indexer);
});

it('is asked for once, and again only hours later', async () => {
  const [one] = named();
  isOdd = (hash) => hash === one?.messageHash;
  for (let syncs = 0; syncs < 5; syncs++) {
    await indexer.sync();
    indexer.pass(60);
  }
  expect([...asked]).toEqual([[one?.messageHash, 1]]);
  indexer.mine(BLOCKS_A_DAY / 4);
  await indexer.sync();
  expect(asked.get(one?.messageHash ?? '')).toBe(2);
});

it('what comes later in an unreadable form is not given up after a day either', async () => {
  await indexer.sync();
  isOdd = () => true;
  indexer.mine(100);
  await indexer.sync();
  const late = named().filter(({ height }) => height > newest);
  indexer.mine(BLOCKS_A_DAY + 120);
  await indexer.sync();
  expect(late.length).toBeGreaterThan(0);
  expect((await rowsOf(late)).map(attribution)).toEqual(late.map(() => [null, null]));
  const before = new Map(asked);
  for (let syncs = 0; syncs < 3; syncs++) {
    indexer.pass(60);
    await indexer.sync();
  }
  for (const { messageHash } of late) expect(asked.get(messageHash ?? '')).toBe(before.get(messageHash ?? ''));
  isOdd = () => false;
  indexer.mine(BLOCKS_A_DAY / 4);
  await indexer.sync();
  await expectTruth(indexer);
});

it('a look-up that fails after a day is repeated, but not by every sync', async () => {
  await indexer.sync();
  isAway = true;
  indexer.mine(BLOCKS_A_DAY + 120);
  await indexer.sync();
  const old = (await indexer.payments())
    .filter(({ block_time }) => block_time < indexer.deps.now() - 86_400)
    .map(({ message_hash }) => message_hash ?? '')
    .filter((hash) => asked.has(hash));
  const before = old.map((hash) => asked.get(hash));
  expect(old.length).toBeGreaterThan(0);
  for (let syncs = 0; syncs < 3; syncs++) {
    indexer.pass(60);
    await indexer.sync();
  }
  expect(old.map((hash) => asked.get(hash))).toEqual(before);
  isAway = false;
  indexer.pass(600);
  await indexer.sync();
  await expectTruth(indexer);
});

/** Payments of the truth that name an app. */
function named() {
  const { transactions } = indexer.simulator.truth({ addresses: indexer.tracked });
  return transactions.filter(({ messageHash, appName }) => messageHash !== null && appName !== null);
}

async function rowsOf(told: { txid: string }[]): Promise<PaymentRow[]> {
  const txids = new Set(told.map(({ txid }) => txid));
  return (await indexer.payments()).filter(({ txid }) => txids.has(txid));
}

const attribution = ({ app_name, app_type }: PaymentRow) => [app_name, app_type];

function breakMessages(): void {
  const { appMessages } = indexer.deps;
  indexer.deps.appMessages = {
    async all(onBatch, signal) {
      const unreadable: string[] = [];
      const read = await appMessages.all(async (batch) => {
        unreadable.push(...batch.map(({ hash }) => hash).filter(isOdd));
        await onBatch(batch.filter(({ hash }) => !isOdd(hash)));
      }, signal);
      return { ...read, skipped: unreadable.length, unreadable };
    },
    async byHash(hash, signal) {
      const found = await appMessages.byHash(hash, signal);
      if (!isAway && (found === null || !isOdd(hash))) return found;
      asked.set(hash, (asked.get(hash) ?? 0) + 1);
      if (isAway) throw new UpstreamError('apps', 'answer changed shape');
      return 'unreadable';
    }
  };
}
