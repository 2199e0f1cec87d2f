/** Holds the API's complete list of transactions against the simulator's truth, page by page, as a client reads it. */
import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/index.ts';
import { getJson, until } from './api-process.ts';

/** How long the API gives the same answer when it has not changed anything itself. */
const CACHED_MS = 30_000;

interface Transaction {
  txid: string;
  address: string;
  fromAddress: string;
  amount: string;
  amountUsd: string | null;
  blockHeight: number;
  timestamp: number;
  date: string;
  appName: string | null;
  appType: string | null;
  source: string;
  settled: boolean;
}

/** All transactions, over as many pages as there are. */
export async function allTransactions(url: string): Promise<Transaction[]> {
  const rows: Transaction[] = [];
  for (let page = 1; ; page++) {
    const answer = await getJson<{ transactions: Transaction[]; total: number; totalPages: number }>(
      `${url}/api/transactions/paginated?limit=1000&page=${page}`
    );
    rows.push(...answer.transactions);
    if (page >= answer.totalPages) {
      expect(rows).toHaveLength(answer.total);
      return rows;
    }
  }
}

/** Resolves once the API has read the chain up to its tip. */
export async function untilSynced(url: string, { truth }: Simulator): Promise<void> {
  await until(
    () => getJson<{ sync: { lastSyncBlock: number | null } }>(`${url}/api/health`),
    ({ sync }) => sync.lastSyncBlock === truth({}).tip,
    120_000
  );
}

/** Dollars of days without a close follow the live price of the moment and are left to the tests with a standing clock. */
export async function expectApiTruth(url: string, simulator: Simulator): Promise<void> {
  const told = () => {
    const truth = simulator.truth({});
    const live = new Set(truth.transactions.filter(({ usdIsLive }) => usdIsLive === true).map(({ txid }) => txid));
    const expected = truth.transactions
      .map((tx) => ({
        txid: tx.txid,
        address: tx.address,
        fromAddress: tx.fromAddress,
        amount: decimal(tx.amountSat, 8),
        amountUsd: live.has(tx.txid) || tx.usdMicros === null ? null : dollars(tx.usdMicros),
        blockHeight: tx.height,
        timestamp: tx.blockTime,
        date: tx.date,
        appName: tx.appName,
        appType: tx.appType,
        source: tx.source
      }))
      .sort((a, b) => b.blockHeight - a.blockHeight || (a.txid < b.txid ? -1 : 1));
    return { expected, live };
  };
  const ask = async () => {
    const { expected, live } = told();
    const rows = (await allTransactions(url)).map(({ settled: _, ...row }) =>
      live.has(row.txid) ? { ...row, amountUsd: null } : row
    );
    return { rows, expected };
  };
  // Names of the newest payments may still be on their way when the sync reports its block, and what another process
  // has written shows when the kept answer is too old.
  const { rows, expected } = await until(
    ask,
    (answer) => JSON.stringify(answer.rows) === JSON.stringify(answer.expected),
    CACHED_MS + 30_000
  ).catch(ask);
  expect(rows).toEqual(expected);
}

function decimal(units: string, places: number): string {
  const digits = units.padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function dollars(micros: string): string {
  return decimal(micros, 6).replace(/(\.\d\d\d*?)0+$/, '$1');
}
