/**
 * Which chain transactions are revenue, and how much each of them is.
 *
 * One transaction is one payment: the sum of its outputs to tracked addresses, as the network itself counts. Change that
 * returns to a tracked address and updates that the platform pays for are no income.
 */
import type { ChainTransaction } from '../chain.ts';
import { isFluxDrive, messageHashOf } from './op-return.ts';
import type { Payer } from './payers.ts';
import { dateOf } from '../time/periods.ts';

/** Addresses that decide about a payment; configuration. */
export interface RevenueRules {
  tracked: ReadonlySet<string>;
  team: ReadonlySet<string>;
  fiat: ReadonlySet<string>;
}

export interface Payment {
  txid: string;
  height: number;
  blockHash: string;
  /** Header time of the block, unix seconds. */
  blockTime: number;
  /** UTC day of the block. */
  date: string;
  /** The tracked address that received most; of equals the first in output order. */
  address: string;
  /** First input's address, or `Unknown` (coinbase, shielded). */
  fromAddress: string;
  /** Sum of all outputs to tracked addresses. */
  amountSat: bigint;
  source: Payer;
  /** Hash of the app message that was paid for, lower-case; null if none is named. */
  messageHash: string | null;
  isFluxDrive: boolean;
}

/** The Flux team's payer and the gateway through which card and PayPal customers pay. */
export const defaultPayers: Pick<RevenueRules, 'team' | 'fiat'> = {
  team: new Set(['t1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY']),
  fiat: new Set(['t1XktDZ9Z1QiefMYE5nMFohe8VG2c2BD5A5'])
};

const UNKNOWN_PAYER = 'Unknown';
/** Pays updates that are free for the customer with exactly this sum; it pays for real apps too. */
const FREE_UPDATE_PAYER = 't1Mzja9iJcEYeW5B4m4s1tJG8M42odFZ16A';
const FREE_UPDATE_SAT = 2_000_000n;

/** The payment that a transaction is, or null if it is none. */
export function paymentIn(tx: ChainTransaction, rules: RevenueRules): Payment | null {
  if (tx.payer !== null && rules.tracked.has(tx.payer)) return null;
  const received = receivedBy(tx, rules.tracked);
  const amountSat = received.reduce((sum, { sat }) => sum + sat, 0n);
  if (amountSat === 0n) return null;
  if (tx.payer === FREE_UPDATE_PAYER && amountSat === FREE_UPDATE_SAT) return null;
  return {
    txid: tx.txid,
    height: tx.height,
    blockHash: tx.blockHash,
    blockTime: tx.blockTime,
    date: dateOf(tx.blockTime),
    address: received.reduce((most, each) => (each.sat > most.sat ? each : most)).address,
    fromAddress: tx.payer ?? UNKNOWN_PAYER,
    amountSat,
    source: sourceOf(tx.payer, rules),
    messageHash: messageHashOf(tx.opReturns),
    isFluxDrive: isFluxDrive(tx.opReturns)
  };
}

/** What each tracked address received, in the order of its first output. */
function receivedBy(tx: ChainTransaction, tracked: ReadonlySet<string>): { address: string; sat: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { address, sat } of tx.outputs) {
    if (tracked.has(address)) sums.set(address, (sums.get(address) ?? 0n) + sat);
  }
  return [...sums].map(([address, sat]) => ({ address, sat }));
}

function sourceOf(payer: string | null, { team, fiat }: RevenueRules): Payer {
  if (payer === null) return 'other';
  if (team.has(payer)) return 'team';
  return fiat.has(payer) ? 'fiat' : 'other';
}
