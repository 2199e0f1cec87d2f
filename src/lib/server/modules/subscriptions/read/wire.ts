/** A stored segment as the API shows it at a block. */
import type { Subscription } from '../../../../contract/subscriptions/subscriptions.ts';
import {
  balanceAt,
  ratePerSecondE18,
  standingAt,
  type Balance,
  type Moment,
  type Reason,
  type Segment,
  type Status
} from '../../../../domain/subscriptions/accrual.ts';
import { percentOf } from '../../../../domain/money/change.ts';
import { formatDecimal } from '../../../../domain/money/decimal.ts';
import { formatFlux, formatUsd } from '../../../../domain/money/money.ts';
import { estimateHeight, estimateTime } from '../../../../domain/time/chain-clock.ts';
import { isNothing, segmentOf } from '../stored-segment.ts';
import type { SubscriptionRow } from '../statements.ts';

const RATE_DECIMALS = 18;

export function subscriptionOf(row: SubscriptionRow, at: Moment): Subscription {
  const segment = segmentOf(row);
  const { balance, status, reason } = stateOf(row, segment, at);
  const rate = isNothing(row) ? null : ratePerSecondE18(segment);
  return {
    id: row.id,
    app: row.app_name,
    txid: row.txid,
    messageHash: row.message_hash === '' ? null : row.message_hash,
    sender: row.sender,
    owner: row.owner,
    recipient: row.recipient,
    depositAmount: formatFlux(BigInt(row.deposit_sat)),
    depositUsd: row.deposit_usd === null ? null : formatUsd(BigInt(row.deposit_usd)),
    carriedIn: formatFlux(BigInt(row.carried_in_sat)),
    carriedOut: formatFlux(balance.carriedOut),
    start: segment.start,
    end: isNothing(row) ? null : endOf(segment),
    accrued: formatFlux(balance.accrued),
    deferred: formatFlux(balance.deferred),
    breakage: formatFlux(balance.breakage),
    ratePerSecond: rate === null ? null : formatDecimal(rate, RATE_DECIMALS, RATE_DECIMALS),
    progress: isNothing(row) ? null : percentOf(balance.accrued, segment.totalSat),
    status,
    reason,
    encrypted: row.is_encrypted === null ? null : row.is_encrypted === 1,
    specVersion: row.spec_version,
    renewals: row.renewals
  };
}

/** Where the value of a row is, and how it stands: what bought nothing is broken at once. */
export function stateOf(
  row: Pick<SubscriptionRow, 'outcome' | 'deposit_sat'>,
  segment: Segment,
  at: Moment
): { balance: Balance; status: Status; reason: Reason | null } {
  const { outcome } = row;
  if (outcome === 'bought' || outcome === 'unpaid')
    return { balance: balanceAt(segment, at), ...standingAt(segment, at) };
  const breakage = BigInt(row.deposit_sat);
  return { balance: { accrued: 0n, deferred: 0n, breakage, carriedOut: 0n }, status: 'cancelled', reason: outcome };
}

/** Of height and time one is exact and the other from the clock of the chain. */
export function endOf({ start, end }: Pick<Segment, 'start' | 'end'>): Moment | null {
  if (end === null) return null;
  if ('time' in end) return { height: Math.max(start.height, estimateHeight(end.time)), time: end.time };
  return { height: end.height, time: estimateTime(end.height) };
}
