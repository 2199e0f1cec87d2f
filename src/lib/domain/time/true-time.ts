/**
 * What time it really is, judged from what the own clock and others say. Unix seconds.
 *
 * The own clock is believed while anything from outside agrees with it: a new block of the chain, or the `Date` of the
 * services. It is overruled only by two witnesses that agree with each other: two services, or one and the chain. A block
 * is never of the future for long (fluxd refuses those more than two hours ahead), so time is at least that of the newest
 * block; but a chain can stand still, so an old block by itself says nothing against the clock. Without any witness the
 * newest stored row is one: a restart within a day of it is believed, a clock before it is not.
 */
import { CLOCK_TOLERANCE_SECONDS as TOLERANCE } from './ages.ts';
import { SECONDS_PER_DAY } from './periods.ts';

export interface Evidence {
  /** What the clock of this machine says. */
  own: number;
  /** What each service says, carried on to this moment. */
  hosts: readonly number[];
  /** The newest block's header time, carried on from when it was seen as the newest; null: none was seen. */
  block: number | null;
  /** When the newest stored row was written, by the clock of then; null: not known. */
  stored: number | null;
}

export interface Verdict {
  /** The time to go by. */
  now: number;
  /** Whether anything besides the own clock says so: only then are days begun and old things thrown away. */
  isSure: boolean;
  /** What is wrong with the own clock: by how many seconds it is ahead (behind: negative); null: nothing known. */
  fault: { aheadSeconds: number } | null;
}

/** `MAX_FUTURE_BLOCK_TIME` of fluxd: a block's time may be so far ahead of the clock of the node that takes it. */
const MAX_FUTURE_BLOCK_SECONDS = 7_200;
/** The chain and a service that are so close are two witnesses of one time. */
const MAX_BLOCK_AGE_SECONDS = 3_600;

export function judgeTime({ own, hosts, block, stored }: Evidence): Verdict {
  const believed: Verdict = { now: own, isSure: true, fault: null };
  if (block !== null && isNear(own, block)) return believed;
  const told = medianOf(hosts);
  if (told !== null) {
    if (isNear(own, told)) return believed;
    const others = hosts.filter((host) => isNear(host, told)).length - 1;
    const isChainWithIt = block !== null && block <= told + TOLERANCE && told - block <= MAX_BLOCK_AGE_SECONDS;
    const isAgreed = others > 0 || isChainWithIt;
    return { now: isAgreed ? told : own, isSure: isAgreed, fault: { aheadSeconds: own - told } };
  }
  if (block !== null) {
    const isBehind = block - own > MAX_FUTURE_BLOCK_SECONDS;
    if (isBehind) return { now: block, isSure: true, fault: { aheadSeconds: own - block } };
    return { now: own, isSure: false, fault: null };
  }
  if (stored === null) return { now: own, isSure: false, fault: null };
  if (stored - own > TOLERANCE) return { now: own, isSure: false, fault: { aheadSeconds: own - stored } };
  return { now: own, isSure: own - stored <= SECONDS_PER_DAY, fault: null };
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE;
}

/** The later one of two in the middle: a cache makes an answer's time older, nothing makes it newer. null: of none. */
function medianOf(times: readonly number[]): number | null {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null;
}
