/**
 * An app's life as the chain of its segments: each message that the network took begins one, and ends the one before.
 *
 * What an unfinished segment has left goes to the next one, unless the message cancels the app: then it is broken. Messages
 * whose payment is not known (it went to an address that is not tracked) and updates that the platform paid for carry
 * value on, and bring none.
 */
import { endOf, type AppEnd } from '../apps/app-life.ts';
import { accruedAt, balanceAt, isRunning, type Moment, type Segment } from './accrual.ts';

/** An update to such a term cancels an app (facts 9.3; config/default.js of FluxOS). */
const CANCELLING_TERMS: readonly (number | null)[] = [1, 100];

/** A message that the network took, where it was paid. */
export interface LifeMessage {
  hash: string;
  type: 'register' | 'update';
  at: Moment;
  specVersion: number | null;
  /** Blocks. */
  expire: number | null;
  /** Unix seconds. */
  endTime: number | null;
  depositSat: bigint;
  /** Micro-dollars of the deposit at its day; null: not known. */
  depositUsd: bigint | null;
}

export interface LifeSegment extends Segment {
  message: LifeMessage;
  carriedInSat: bigint;
  /** The same in micro-dollars, as they were paid; null: not known. */
  carriedInUsd: bigint | null;
}

/** Value in dollars of a part of a segment, by what was paid for the whole; rounded down. */
export function usdOfPart(part: bigint, { totalSat, totalUsd }: { totalSat: bigint; totalUsd: bigint | null }) {
  if (part === 0n) return 0n;
  return totalUsd === null || totalSat === 0n ? null : (totalUsd * part) / totalSat;
}

export function totalUsdOf({ carriedInUsd, message }: Pick<LifeSegment, 'carriedInUsd' | 'message'>): bigint | null {
  return carriedInUsd === null || message.depositUsd === null ? null : carriedInUsd + message.depositUsd;
}

/** The segments of one app's messages, given in chain order. */
export function segmentsOf(messages: readonly LifeMessage[]): LifeSegment[] {
  const segments: LifeSegment[] = [];
  for (const message of messages) {
    const before = segments.at(-1);
    const carried = before === undefined ? nothing : stopAt(before, message);
    segments.push({
      message,
      start: message.at,
      end: endOfMessage(message),
      carriedInSat: carried.sat,
      carriedInUsd: carried.usd,
      totalSat: message.depositSat + carried.sat,
      stop: null
    });
  }
  return segments;
}

const nothing = { sat: 0n, usd: 0n };

/** Ends a segment that still runs, and answers what goes on to the next. */
function stopAt(before: LifeSegment, message: LifeMessage): { sat: bigint; usd: bigint | null } {
  if (!isRunning(before, message.at)) return nothing;
  const isCancel = message.type === 'update' && CANCELLING_TERMS.includes(message.expire);
  before.stop = { at: message.at, reason: isCancel ? 'cancelled_by_owner' : 'superseded' };
  const { carriedOut } = balanceAt(before, message.at);
  if (carriedOut === 0n) return nothing;
  const total = { totalSat: before.totalSat, totalUsd: totalUsdOf(before) };
  const earned = usdOfPart(accruedAt(before, message.at), total);
  return { sat: carriedOut, usd: earned === null || total.totalUsd === null ? null : total.totalUsd - earned };
}

function endOfMessage({ specVersion, at, expire, endTime }: LifeMessage): AppEnd | null {
  return endOf({ specVersion, height: at.height, expire, endTime });
}
