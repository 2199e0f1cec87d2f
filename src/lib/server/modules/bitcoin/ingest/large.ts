/** The largest transactions of the node's mempool: those that wait now, and what of them is kept for later. */
import { feeRateOf } from '../../../../domain/bitcoin/amounts.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import type { FollowedMempool, Waiting } from '../../../chains/bitcoin/node-mempool.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { LargeValue } from '../../../../contract/bitcoin/overview.ts';
import type { MadeOf } from './mempool.ts';

const SHOWN = 10;
/** As many as may be among the largest of an hour. */
const KEPT = 20;

export function largestNow({ waiting }: FollowedMempool): MadeOf<LargeValue> {
  const value = largestOf(waiting, SHOWN).map(({ txid, amountSat, feeSat, vsize, since }) => ({
    txid,
    amount: formatCoins(amountSat),
    fee: formatCoins(feeSat),
    feeRate: feeRateOf(feeSat, vsize),
    vsize,
    seenAt: since
  }));
  return { source: 'node', value };
}

export async function keepLarge({ store, now }: WorkDeps, { lease }: Run, { fresh }: FollowedMempool): Promise<void> {
  const large = largestOf(fresh, KEPT);
  if (large.length === 0) return;
  await store.query('store_bitcoin_large', {
    ...lease,
    transactions: large.map(({ txid, amountSat, feeSat, vsize }) => ({
      txid,
      amount_sat: String(amountSat),
      fee_sat: String(feeSat),
      vsize
    })),
    now: now()
  });
}

/** Those whose amount is known, largest first. */
function largestOf(waiting: readonly Waiting[], count: number): (Waiting & { amountSat: bigint })[] {
  return waiting
    .filter((each): each is Waiting & { amountSat: bigint } => each.amountSat !== null)
    .sort((a, b) => (a.amountSat === b.amountSat ? (a.txid < b.txid ? -1 : 1) : a.amountSat < b.amountSat ? 1 : -1))
    .slice(0, count);
}
